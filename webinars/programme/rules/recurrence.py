"""A rule such as “third Thursday, 13:00 in Geneva”, and the days that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webinars.kernel.text import N_

WEEKS: Mapping[int, str] = {
    1: N_("First"),
    2: N_("Second"),
    3: N_("Third"),
    4: N_("Fourth"),
    -1: N_("Last"),
}
"""Every month has each of these; a fifth it has not always."""

WEEKDAYS: Mapping[int, str] = {
    0: N_("Monday"),
    1: N_("Tuesday"),
    2: N_("Wednesday"),
    3: N_("Thursday"),
    4: N_("Friday"),
    5: N_("Saturday"),
    6: N_("Sunday"),
}


@dataclass(frozen=True)
class Rule:
    """A wall time on one weekday of each month. In which zone is said beside it."""

    week: int
    """1 to 4, or -1 for the last."""
    weekday: int
    """0 is Monday."""
    hour: time


def walls_of(rule: Rule, months: Sequence[date]) -> dict[date, datetime]:
    """Return the wall time in each of `months`, given by their first days.

    Nothing is said of whether clocks show it: `instant_of` refuses what they
    skip or show twice.
    """
    if not months:
        return {}
    from dateutil.rrule import MONTHLY, rrule, weekday  # noqa: PLC0415  (only planning needs it)

    start = datetime.combine(min(months), rule.hour)
    wanted = weekday(rule.weekday)(rule.week)
    days = rrule(MONTHLY, byweekday=wanted, dtstart=start, until=_end(max(months)))
    by_month = {day.date().replace(day=1): day for day in days}
    return {month: by_month[month] for month in months}


def _end(month: date) -> datetime:
    """Return a moment after the last day of `month`, and before the next month's first week ends.

    A day that the rule gives beyond the month is left out by its key.
    """
    return datetime.combine(month.replace(day=28), time.max) + timedelta(days=4)
