"""Where sittings come to stand when the days or hours of a series are changed together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import Rule, standing, walls_of


@dataclass(frozen=True)
class Wish:
    """What is to change. None: it stays."""

    week: int | None = None
    weekday: int | None = None
    hour: time | None = None


def to_come(webinars: Sequence[Webinar], now: datetime) -> list[Webinar]:
    """Return the webinars of which a sitting is still to come, the earliest first."""
    ahead = [webinar for webinar in webinars if sittings_ahead(webinar, now)]
    return sorted(ahead, key=lambda webinar: sittings_ahead(webinar, now)[0].starts_at)


def sittings_ahead(webinar: Webinar, now: datetime) -> list[Sitting]:
    if webinar.cancelled_at is not None:
        return []
    return [sitting for sitting in standing(webinar) if sitting.starts_at > now]


def shifted(sittings: Sequence[Sitting], wish: Wish) -> dict[str, datetime]:
    """Return the wall time of each of a webinar's `sittings`, by public id, as wished.

    The first is given the day and hour; its twins keep their distance from it.
    """
    first = sittings[0].announced_start
    moved = datetime.combine(_day(first.date(), wish), wish.hour or first.time())
    by: timedelta = moved - first
    return {sitting.public_id: sitting.announced_start + by for sitting in sittings}


def _day(day: date, wish: Wish) -> date:
    if wish.week is None or wish.weekday is None:
        return day
    month = day.replace(day=1)
    return walls_of(Rule(wish.week, wish.weekday, time()), [month])[month].date()
