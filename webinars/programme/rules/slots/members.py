"""The members of a day as bits: one a member, in the order of their codes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from webinars.states.models import Group, Kind
from webinars.states.rules import CATEGORIES, GROUPS


@dataclass(frozen=True)
class Member:
    """A member as the planner sees it on one day."""

    code: str
    zone: str
    """The one IANA zone by whose clocks it is judged; chosen in `states.queries`."""
    group: Group | None
    categories: tuple[Kind, ...] = ()


class Members:
    """The members of a day. A set of them is an integer, in which bit n is the nth code."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.rows: Sequence[Member] = sorted(members, key=lambda member: member.code)
        self.codes = tuple(member.code for member in self.rows)
        self.everyone = (1 << len(self.rows)) - 1
        self.groups = {
            group: self._where([row.group is group for row in self.rows]) for group in GROUPS
        }
        self.categories = {
            kind: self._where([kind in row.categories for row in self.rows]) for kind in CATEGORIES
        }
        zones = dict.fromkeys(row.zone for row in self.rows)
        self.zones = {zone: self._where([row.zone == zone for row in self.rows]) for zone in zones}

    def __len__(self) -> int:
        return len(self.rows)

    def bits(self, codes: Collection[str]) -> int:
        """Return the set of those members whose code is among `codes`."""
        return self._where([code in codes for code in self.codes])

    def named(self, bits: int) -> tuple[str, ...]:
        """Return the codes of a set, in their order."""
        return tuple(code for place, code in enumerate(self.codes) if bits >> place & 1)

    @staticmethod
    def _where(held: Sequence[bool]) -> int:
        return sum(1 << place for place, one in enumerate(held) if one)
