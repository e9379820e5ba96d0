"""What everybody may read: each series as a whole, and who attended by regional group.

The catalogue of public counts is this. The total of several series is not in it: who knows all
but one of them would know that one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries.public import WHOLE, Standing
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.standing import GROUP, Counts

SUPPRESSED = "suppressed"
PUBLIC_HEAD = ("breakdown", "class", "persons", "cut")


@dataclass(frozen=True)
class Count:
    """A count of persons as it stands. `persons` None: suppressed; it was never published."""

    persons: int | None
    cut: int | None
    """Of the snapshot with which it came to be so. Whether it waits since then is not told: of a
    count that is known to wait, few came."""


UNTOLD = Count(None, None)


@dataclass(frozen=True)
class Published:
    populations: dict[str, Count]
    groups: tuple[tuple[str, Count], ...]
    """Key of the group, and how many of it attended, in the order of the keys."""

    @property
    def cut(self) -> int | None:
        """Return the cut of what was published last; None: nothing ever was."""
        every = [*self.populations.values(), *(count for _, count in self.groups)]
        return max((one.cut for one in every if one.cut is not None), default=None)

    def is_older(self, count: Count) -> bool:
        """Say whether a count stands as it was while others moved on."""
        return count.cut is not None and count.cut != self.cut


def published(standings: Sequence[Standing]) -> Published:
    """Return every public count as it stands after the last of `standings`.

    A nought is true or suppressed: beside a coverage that names States it would be a lie.

    Args:
        standings: of one series, the oldest first.
    """
    names = {name for one in standings for name in one.counts.groups}
    found: dict[str, Count] = {}
    for one in standings:
        for name in one.counts.released:
            persons = one.counts.of(name)
            if found.get(name, UNTOLD).persons != persons:  # it need not be told what merely stands
                found[name] = Count(persons, one.cut)
    newest = standings[-1].counts if standings else Counts({}, {})
    found = {name: one for name, one in found.items() if one.persons or not newest.of(name)}
    groups = ((name.removeprefix(GROUP), found.get(name, UNTOLD)) for name in sorted(names))
    return Published({name: found.get(name, UNTOLD) for name in WHOLE}, tuple(groups))


def as_data(snapshot: Snapshot, public: Published) -> dict[str, Any]:
    """Return the same for programs: null is never written, a hidden count is a word."""
    return {**_head(snapshot), **_body(public)}


def as_data_of_several(
    snapshot: Snapshot, several: Sequence[tuple[str, Published]]
) -> dict[str, Any]:
    """Return the same of several series, by their slugs, each by itself: no total is published."""
    return {**_head(snapshot), "series": {slug: _body(public) for slug, public in several}}


def _head(snapshot: Snapshot) -> dict[str, Any]:
    return {"cut": snapshot.cut, "digest": snapshot.digest, "smallest_count": K}


def _body(public: Published) -> dict[str, Any]:
    groups = dict(public.groups)
    return {
        "populations": {name: _shown(count) for name, count in public.populations.items()},
        "attended_by_group": {group: _shown(count) for group, count in public.groups},
        "stands_at": {
            "populations": _cuts(public.populations),
            "attended_by_group": _cuts(groups),
        },
    }


def _cuts(counts: Mapping[str, Count]) -> dict[str, int]:
    return {name: count.cut for name, count in counts.items() if count.cut is not None}


def _shown(count: Count) -> int | str:
    return SUPPRESSED if count.persons is None else count.persons


def lines(public: Published) -> Iterator[tuple[str, str, str, str]]:
    """Yield breakdown, class, count and cut as the CSV has them."""
    for name, count in public.populations.items():
        yield ("population", name, str(_shown(count)), _cut(count))
    for group, count in public.groups:
        yield ("attended by group", group, str(_shown(count)), _cut(count))


def _cut(count: Count) -> str:
    return "" if count.cut is None else str(count.cut)
