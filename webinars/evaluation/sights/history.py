"""What an indicator said in each sealed snapshot, and under which version of its definition."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webinars.evaluation.files import FIGURES
from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries import content
from webinars.evaluation.sights.figures import Line
from webinars.evaluation.sights.overview import whole

SHOWN = 60
"""Snapshots at most: two months of nights."""


@dataclass(frozen=True)
class Past:
    cut: int
    taken_at: datetime
    version: int
    line: Line | None
    is_changed: bool
    """Whether the definition is another than in the snapshot before: not to be compared with it."""


def history(folder: Path, snapshots: Sequence[Snapshot], number: int) -> list[Past]:
    """Return what `number` said in the newest snapshots, the newest first.

    Args:
        snapshots: all of them, the newest first.
    """
    found = [(one, *_told(folder, one.cut).get(number, (0, None))) for one in snapshots[:SHOWN]]
    before = [version for _, version, _ in found[1:]] + [found[-1][1]] if found else []
    return [
        Past(one.cut, one.taken_at, version, line, version != earlier)
        for (one, version, line), earlier in zip(found, before, strict=True)
    ]


@functools.lru_cache(maxsize=512)
def _told(folder: Path, cut: int) -> Mapping[int, tuple[int, Line | None]]:
    """Return version and figure of the series of every indicator: sealed, so it is read once."""
    found = content(folder, cut, FIGURES)
    return {
        one["indicator"]: (one["version"], whole(found, one["indicator"]))
        for one in found["definitions"]
    }
