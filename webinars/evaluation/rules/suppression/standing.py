"""Which public counts may move from one cut to the next, and which stand as they were published.

Whoever keeps yesterday's page subtracts it from today's. So a count is published anew only where
nobody behind 1 to k-1 new ones can be counted: neither in a count, nor in a sum with others, nor
over several releases, nor beside the coverage, which says of each State whether anybody came. All
else stands as it was, with the cut at which it was published. Source: evaluation.md, section 4.

The growth of each part from release to release is an unknown between two sums: that of all parts
in one period, which is known where the total was published at both ends, and that of one part
over the periods between two of its own releases. How far each may reach is computed exactly
(`flows`), for a reader who knows all releases, this rule, and which counts stand: that no count
fell is believed until one does; then nothing is believed of what was before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webinars.evaluation.rules.suppression.flows import Arc, Flows, Node

TOTAL = "attended"
REST = "others"
"""Who attended and is of no member's group: never published, but what total and groups leave."""

BESIDE = (("expected", "registered"), ("joined", TOTAL))
"""Counts of which one holds the other, but for a few: the first is published with the second."""

GROUP = "group:"
"""Before the key of a regional group in the name of a count."""


@dataclass(frozen=True)
class Counts:
    """Persons at one cut, by the name of the count; and States reached by the name of the group."""

    persons: Mapping[str, int]
    reached: Mapping[str, int]
    released: frozenset[str] = frozenset()
    """The names of what was published with this cut."""

    def of(self, name: str) -> int:
        if name == REST:
            return self.of(TOTAL) - sum(self.of(one) for one in self.groups)
        return self.persons.get(name, 0)

    @property
    def groups(self) -> list[str]:
        return sorted(name for name in self.persons if name.startswith(GROUP))

    def tells(self, name: str) -> bool:
        """Say whether a reader of this release knows a count: a group not named has nobody."""
        return name in self.released or (name.startswith(GROUP) and name not in self.persons)


def releasable(history: Sequence[Counts], now: Counts, *, k: int) -> frozenset[str]:
    """Return the names of the counts that may be published of `now`.

    Args:
        history: what was released before, the oldest first.
        k: the smallest count, and the smallest growth, that is shown.
    """
    parts = _parts_released(history, now, k)
    found = set(parts)
    for name, beside in (("registered", ""), *BESIDE):
        is_safe = _is_far(name, history, now, k) and _is_gap_far(name, beside, history, now, k)
        if is_safe and (not beside or beside in found):
            found.add(name)
    return frozenset(found)


def _is_far(name: str, history: Sequence[Counts], now: Counts, k: int) -> bool:
    """Say whether a count is as it was, or differs by `k` or more, from each earlier release."""
    known = (one.of(name) for one in history if one.tells(name))
    return all(is_apart(now.of(name) - before, k) for before in (0, *known))


def _is_gap_far(name: str, beside: str, history: Sequence[Counts], now: Counts, k: int) -> bool:
    """Say the same of what lies between two counts, where both were told."""
    if not beside:
        return True
    gaps = [one.of(beside) - one.of(name) for one in history if {name, beside} <= one.released]
    gap = now.of(beside) - now.of(name)
    return all(is_apart(gap - before, k) for before in (0, *gaps))


def is_apart(difference: int, k: int) -> bool:
    return difference == 0 or abs(difference) >= k


def _parts_released(history: Sequence[Counts], now: Counts, k: int) -> frozenset[str]:
    """Return which of the groups and their total may be published, as many as there may be."""
    names = {TOTAL, *now.groups, *(name for one in history for name in one.groups)}
    free = {name for name in names if _is_far(name, history, now, k)}
    since = _since_fall([*history, now], names | {REST})
    left = [one.of(REST) for one in history if all(one.tells(name) for name in names)]
    grown = {name: abs(now.of(name) - (history[-1].of(name) if history else 0)) for name in names}
    while free:
        weak = _weak(since, free, names, k)
        if (
            weak is None
            and free == names
            and any(not is_apart(now.of(REST) - one, k) for one in left)
        ):
            weak = REST  # a count fell in between, or it had been found already
        if weak is None:
            break
        # what closes the sum through which it is found out; else where fewest came, the total last
        fewest = min(free, key=lambda one: (one == TOTAL, not grown[one], grown[one], one))
        free.remove(weak if weak in free else fewest)
    return frozenset(free)


def _since_fall(releases: Sequence[Counts], names: set[str]) -> list[Counts]:
    """Return the releases from the last one on in which a count fell."""
    start = 0
    for number, (before, after) in enumerate(pairwise(releases), start=1):
        if any(after.of(name) < before.of(name) for name in names):
            start = number
    return list(releases[start:])


def _weak(since: Sequence[Counts], free: set[str], names: set[str], k: int) -> str | None:
    """Return a count of which a reader finds out too much if `free` is released; None: of none."""
    net = _Net(since, free, names)
    return next((name for arc, name in net.names.items() if not net.is_safe(arc, k)), None)


class _Net:
    """The growth of every part in every period, and of what stands since it was published."""

    def __init__(self, since: Sequence[Counts], free: set[str], names: set[str]) -> None:
        self.names: dict[Arc, str] = {}
        self.least: dict[Arc, int] = {}
        """Of which the coverage tells: as many came as States that were new."""
        ends: dict[Arc, tuple[Node, Node]] = {}
        values: dict[Arc, int] = {}
        for name in sorted(names | {REST}):
            for arc, nodes, grown, least in _arcs(since, free, name):
                self.names[arc], self.least[arc] = name, least
                ends[arc] = nodes[::-1] if name == TOTAL else nodes
                values[arc] = grown - least
        self.flows = Flows(ends, values)

    def is_safe(self, arc: Arc, k: int) -> bool:
        """Say whether so many may have come that nobody is counted, or it is known that nobody did.

        Where the coverage names new States, each of them may have sent `k` or more.
        """
        spare, least = self.flows.values[arc], self.least[arc]
        needed = k - 1 if least else k
        if spare >= needed:
            return True
        rise = self.flows.rise(arc, limit=needed - spare)
        return rise is None or spare + rise >= needed or (least == 0 and spare + rise == 0)


def _arcs(
    since: Sequence[Counts], free: set[str], name: str
) -> Iterator[tuple[Arc, tuple[Node, Node], int, int]]:
    """Yield the arcs of one part: its ends, how many came, and how many States were new."""
    block, grown, least, before = 0, 0, 0, Counts({}, {})
    for period, one in enumerate(since):
        more = one.of(name) - before.of(name)
        new = min(more, max(0, one.reached.get(name, 0) - before.reached.get(name, 0)))
        yield (name, period), (period, (name, block)), more, new
        grown, least, before = grown + more, least + new, one
        is_last = period == len(since) - 1
        is_told = name in free if is_last else one.tells(name)
        if is_told:
            block, grown, least = block + 1, 0, 0
    if name not in free:
        yield (name, "since"), ((name, block), "open"), grown, least
