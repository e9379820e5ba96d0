"""Until when a place is held: a quarter of the time, at most two days, never until the night."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webinars.kernel.zones import zone_names, zone_of
from webinars.registrations.rules.deadlines import LONGEST, in_night, offer_until

START = datetime(2027, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def until(now: datetime, *, zone: str = "UTC", cutoff: timedelta = 2 * HOUR) -> datetime | None:
    return offer_until(now, starts_at=START, cutoff=START - cutoff, zone=zone)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (at(1, 12), at(3, 12)),  # two days, though a quarter of nine is more
        (at(8, 12), at(9, 0) - 2 * HOUR),  # midnight: back to 22:00
        (at(9, 10), at(9, 16, 30)),  # a quarter of 26 hours
        (at(8, 20, 30), at(9, 7)),  # 06:22, and 22:00 is too near: on to 07:00
        (at(8, 19, 59), at(8, 22)),  # 05:59: two hours and a minute remain until 22:00
        (at(9, 21), at(10, 7)),
        (at(10, 8), at(10, 9)),
        (at(10, 9, 59), at(10, 10, 29) + timedelta(seconds=15)),
        (at(10, 10), None),  # the cut-off
        (at(10, 13), None),  # it has begun
    ],
)
def test_an_offer_ends_by_day(now: datetime, ends: datetime | None) -> None:
    assert until(now) == ends


def test_where_it_is_night_until_the_cut_off_nothing_is_offered() -> None:
    """In Kiritimati it is 23:30 when the place is freed, and 02:00 at the start."""
    assert until(at(10, 9, 30), zone="Pacific/Kiritimati") is None


def test_the_strokes_of_ten_and_seven_are_no_night() -> None:
    here = zone_of("Asia/Kathmandu")

    assert not in_night(datetime(2027, 3, 9, 22, tzinfo=here), here)
    assert in_night(datetime(2027, 3, 9, 22, 0, 1, tzinfo=here), here)
    assert in_night(datetime(2027, 3, 9, 6, 59, 59, tzinfo=here), here)
    assert not in_night(datetime(2027, 3, 9, 7, tzinfo=here), here)


@settings(max_examples=600)
@given(
    zone=st.sampled_from(sorted(zone_names())),
    start=st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)),
    left=st.integers(1, 60 * 24 * 40),
    cutoff=st.integers(0, 60 * 24),
)
def test_no_offer_in_any_zone_ends_at_night_or_too_late(
    zone: str, start: datetime, left: int, cutoff: int
) -> None:
    starts_at = start.replace(tzinfo=UTC)
    now = starts_at - timedelta(minutes=left)
    last = starts_at - timedelta(minutes=cutoff)

    ends = offer_until(now, starts_at=starts_at, cutoff=last, zone=zone)

    if now >= last:
        assert ends is None
    if ends is not None:
        assert now < ends < starts_at
        assert not in_night(ends, zone_of(zone))
        assert ends - now <= LONGEST + 9 * HOUR
