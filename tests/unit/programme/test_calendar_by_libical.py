"""The feed as libical judges it, where it is installed."""

import pytest

from tests.readers.libical import FOUND, faults
from tests.unit.programme.calendars import NASTY, TOLD, feed, make_sitting

pytestmark = pytest.mark.skipif(FOUND is None, reason="libical is not installed")


@pytest.mark.parametrize("text", ["The speaker is ill.", NASTY])
def test_libical_finds_no_fault_in_a_feed(text: str) -> None:
    cancelled = make_sitting(cancelled_at=TOLD, cancel_reason=text, venue=text)

    assert faults(feed(make_sitting(), cancelled)) == 0


def test_libical_would_find_a_fault() -> None:
    assert faults(feed(make_sitting()).replace(b"\r\nUID:", b"\r\nX-UID:")) > 0
