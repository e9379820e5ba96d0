"""The rotation of a series: who carries which month, and hours for the months that are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from webinars.database import Db
from webinars.desk.queries.slots import members_by_day
from webinars.desk.rules.hours import third_thursday
from webinars.programme.models import Series, Sitting, Webinar
from webinars.programme.rules import first_instant, months_between, standing, was_announced
from webinars.programme.rules.slots import Plan, Turn, Wish, burden_of, propose, turn_of
from webinars.states.queries import Capital


@dataclass(frozen=True)
class Taken:
    """A month that has its hours."""

    month: date
    webinar: Webinar
    sittings: tuple[Sitting, ...]
    turn: Turn


@dataclass(frozen=True)
class Proposed:
    """A month whose hours nobody has been told, and the hours that even the rotation out."""

    month: date
    webinar: Webinar | None
    day: date
    plan: Plan
    turn: Turn


def turns_of(
    db: Db, *, webinars: Sequence[Webinar], capitals: Mapping[str, Capital]
) -> list[Taken]:
    """Return the months of `webinars` that have sittings, in their order; one query for all."""
    taken = [(webinar, tuple(standing(webinar))) for webinar in webinars if standing(webinar)]
    members = members_by_day(db, days={day_of(webinar) for webinar, _ in taken}, capitals=capitals)
    return [
        Taken(
            webinar.planned_month,
            webinar,
            sittings,
            turn_of(members[day_of(webinar)], [(one.starts_at, one.minutes) for one in sittings]),
        )
        for webinar, sittings in taken
    ]


def proposals_of(
    db: Db,
    *,
    series: Series,
    webinars: Sequence[Webinar],
    wish: Wish,
    capitals: Mapping[str, Capital],
    now: datetime,
) -> list[Proposed]:
    """Return hours for each month still open: no webinar, or one that is not announced yet.

    The day is that of the hours drafted, else the third Thursday; days past and
    today are left out. What the announced months made members carry counts.

    Raises what `best_plans` raises.
    """
    told = [one for one in webinars if was_announced(one) and standing(one)]
    carried = burden_of(taken.turn for taken in turns_of(db, webinars=told, capitals=capitals))
    months = [one for one in _open_months(series, webinars) if one[2] > now.date()]
    members = members_by_day(db, days={day for _, _, day in months}, capitals=capitals)
    wishes = [(members[day], wish.on(day)) for _, _, day in months]
    found = propose(wishes, carried=carried)
    return [
        Proposed(month, webinar, day, plan, turn)
        for (month, webinar, day), (plan, turn) in zip(months, found, strict=True)
    ]


def day_of(webinar: Webinar) -> date:
    """Return the UTC date of its first sitting, else the third Thursday of its month."""
    first = first_instant(webinar)
    return first.astimezone(UTC).date() if first else third_thursday(webinar.planned_month)


def _open_months(
    series: Series, webinars: Sequence[Webinar]
) -> list[tuple[date, Webinar | None, date]]:
    planned = {webinar.planned_month for webinar in webinars}
    drafts = [(one.planned_month, one, day_of(one)) for one in webinars if not _is_told(one)]
    bare = [
        (month, None, third_thursday(month))
        for month in months_between(series.starts_on, series.ends_on)
        if month not in planned
    ]
    return sorted([*drafts, *bare], key=lambda one: one[2])


def _is_told(webinar: Webinar) -> bool:
    return was_announced(webinar) or webinar.cancelled_at is not None
