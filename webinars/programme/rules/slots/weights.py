"""Which members a plan counts first."""

import enum
from collections.abc import Collection
from functools import reduce
from operator import or_

from webinars.kernel.text import N_
from webinars.programme.rules.slots.members import Members


class Weight(enum.StrEnum):
    ALL = "all"
    BEHIND = "under-represented"
    REGISTERED = "registered"


WEIGHTS: dict[Weight, str] = {
    Weight.ALL: N_("All members alike"),
    Weight.BEHIND: N_("Under-represented groups first"),
    Weight.REGISTERED: N_("Members that have registered so far first"),
}


def counted_first(members: Members, weight: Weight, registered: Collection[str]) -> int:
    """Return the set of members that `weight` counts before the others.

    `registered` are the codes of the members from which anybody has registered
    in the series so far. A group is under-represented when the share of its
    members among them is smaller than the share of all members. Before the first
    registration both weights find nobody, and all members count alike.
    """
    heard = members.bits(registered)
    match weight:
        case Weight.ALL:
            return members.everyone
        case Weight.REGISTERED:
            return heard
        case Weight.BEHIND:
            return reduce(
                or_, (bits for bits in members.groups.values() if _lags(bits, heard, members)), 0
            )


def _lags(group: int, heard: int, members: Members) -> bool:
    """Compare two shares without dividing."""
    return (heard & group).bit_count() * len(members) < heard.bit_count() * group.bit_count()
