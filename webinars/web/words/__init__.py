"""Days, hours, cities, sizes, numbers and names as the reader's language writes them.

`days` and `numbers` are pure functions; `patterns` holds what differs between
the languages; `teach` gives all of it to the templates.
"""

from webinars.web.words.teaching import teach

__all__ = ["teach"]
