"""What is public of a series as at a snapshot, decided then or, of newer snapshots, now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.files import FIGURES
from webinars.evaluation.models import Snapshot
from webinars.evaluation.models.public import Publication
from webinars.evaluation.queries import figures_in, knows_series
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.standing import GROUP, REST, Counts, releasable

WHOLE = ("registered", "expected", "joined", "attended")
BY_GROUP = (26, "group", "stay-50")
"""Indicator, breakdown and measure whose denominator is who attended of each group."""


@dataclass(frozen=True)
class Standing:
    """What was decided of one series with one snapshot."""

    cut: int
    counts: Counts


@dataclass(frozen=True)
class Past:
    """Every snapshot, the newest first, and what was decided with each."""

    snapshots: tuple[Snapshot, ...]
    decided: tuple[Publication, ...]
    """The oldest first."""

    @property
    def newest(self) -> Snapshot | None:
        return next(iter(self.snapshots), None)


def past(db: Db) -> Past:
    """Return all snapshots with what was published of every series, in one query."""
    both = select(Snapshot, Publication).outerjoin(Publication, Publication.cut == Snapshot.cut)
    found = db.execute(both.order_by(Snapshot.cut, Publication.id)).all()
    rows: list[tuple[Snapshot, Publication | None]] = [(one, row) for one, row in found]
    snapshots = dict.fromkeys(snapshot for snapshot, _ in reversed(rows))
    return Past(tuple(snapshots), tuple(row for _, row in rows if row is not None))


def standings(
    past: Past, *, folder: Path, series: Sequence[str], cut: int
) -> dict[str, list[Standing]]:
    """Return what was published of each series with every snapshot up to `cut`, the oldest first.

    Of snapshots of which it was not decided yet it is decided now, and not kept: `decide` does.

    Args:
        series: their public ids; an empty one where the snapshot holds none.
    """
    found: dict[str, list[Standing]] = {key: [] for key in series}
    for row in past.decided:
        if row.series in found and row.cut <= cut:
            found[row.series].append(Standing(row.cut, _counts_of(row)))
    cuts = sorted({one.cut for one in past.snapshots if one.cut < cut} | {cut})
    for key, told in found.items():
        after = told[-1].cut if told else 0
        _append(told, folder, key, [one for one in cuts if one > after])
    return found


def releases_of(past: Past, *, folder: Path, series: str) -> dict[int, Counts]:
    """Return the public counts of one series by the cut of their snapshot."""
    if past.newest is None:
        return {}
    told = standings(past, folder=folder, series=[series], cut=past.newest.cut)[series]
    return {one.cut: one.counts for one in told}


def _append(told: list[Standing], folder: Path, series: str, cuts: Sequence[int]) -> None:
    """Decide of each of `cuts` in its order what may be published, after all that was."""
    for cut in cuts:
        if (folder / str(cut) / FIGURES).is_file() and knows_series(folder, cut, series):
            told.append(Standing(cut, _decided(told, counts_in(folder, cut, series))))


def _counts_of(row: Publication) -> Counts:
    told = row.told
    return Counts(told["persons"], told["reached"], frozenset(told["released"]))


def _decided(before: Sequence[Standing], now: Counts) -> Counts:
    """Return the counts with what may be published of them; where none moved, all stand."""
    if before and _is_same(before[-1].counts, now):
        return now
    history = list(_moves(before))
    return replace(now, released=releasable(history, now, k=K))


def _moves(before: Sequence[Standing]) -> Iterator[Counts]:
    """Yield the releases without those in which nothing moved: they tell a reader nothing."""
    last: Counts | None = None
    for one in before:
        if last is None or not _is_same(last, one.counts):
            yield one.counts
        last = one.counts


def _is_same(one: Counts, other: Counts) -> bool:
    return (one.persons, one.reached) == (other.persons, other.reached)


def counts_in(folder: Path, cut: int, series: str) -> Counts:
    """Return what could be published of a snapshot: persons over the series, and by group."""
    found = figures_in(folder, cut, series)
    whole: dict[str, Any] = next(
        (one for one in found["populations"] if one["webinar"] is None), {}
    )
    persons = {name: int(whole.get(name, 0)) for name in WHOLE}
    for one in found["figures"]:
        if (one["indicator"], one["by"], one["measure"]) == BY_GROUP:
            persons[f"{GROUP}{one['key']}"] = int(one["d"] or 0)
    came = (group for _, group, reached in found["members"] if reached == "attended")
    reached = Counter(f"{GROUP}{group}" if group else REST for group in came)
    return Counts(persons, dict(reached))
