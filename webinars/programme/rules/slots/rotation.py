"""Rotation over a series: who has had no fair hour how often, and hours that even it out.

A member carries a month when no sitting of it lies wholly in the working day on
the clock of its capital: it attends at night, or not at all.

The proposed hours are chosen month by month, the earliest first. A member counts
once, and twice as much for each month that it has carried so far; the plan that
serves most counts is proposed, and where plans are equal the order of `plans`
decides. So the many have their hours first, and a few who are far away have
theirs before the series is over: ten members that carried four months count as
much as a hundred and sixty that carried none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from webinars.programme.rules.slots.hours import WORKING_DAY, Hours, fits
from webinars.programme.rules.slots.members import Members
from webinars.programme.rules.slots.plans import Plan, Wish, best_plans
from webinars.states.models import Group, Kind

Span = tuple[datetime, int]
"""The instant at which a sitting begins, and its minutes."""


@dataclass(frozen=True)
class Share:
    """So many member-months of so many."""

    n: int
    d: int


@dataclass(frozen=True)
class Turn:
    """One month of the rotation: the members of its day, and those whom its sittings serve."""

    members: Members
    served: int

    @property
    def carriers(self) -> tuple[str, ...]:
        """The codes of the members that carry this month."""
        return self.members.named(self.members.everyone & ~self.served)

    def share(self, key: Group | Kind | None) -> Share:
        """Return how many members of a group or category carry it; None: of all."""
        members = self.members
        bits = members.everyone if key is None else (members.groups | members.categories)[key]
        return Share((bits & ~self.served).bit_count(), bits.bit_count())


def turn_of(members: Members, spans: Iterable[Span], hours: Hours = WORKING_DAY) -> Turn:
    """Return the month of these sittings, at whatever minute they begin."""
    taken = list(spans)
    served = (
        bits
        for zone, bits in members.zones.items()
        if any(fits(zone, start, minutes, hours) for start, minutes in taken)
    )
    return Turn(members, reduce(or_, served, 0))


def burden_of(turns: Iterable[Turn]) -> Counter[str]:
    """Return, by its code, how many months each member carries; those with none are left out."""
    return Counter(code for turn in turns for code in turn.carriers)


def total(turns: Sequence[Turn], key: Group | Kind | None) -> Share:
    """Return the member-months that a group or category carries, of all that it has."""
    shares = [turn.share(key) for turn in turns]
    return Share(sum(share.n for share in shares), sum(share.d for share in shares))


def propose(
    months: Sequence[tuple[Members, Wish]], *, carried: Counter[str]
) -> list[tuple[Plan, Turn]]:
    """Return hours for each of `months`, in their order, that even out what was `carried`.

    Raises what `best_plans` raises.
    """
    burden, found = Counter(carried), []
    for members, wish in months:
        plan = _most_counts(members, best_plans(members, wish), burden)
        turn = Turn(members, plan.served)
        burden += burden_of([turn])
        found.append((plan, turn))
    return found


def _most_counts(members: Members, plans: Sequence[Plan], burden: Counter[str]) -> Plan:
    """Return the first of `plans` that serves most, where each month carried doubles a member."""
    by_months = {
        months: members.bits({code for code in members.codes if burden[code] == months})
        for months in {burden[code] for code in members.codes}
    }

    def counts(plan: Plan) -> int:
        return sum(
            (1 << months) * (plan.served & bits).bit_count() for months, bits in by_months.items()
        )

    return max(plans, key=counts)
