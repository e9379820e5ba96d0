"""The members of a day as the slot planner wants them, and whom it counts first."""

from collections.abc import Collection, Mapping
from datetime import date

from webinars.database import Db
from webinars.programme.models import Series
from webinars.programme.rules.slots import Member, Members, Weight, counted_first
from webinars.registrations.queries import states_registered
from webinars.states.queries import capital_zones, classify_days
from webinars.states.rules import Classification


def members_by_day(db: Db, *, days: Collection[date]) -> dict[date, Members]:
    """Return the members on each of `days`, classified as on that day; two or three queries."""
    zones = capital_zones(db)
    classified = classify_days(db, days=days)
    return {day: _members(states, zones) for day, states in classified.items()}


def members_of(db: Db, *, day: date) -> Members:
    """Return the members on `day`, classified as on that day."""
    return members_by_day(db, days=[day])[day]


def first_counted(db: Db, *, members: Members, weight: Weight, series: Series | None) -> int:
    """Return the set of members that `weight` counts first; without a series, all count alike."""
    if weight is Weight.ALL or series is None:
        return members.everyone
    return counted_first(members, weight, states_registered(db, series=series))


def _members(states: Mapping[str, Classification], zones: Mapping[str, str]) -> Members:
    return Members(
        Member(code, zones[code], state.group, state.categories)
        for code, state in states.items()
        if state.member
    )
