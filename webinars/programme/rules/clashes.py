"""What clashes with a sitting: calendars, holidays of a fixed date, other sittings of ours."""

import csv
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from webinars.kernel.text import N_
from webinars.kernel.zones import instant_of
from webinars.programme.models import BusyKind

HOLIDAYS = Path(__file__).parent.parent / "data" / "un_holidays.csv"
HOST_ZONE = "Europe/Zurich"
"""By whose clock a whole day begins and ends: that of the host."""

BUSY_KINDS: dict[BusyKind, str] = {
    BusyKind.HOLIDAYS: N_("Holidays"),
    BusyKind.MEETINGS: N_("Meetings of the body"),
    BusyKind.OTHER: N_("Other calendar"),
}

HOLIDAY_NAMES = {
    "New Year's Day": N_("New Year's Day"),
    "Orthodox Christmas": N_("Orthodox Christmas"),
    "Christmas Day": N_("Christmas Day"),
}
"""What the file of holidays names, as messages."""


@dataclass(frozen=True)
class BusyFacts:
    """When somebody is busy, and with what."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool
    summary: str


@dataclass(frozen=True)
class Holiday:
    """A holiday of the United Nations that falls on the same day of every year; unverified."""

    month: int
    day: int
    name: str
    """An English id."""
    official: bool
    """Else floating: staff may choose it."""
    source: str
    confidence: str


@dataclass(frozen=True)
class Clash:
    """Something at the same time as a sitting. It warns, and never forbids."""

    name: str
    calendar: str
    """The name of the calendar, or of our series; empty for a holiday of a fixed date."""
    kind: BusyKind
    starts_at: datetime
    ends_at: datetime
    all_day: bool

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at


@functools.cache
def fixed_holidays() -> tuple[Holiday, ...]:
    """Return the United Nations holidays of a fixed date; `data/README.md` says what is missing."""
    with HOLIDAYS.open(encoding="utf-8", newline="") as file:
        return tuple(_holiday(row) for row in csv.DictReader(file))


def holidays_between(starts_at: datetime, ends_at: datetime) -> list[Clash]:
    """Return the holidays of a fixed date that meet the time between two instants."""
    years = range(starts_at.year - 1, ends_at.year + 2)
    found = (_clash(holiday, year) for year in years for holiday in fixed_holidays())
    return sorted(
        (clash for clash in found if clash.meets(starts_at, ends_at)),
        key=lambda clash: clash.starts_at,
    )


def names_of(clashes: Iterable[Clash]) -> list[tuple[str, bool]]:
    """Return the name of each, once, and whether it is an English id rather than content."""
    return list(dict.fromkeys((clash.name, not clash.calendar) for clash in clashes))


def meeting(clashes: Iterable[Clash], starts_at: datetime, minutes: int) -> Iterator[Clash]:
    """Return those of `clashes` that meet a sitting."""
    ends_at = starts_at + timedelta(minutes=minutes)
    return (clash for clash in clashes if clash.meets(starts_at, ends_at))


def midnight(day: date) -> datetime:
    """Return the instant at which `day` begins for the host."""
    return instant_of(datetime.combine(day, time()), HOST_ZONE)


def whole_days(first: date, after: date, summary: str) -> BusyFacts:
    """Return the days from `first` until `after`, that one excluded, on the host's clock."""
    return BusyFacts(midnight(first), midnight(after), all_day=True, summary=summary)


def _holiday(row: dict[str, str]) -> Holiday:
    return Holiday(
        month=int(row["month"]),
        day=int(row["day"]),
        name=HOLIDAY_NAMES[row["name"]],
        official=row["kind"] == "official",
        source=row["source"],
        confidence=row["confidence"],
    )


def _clash(holiday: Holiday, year: int) -> Clash:
    day = date(year, holiday.month, holiday.day)
    return Clash(
        name=holiday.name,
        calendar="",
        kind=BusyKind.HOLIDAYS,
        starts_at=midnight(day),
        ends_at=midnight(day + timedelta(days=1)),
        all_day=True,
    )
