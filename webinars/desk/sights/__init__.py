"""What pages show: values ready for a template, each built in one place.

A sight decides; a template chooses words and order. Instants stay instants and
languages stay codes: the filters of `web.words` say them in the reader's tongue.
"""
