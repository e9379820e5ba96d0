"""Hours of a day on a wall clock, and which half-hours put a sitting wholly inside them."""

import functools
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webinars.kernel.zones import zone_of

HALF_HOUR = timedelta(minutes=30)
HALF_HOURS = 48
"""Of a UTC day: the starts that are compared."""


@dataclass(frozen=True)
class Hours:
    """A span of one day on a wall clock, in minutes after its midnight."""

    since: int
    until: int
    """The first minute that is outside; 1440 is the end of the day."""

    @property
    def ends(self) -> dict[str, str]:
        """Both ends as a clock shows them, for a sentence."""
        return {"since": _clock(self.since), "until": _clock(self.until)}


WORKING_DAY = Hours(8 * 60, 18 * 60)
"""08:00 to 18:00: our proposal for a working day, which each page states."""


def start_of(day: date, place: int) -> datetime:
    """Return the UTC instant `place` half-hours after 00:00 UTC of `day`."""
    return datetime.combine(day, time(), UTC) + place * HALF_HOUR


def fits(zone: str, start: datetime, minutes: int, hours: Hours) -> bool:
    """Say whether clocks in `zone` are within `hours` of one local date for the whole sitting.

    The sitting is its minutes: one that ends at 18:00 has 17:59 as its last and
    fits a day that ends at 18:00.
    """
    here = zone_of(zone)
    first = start.astimezone(here)
    last = (start + timedelta(minutes=minutes - 1)).astimezone(here)
    if first.date() != last.date() or not (_within(first, hours) and _within(last, hours)):
        return False
    # Clocks that are put back meanwhile show an earlier time between the two ends.
    return first.utcoffset() == last.utcoffset() or _walks(here, start, minutes, hours)


@functools.lru_cache(maxsize=16_384)
def fitting_starts(zone: str, day: date, minutes: int, hours: Hours) -> int:
    """Return the half-hours of the UTC date `day` at which a sitting fits in `zone`.

    Bit 0 stands for 00:00 UTC, bit 47 for 23:30.
    """
    places = range(HALF_HOURS)
    return sum(1 << at for at in places if fits(zone, start_of(day, at), minutes, hours))


def _walks(here: ZoneInfo, start: datetime, minutes: int, hours: Hours) -> bool:
    walls = [(start + timedelta(minutes=minute)).astimezone(here) for minute in range(minutes)]
    return all(_within(wall, hours) and wall.date() == walls[0].date() for wall in walls)


def _within(wall: datetime, hours: Hours) -> bool:
    return hours.since <= wall.hour * 60 + wall.minute < hours.until


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
