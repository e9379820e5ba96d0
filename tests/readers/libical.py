"""Calendars as libical judges them: the library of GNOME and KDE, where it is installed."""

import ctypes
import ctypes.util

FOUND = ctypes.util.find_library("ical")


def faults(body: bytes) -> int:
    """Return how much in `body` breaks the grammar, or the restrictions of RFC 5546."""
    library = ctypes.CDLL(FOUND)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    component = ctypes.c_void_p(library.icalparser_parse_string(body))
    fits = library.icalrestriction_check(component)
    return int(library.icalcomponent_count_errors(component)) + (not fits)
