"""A series month by month: planned, announced, held, cancelled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.programme.models import Series, Webinar
from webinars.programme.rules.phases import Phase, phase_of


@dataclass(frozen=True)
class Planned:
    """A webinar of a month, and how far it is."""

    webinar: Webinar
    phase: Phase


@dataclass(frozen=True)
class Month:
    first_day: date
    planned: tuple[Planned, ...]
    past: bool
    """The whole month lies before today."""
    present: bool


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of each month from that of `first` to that of `last`."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(begin, end + 1)]


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


def tally(months: Sequence[Month]) -> list[tuple[Phase, int]]:
    """Return how many webinars are in each phase in which there is one, from draft to held."""
    counted = Counter(planned.phase for month in months for planned in month.planned)
    return [(phase, counted[phase]) for phase in Phase if phase in counted]
