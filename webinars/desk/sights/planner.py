"""The slot planner's page: plans in words, and the picture of 48 half-hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.queries.slots import Planned
from webinars.kernel.text import N_
from webinars.kernel.zones import wall_of
from webinars.programme.rules.clashes import Clash, meeting, names_of
from webinars.programme.rules.slots import (
    GENEVA,
    HALF_HOURS,
    Members,
    Plan,
    Wish,
    served_at,
    start_of,
)
from webinars.states.models import Group, Kind
from webinars.states.queries import Capital
from webinars.states.rules import SHORT_NAMES

ALL = N_("All members")
SHADES = ((1 / 4, "a1"), (1 / 2, "a2"), (3 / 4, "a3"), (1, "a4"))
"""Below which share a cell has which shade; all of a group has `a5`."""


@dataclass(frozen=True)
class Left:
    """The members of a group, or of all that have none, that a plan does not serve."""

    label: str
    """An English id; empty for members without a group."""
    names: tuple[str, ...]


@dataclass(frozen=True)
class PlanSight:
    starts: tuple[datetime, ...]
    clocks: tuple[str, ...]
    """The starts in UTC, as in 05:00: what an address says of the plan."""
    minutes: int
    served: int
    members: int
    left: tuple[Left, ...]
    names: tuple[str, ...]
    """Of the members that are not served, in the order of the reader's language."""
    chosen: bool
    clashes: tuple[tuple[str, bool], ...] = ()
    """What is at the same time: a name, and whether it is an English id."""


@dataclass(frozen=True)
class Cell:
    count: int
    shade: str


@dataclass(frozen=True)
class Row:
    """A group or category over the day."""

    label: str
    """An English id."""
    size: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HalfHour:
    start: datetime
    clock: str
    geneva: datetime
    """Wall time."""
    chosen: bool
    """Whether a sitting of the plan that is looked at begins then."""


@dataclass(frozen=True)
class Picture:
    half_hours: tuple[HalfHour, ...]
    rows: tuple[Row, ...]

    @property
    def by_hour(self) -> tuple[tuple[HalfHour, HalfHour], ...]:
        return tuple(zip(self.half_hours[::2], self.half_hours[1::2], strict=True))


def plan_sight(
    planned: Planned, plan: Plan, capitals: Mapping[str, Capital], clashes: Sequence[Clash]
) -> PlanSight:
    """Return a plan in words. `capitals` are in the order of the reader's language."""
    members, wish = planned.members, planned.wish
    starts = tuple(start_of(wish.day, place) for place in plan.places)
    codes = frozenset(members.named(plan.unserved))
    met = (clash for start in starts for clash in meeting(clashes, start, wish.minutes))
    return PlanSight(
        starts=starts,
        clocks=tuple(f"{start:%H:%M}" for start in starts),
        minutes=wish.minutes,
        served=plan.served.bit_count(),
        members=len(members),
        left=tuple(_left(members, plan, capitals)),
        names=tuple(one.name for code, one in capitals.items() if code in codes),
        chosen=plan == planned.chosen,
        clashes=tuple(names_of(met)),
    )


def picture_of(members: Members, wish: Wish, plan: Plan) -> Picture:
    """Return the picture of the day, in which the starts of `plan` are framed."""
    at = served_at(members, wish)
    sets = [(ALL, members.everyone), *_labelled(members)]
    return Picture(
        half_hours=tuple(_half_hour(wish, place, plan) for place in range(HALF_HOURS)),
        rows=tuple(_row(label, bits, at) for label, bits in sets),
    )


def shade_of(count: int, size: int) -> str:
    """Return the class that shades `count` of `size`: none, under a quarter, … all."""
    if count == 0:
        return ""
    if count == size:
        return "a5"
    return next(shade for below, shade in SHADES if count / size < below)


def sets_of(members: Members) -> list[tuple[Group | Kind, int]]:
    """Return the groups, then the categories, with their members."""
    return [*members.groups.items(), *members.categories.items()]


def _labelled(members: Members) -> list[tuple[str, int]]:
    return [(SHORT_NAMES[key], bits) for key, bits in sets_of(members)]


def _left(members: Members, plan: Plan, capitals: Mapping[str, Capital]) -> list[Left]:
    grouped = 0
    found = []
    for group, bits in members.groups.items():
        grouped |= bits
        found.append(_named(SHORT_NAMES[group], members.named(plan.unserved & bits), capitals))
    found.append(_named("", members.named(plan.unserved & ~grouped), capitals))
    return [left for left in found if left.names]


def _named(label: str, codes: Sequence[str], capitals: Mapping[str, Capital]) -> Left:
    return Left(label, tuple(one.name for code, one in capitals.items() if code in codes))


def _half_hour(wish: Wish, place: int, plan: Plan) -> HalfHour:
    start = start_of(wish.day, place)
    chosen = place in plan.places
    return HalfHour(start, f"{start:%H:%M}", wall_of(start, GENEVA), chosen)


def _row(label: str, bits: int, at: Sequence[int]) -> Row:
    size = bits.bit_count()
    counts = [(served & bits).bit_count() for served in at]
    return Row(label, size, tuple(Cell(count, shade_of(count, size)) for count in counts))
