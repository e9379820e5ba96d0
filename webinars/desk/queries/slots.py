"""The members of a day as the slot planner wants them, and whom it counts first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.programme.models import Series, Webinar, WebinarState
from webinars.programme.rules.slots import (
    MOST_SITTINGS,
    Member,
    Members,
    NoHour,
    Plan,
    Weight,
    Wish,
    best_plans,
    counted_first,
    plan_of,
)
from webinars.registrations.queries import states_registered
from webinars.states.queries import Capital, classify_days
from webinars.states.rules import Classification


@dataclass(frozen=True)
class Planned:
    """What the planner found for a wish."""

    wish: Wish
    members: Members
    plans: Sequence[Plan]
    """All, the best first."""
    chosen: Plan
    """The one that is looked at."""
    best: Sequence[Plan]
    """The best plan of one, two and three sittings."""


def members_by_day(
    db: Db, *, days: Collection[date], capitals: Mapping[str, Capital]
) -> dict[date, Members]:
    """Return the members on each of `days`, classified as on that day; in one query for all."""
    classified = classify_days(db, codes=list(capitals), days=days)
    return {day: _members(states, capitals) for day, states in classified.items()}


def first_counted(db: Db, *, members: Members, weight: Weight, series: Series | None) -> int:
    """Return the set of members that `weight` counts first; without a series, all count alike."""
    if weight is Weight.ALL or series is None:
        return members.everyone
    return counted_first(members, weight, states_registered(db, series=series))


def plan_hours(
    db: Db,
    *,
    wish: Wish,
    weight: Weight,
    series: Series | None,
    capitals: Mapping[str, Capital],
    looked_at: Sequence[int] = (),
) -> Planned:
    """Return the plans for a wish, and the one of `looked_at` (half-hours; else the best).

    Raises what `best_plans` raises.
    """
    members = members_by_day(db, days=[wish.day], capitals=capitals)[wish.day]
    first = first_counted(db, members=members, weight=weight, series=series)
    plans = best_plans(members, wish, first=first)
    chosen = plan_of(members, wish, looked_at) if looked_at else plans[0]
    beside = _beside(members, wish, first)
    return Planned(wish, members, plans, chosen, sorted([plans[0], *beside], key=_sittings))


def _beside(members: Members, wish: Wish, first: int) -> Iterator[Plan]:
    """Return the best plan of each other number of sittings, where Geneva's hours allow one."""
    for sittings in range(1, MOST_SITTINGS + 1):
        with suppress(NoHour):
            if sittings != wish.sittings:
                yield best_plans(members, replace(wish, sittings=sittings), first=first)[0]


def _sittings(plan: Plan) -> int:
    return len(plan.places)


def _members(states: Mapping[str, Classification], capitals: Mapping[str, Capital]) -> Members:
    return Members(
        Member(code, capitals[code].zone, state.group, state.categories)
        for code, state in states.items()
        if state.member
    )


def webinars_to_plan(db: Db, *, now: datetime) -> Sequence[Webinar]:
    """Return the webinars of this month and later, by month, with texts and sittings."""
    this_month = now.date().replace(day=1)
    found = db.scalars(
        select(Webinar)
        .where(Webinar.planned_month >= this_month, Webinar.state != WebinarState.CANCELLED)
        .options(
            joinedload(Webinar.series), joinedload(Webinar.sittings), selectinload(Webinar.texts)
        )
        .order_by(Webinar.planned_month, Webinar.id)
    )
    return found.unique().all()
