"""What everybody may read: the series as a whole, and who attended by regional group.

The catalogue of public breakdowns is this one table. It is hidden so far that
neither its sums nor an earlier release gives a small count back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webinars.evaluation.models import Snapshot
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression import hidden, moved_little

SUPPRESSED = "suppressed"
PUBLIC_HEAD = ("breakdown", "class", "persons")
PUBLIC = ("registered", "expected", "joined", "attended")
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Published:
    """Counts of persons; None: suppressed."""

    populations: dict[str, int | None]
    groups: tuple[tuple[str, int | None], ...]
    """Key of the group, and how many of it attended, in the order of the keys."""


def published(found: Mapping[str, Any], counts: Counts, earlier: Sequence[Counts]) -> Published:
    """Return what of a snapshot is public.

    Args:
        found: its `indicators.json`.
        counts: of those who attended, by group.
        earlier: the same of every snapshot before.
    """
    groups = sorted(counts.keys() | {group for one in earlier for group in one})
    row, *rows = ([one.get(group, 0) for group in groups] for one in (counts, *earlier))
    secret = hidden([row], k=K, also=moved_little(row, rows, k=K)) if row else frozenset()
    whole: dict[str, int] = next(
        (one for one in found["populations"] if one["webinar"] is None), {}
    )
    shown = [(group, None if (0, x) in secret else row[x]) for x, group in enumerate(groups)]
    return Published({name: _large(whole.get(name, 0)) for name in PUBLIC}, tuple(shown))


def as_data(snapshot: Snapshot, public: Published) -> dict[str, Any]:
    """Return the same for programs: null is never written, a hidden count is a word."""
    return {
        "cut": snapshot.cut,
        "digest": snapshot.digest,
        "smallest_count": K,
        "populations": {name: _shown(count) for name, count in public.populations.items()},
        "attended_by_group": {group: _shown(count) for group, count in public.groups},
    }


def _shown(count: int | None) -> int | str:
    return SUPPRESSED if count is None else count


def _large(count: int) -> int | None:
    return None if 0 < count < K else count


def lines(public: Published) -> Iterator[tuple[str, str, str]]:
    """Yield breakdown, class and count as the CSV has them."""
    for name, count in public.populations.items():
        yield ("population", name, str(_shown(count)))
    for group, count in public.groups:
        yield ("attended by group", group, str(_shown(count)))
