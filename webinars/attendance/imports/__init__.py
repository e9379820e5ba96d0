"""Attendance files of live rooms, read from bytes to connections. Pure: no database, no network.

Downwards: `reading` (the entry), one file a report (`zoom_webinar`, `strangers`),
`resolving` and `people` (texts to instants, people and an outcome), `dates`,
`blocks` and `tables` (cells), `decoding` and `kinds` (bytes), `records`, `sentences`.
"""
