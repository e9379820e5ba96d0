"""What an indicator said in each sealed snapshot, and under which version of its definition."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webinars.evaluation.files import FIGURES
from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries import figures_in
from webinars.evaluation.sights.figures import Line
from webinars.evaluation.sights.overview import whole

SHOWN = 60
"""Snapshots at most: two months of nights."""

UNDEFINED: tuple[int, Line | None] = (0, None)


@dataclass(frozen=True)
class Past:
    cut: int
    taken_at: datetime
    version: int
    """0: it was not defined yet, or the files are gone."""
    line: Line | None
    is_changed: bool
    """Whether the definition is another than in the snapshot before: not to be compared with it."""


def history(
    folder: Path, snapshots: Sequence[Snapshot], number: int, *, series: str = ""
) -> list[Past]:
    """Return what `number` said in the newest snapshots, the newest first.

    Args:
        snapshots: all of them, the newest first.
        series: public id of the one of which it is told; empty: all together.
    """
    past, before = [], 0
    for one in reversed(snapshots[:SHOWN]):
        version, line = (
            _told(folder, one.cut, series).get(number, UNDEFINED)
            if _has(folder, one)
            else UNDEFINED
        )
        is_changed = 0 not in {version, before} and version != before
        past.append(Past(one.cut, one.taken_at, version, line, is_changed))
        before = version or before
    return past[::-1]


def _has(folder: Path, snapshot: Snapshot) -> bool:
    """Say whether the files of a snapshot are there: what the others said stands without it."""
    return (folder / str(snapshot.cut) / FIGURES).is_file()


@functools.lru_cache(maxsize=512)
def _told(folder: Path, cut: int, series: str) -> Mapping[int, tuple[int, Line | None]]:
    """Return version and figure of the series of every indicator: sealed, so it is read once."""
    found = figures_in(folder, cut, series)
    return {
        one["indicator"]: (one["version"], whole(found, one["indicator"]))
        for one in found["definitions"]
    }
