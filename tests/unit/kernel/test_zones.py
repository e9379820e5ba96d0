"""Every wall time of every zone is one instant that shows it again, or it is refused."""

import functools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.kernel.zones import NoSuchTime, instant_of, wall_of, zone_names

BEGIN, END = datetime(2017, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC)
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)
ZONES = sorted(zone_names())


def instants_showing(wall: datetime, zone: str) -> set[datetime]:
    """Return every instant at which clocks in `zone` show `wall`: none, one or two."""
    here = ZoneInfo(zone)
    tried = {(wall - offset).replace(tzinfo=UTC) for offset in offsets(zone)}
    return {at for at in tried if at.astimezone(here).replace(tzinfo=None) == wall}


@functools.cache
def offsets(zone: str) -> frozenset[timedelta]:
    here, found, at = ZoneInfo(zone), set(), BEGIN - WEEK
    while at < END + WEEK:
        found.add(at.astimezone(here).utcoffset() or timedelta(0))
        at += WEEK
    return frozenset(found)


def changes(zone: str) -> Iterator[datetime]:
    """Return the instants at which clocks in `zone` change, to the minute."""
    here, at = ZoneInfo(zone), BEGIN
    while at < END:
        if at.astimezone(here).utcoffset() != (at + WEEK).astimezone(here).utcoffset():
            yield _between(here, at, at + WEEK)
        at += WEEK


def _between(here: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > MINUTE:
        middle = before + (after - before) // MINUTE // 2 * MINUTE
        same = middle.astimezone(here).utcoffset() == before.astimezone(here).utcoffset()
        before, after = (middle, after) if same else (before, middle)
    return after


def check(wall: datetime, zone: str) -> bool:
    """Hold one wall time to the rule; return whether it is an instant."""
    shown_at = instants_showing(wall, zone)
    try:
        instant = instant_of(wall, zone)
    except NoSuchTime:
        assert len(shown_at) != 1, (wall, zone)
        return False
    assert shown_at == {instant}, (wall, zone)
    assert wall_of(instant, zone) == wall
    return True


def test_around_every_change_of_clocks_in_twenty_years() -> None:
    refused = changed = 0
    for zone in ZONES:
        for change in changes(zone):
            changed += 1
            wall = wall_of(change, zone)
            around = (wall + minutes * MINUTE for minutes in (-61, -60, -30, -1, 0, 1, 30, 60))
            refused += sum(not check(at, zone) for at in around)

    assert changed > 5_000
    assert refused > changed  # each change skips or doubles some of these


@given(st.sampled_from(ZONES), st.integers(0, (END - BEGIN) // MINUTE))
def test_any_minute_of_any_zone(zone: str, minute: int) -> None:
    check((BEGIN + minute * MINUTE).replace(tzinfo=None), zone)


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Pacific/Kiritimati", "2027-01-21 09:00", "2027-01-20 19:00"),
        ("Pacific/Apia", "2027-01-21 09:00", "2027-01-20 20:00"),  # Samoa
        ("Pacific/Pago_Pago", "2027-01-20 09:00", "2027-01-20 20:00"),  # the other side of the line
        ("Asia/Kathmandu", "2027-01-20 09:00", "2027-01-20 03:15"),  # Nepal
        ("Asia/Kolkata", "2027-01-20 09:00", "2027-01-20 03:30"),
        ("Australia/Lord_Howe", "2027-01-20 09:00", "2027-01-19 22:00"),
        (
            "Australia/Lord_Howe",
            "2027-07-20 09:00",
            "2027-07-19 22:30",
        ),  # it changes by half an hour
        ("Pacific/Chatham", "2027-01-20 09:00", "2027-01-19 19:15"),
    ],
)
def test_far_and_odd_zones_by_name(zone: str, wall: str, utc: str) -> None:
    assert instant_of(datetime.fromisoformat(wall), zone) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        ("Europe/Zurich", "2027-03-28 02:30"),  # skipped
        ("Europe/Zurich", "2027-10-31 02:30"),  # shown twice
        ("Australia/Lord_Howe", "2027-10-03 02:15"),  # half an hour is skipped
        ("Pacific/Apia", "2011-12-30 12:00"),  # Samoa left that whole day out
    ],
)
def test_times_that_clocks_skip_or_double_are_refused(zone: str, wall: str) -> None:
    with pytest.raises(NoSuchTime):
        instant_of(datetime.fromisoformat(wall), zone)
