"""The planner's own choices: the day that it proposes, and the clock that a sitting is told by."""

from datetime import UTC, date, datetime, timedelta

from webinars.kernel.refusals import Refusal
from webinars.kernel.zones import instant_of, wall_of
from webinars.programme.models import Webinar
from webinars.programme.rules import first_instant

THURSDAY, SATURDAY = 3, 5
WEEK = timedelta(days=7)


def third_thursday(month: date) -> date:
    """Return the third Thursday of the month of that day: where a series has no other habit."""
    first = month.replace(day=1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7) + 2 * WEEK


def day_for(webinar: Webinar | None, now: datetime) -> date:
    """Return the UTC date that the planner proposes.

    That of the webinar's first sitting; else the third Thursday of its month; if
    that is past, the last working day that is left of its month; else the third
    Thursday of the next month.
    """
    if webinar and (first := first_instant(webinar)):
        return first.astimezone(UTC).date()
    today = now.date()
    wanted = third_thursday(webinar.planned_month if webinar else today)
    if wanted > today:
        return wanted
    if webinar and (left := _working_days_left(today, webinar.planned_month)):
        return left[-1]
    return third_thursday(today.replace(day=1) + 5 * WEEK)


def _working_days_left(today: date, month: date) -> list[date]:
    """Return the days from Monday to Friday after `today` that lie in `month`."""
    days = (today + timedelta(days=n) for n in range(1, 32))
    same = (day for day in days if (day.year, day.month) == (month.year, month.month))
    return [day for day in same if day.weekday() < SATURDAY]


def told_by(start: datetime, zone: str) -> tuple[datetime, str]:
    """Return the wall time in `zone` of an instant, with the zone.

    In UTC where clocks in `zone` show that time twice, as it could not be told apart.
    """
    wall = wall_of(start, zone)
    try:
        return (wall, zone) if instant_of(wall, zone) == start else (wall_of(start, "UTC"), "UTC")
    except Refusal:
        return wall_of(start, "UTC"), "UTC"
