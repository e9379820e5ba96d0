"""A series month by month: planned, announced, held, cancelled."""

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.kernel.zones import wall_of
from webinars.programme.models import Series, Webinar
from webinars.programme.rules.phases import Phase, phase_of


@dataclass(frozen=True)
class Planned:
    """A webinar of a month, and how far it is."""

    webinar: Webinar
    phase: Phase


class Standing(enum.StrEnum):
    """What became of a month, at a glance."""

    HELD = "held"
    ANNOUNCED = "announced"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    NOTHING = "nothing"


STANDINGS: Mapping[Phase, Standing] = {
    Phase.HELD: Standing.HELD,
    Phase.LIVE: Standing.ANNOUNCED,
    Phase.SOON: Standing.ANNOUNCED,
    Phase.OPEN: Standing.ANNOUNCED,
    Phase.ANNOUNCED: Standing.ANNOUNCED,
    Phase.DRAFT: Standing.PLANNED,
    Phase.CANCELLED: Standing.CANCELLED,
}


@dataclass(frozen=True)
class Month:
    first_day: date
    planned: tuple[Planned, ...]
    past: bool
    """The whole month lies before today."""
    present: bool

    @property
    def standing(self) -> Standing:
        """What became of it: of several webinars, the one that has come furthest."""
        found = {STANDINGS[planned.phase] for planned in self.planned}
        return next((one for one in Standing if one in found), Standing.NOTHING)


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of each month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [month_after(first, step) for step in range(count + 1)]


def month_after(month: date, count: int) -> date:
    """Return the first day of the month that is `count` months after that of `month`."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def days_until(day: date | None, zone: str, now: datetime) -> int | None:
    """Return how many days are left on the calendar of `zone`; below zero: so many days past."""
    return None if day is None else (day - wall_of(now, zone).date()).days


def months_of(series: Series, webinars: Sequence[Webinar], now: datetime) -> list[Month]:
    """Return every month of the series with what is planned for it; other months if need be."""
    days = {webinar.planned_month for webinar in webinars}
    days |= set(months_between(series.starts_on, series.ends_on))
    this_month = now.date().replace(day=1)
    return [
        Month(
            first_day=day,
            planned=tuple(
                Planned(webinar, phase_of(webinar, now))
                for webinar in webinars
                if webinar.planned_month == day
            ),
            past=day < this_month,
            present=day == this_month,
        )
        for day in sorted(days)
    ]


def standings(months: Sequence[Month]) -> list[tuple[Standing, int]]:
    """Return how many months stand how, those that were held first."""
    counted = Counter(month.standing for month in months)
    return [(one, counted[one]) for one in Standing if one in counted]


def tally(months: Sequence[Month]) -> list[tuple[Phase, int]]:
    """Return how many webinars are in each phase in which there is one, from draft to held."""
    counted = Counter(planned.phase for month in months for planned in month.planned)
    return [(phase, counted[phase]) for phase in Phase if phase in counted]
