"""Plans: one to three starts of a day, whom they serve together, and which comes first.

Order of plans, each rule deciding where those before it are equal:

1. most of the members that are counted first (all, unless a weight says otherwise);
2. most members;
3. fewest sittings that overlap, since one team cannot hold two at a time;
4. the fairest spread: the group of which the smallest share is served has the
   largest share, then the next group, and so on;
5. most sittings inside the working day of Geneva;
6. the earlier start.

No two plans are equal in all six, so the order is one and the same on every machine.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from itertools import combinations, pairwise
from operator import or_

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.programme.rules.slots.hours import (
    HALF_HOURS,
    WORKING_DAY,
    Hours,
    fitting_starts,
)
from webinars.programme.rules.slots.members import Members

GENEVA = "Europe/Zurich"
SHORTEST, LONGEST = 5, 720
"""Minutes of a sitting, as the table of sittings bounds them."""
MOST_SITTINGS = 3
LAST_DAY = date(2099, 12, 31)
"""Beyond it the rules of the zones are a guess."""


class BadLength(BadInput):
    message = N_("A sitting lasts from 5 to 720 minutes.")


class TooLongForDay(BadInput):
    message = N_(
        "A sitting of %(minutes)s minutes does not fit between %(since)s and %(until)s of one day."
    )


class BadSittings(BadInput):
    message = N_("Plan one, two or three sittings.")


class BadHours(BadInput):
    message = N_("The hours must begin before they end, on one day.")


class DayTooFar(BadInput):
    message = N_("Choose a day before the year 2100.")


class NobodyThen(BadInput):
    message = N_("No member is known on %(day)s. Choose a later day.")


class NoHour(BadInput):
    message = N_(
        "Between %(since)s and %(until)s in Geneva there are too few half-hours for the sittings."
    )


@dataclass(frozen=True)
class Wish:
    """What is planned, and what binds it."""

    day: date
    """A UTC date: its 48 half-hours are the starts."""
    minutes: int = 90
    sittings: int = 1
    hours: Hours = WORKING_DAY
    """The working day of each member, on its own clock."""
    host: Hours | None = None
    """Between which hours in Geneva each sitting must lie wholly; None: at any."""

    def on(self, day: date) -> "Wish":
        """Return the same wish for another day."""
        return replace(self, day=day)


@dataclass(frozen=True)
class Plan:
    """Some starts and the set of members that at least one of them serves."""

    places: tuple[int, ...]
    """Half-hours after 00:00 UTC, in order."""
    served: int
    unserved: int = field(repr=False)


def refuse_odd(members: Members, wish: Wish) -> None:
    """Refuse what cannot be planned, with a sentence.

    Raises:
        BadLength, TooLongForDay, BadSittings, BadHours, DayTooFar, NobodyThen.
    """
    if not SHORTEST <= wish.minutes <= LONGEST:
        raise BadLength
    if not 1 <= wish.sittings <= MOST_SITTINGS:
        raise BadSittings
    for hours in filter(None, (wish.hours, wish.host)):
        _refuse_hours(hours, wish.minutes)
    if wish.day > LAST_DAY:
        raise DayTooFar
    if not len(members):
        raise NobodyThen(day=f"{wish.day}")


def served_at(members: Members, wish: Wish) -> tuple[int, ...]:
    """Return, for each of the 48 half-hours, the set of members that a start then serves."""
    rows = [
        (fitting_starts(zone, wish.day, wish.minutes, wish.hours), bits)
        for zone, bits in members.zones.items()
    ]
    return tuple(
        reduce(or_, (bits for starts, bits in rows if starts >> place & 1), 0)
        for place in range(HALF_HOURS)
    )


def plan_of(members: Members, wish: Wish, places: Sequence[int]) -> Plan:
    """Return the plan of these half-hours, whatever Geneva's hours are."""
    at = served_at(members, wish)
    return _plan(members, at, tuple(sorted(places)))


def best_plans(members: Members, wish: Wish, *, first: int | None = None) -> list[Plan]:
    """Return every plan that `wish` allows, the best first (the order stands above).

    Args:
        members: of the day of the wish.
        wish: what is planned.
        first: the set of members that are counted before all others; None: all.

    Raises:
        NoHour: Geneva's hours leave fewer half-hours than there are sittings.
        BadLength, TooLongForDay, BadSittings, BadHours, DayTooFar, NobodyThen.
    """
    refuse_odd(members, wish)
    at, starts = served_at(members, wish), _hosted(wish)
    if len(starts) < wish.sittings:
        raise NoHour(**(wish.host or wish.hours).ends)
    plans = [_plan(members, at, places) for places in combinations(starts, wish.sittings)]
    return sorted(plans, key=_order(members, wish, members.everyone if first is None else first))


def _plan(members: Members, at: Sequence[int], places: tuple[int, ...]) -> Plan:
    served = reduce(or_, (at[place] for place in places), 0)
    return Plan(places, served, members.everyone & ~served)


def _hosted(wish: Wish) -> list[int]:
    """Return the half-hours at which Geneva can host."""
    if wish.host is None:
        return list(range(HALF_HOURS))
    allowed = fitting_starts(GENEVA, wish.day, wish.minutes, wish.host)
    return [place for place in range(HALF_HOURS) if allowed >> place & 1]


def _order(members: Members, wish: Wish, first: int) -> Callable[[Plan], tuple[object, ...]]:
    """Return the key that puts plans in order; what it holds stands at the head of this file."""
    groups = [bits for bits in members.groups.values() if bits]
    whole = math.lcm(*(bits.bit_count() for bits in groups))
    parts = [(bits, whole // bits.bit_count()) for bits in groups]
    at_home = fitting_starts(GENEVA, wish.day, wish.minutes, WORKING_DAY)
    apart = -(-wish.minutes // 30)

    def key(plan: Plan) -> tuple[object, ...]:
        served = plan.served
        return (
            -(served & first).bit_count(),
            -served.bit_count(),
            sum(later - sooner < apart for sooner, later in pairwise(plan.places)),
            [-share for share in sorted((served & bits).bit_count() * n for bits, n in parts)],
            -sum(at_home >> place & 1 for place in plan.places),
            plan.places,
        )

    return key


def _refuse_hours(hours: Hours, minutes: int) -> None:
    if not 0 <= hours.since < hours.until <= 24 * 60:
        raise BadHours
    if minutes > hours.until - hours.since:
        raise TooLongForDay(minutes=minutes, **hours.ends)
