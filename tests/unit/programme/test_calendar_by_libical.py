"""The feed as libical judges it: the library of GNOME and KDE, where it is installed."""

import ctypes
import ctypes.util

import pytest

from tests.unit.programme.calendars import NASTY, TOLD, feed, make_sitting

FOUND = ctypes.util.find_library("ical")

pytestmark = pytest.mark.skipif(FOUND is None, reason="libical is not installed")


def faults(body: bytes) -> int:
    """Return how much in `body` breaks the grammar, or the restrictions of RFC 5546."""
    library = ctypes.CDLL(FOUND)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    component = ctypes.c_void_p(library.icalparser_parse_string(body))
    fits = library.icalrestriction_check(component)
    return int(library.icalcomponent_count_errors(component)) + (not fits)


@pytest.mark.parametrize("text", ["The speaker is ill.", NASTY])
def test_libical_finds_no_fault_in_a_feed(text: str) -> None:
    cancelled = make_sitting(cancelled_at=TOLD, cancel_reason=text, venue=text)

    assert faults(feed(make_sitting(), cancelled)) == 0


def test_libical_would_find_a_fault() -> None:
    assert faults(feed(make_sitting()).replace(b"\r\nUID:", b"\r\nX-UID:")) > 0
