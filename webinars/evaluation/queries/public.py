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


def standings(
    db: Db, *, folder: Path, series: Sequence[str], cut: int
) -> dict[str, list[Standing]]:
    """Return what was published of each series with every snapshot up to `cut`, the oldest first.

    Of snapshots of which it was not decided yet it is decided now, and not kept: `decide` does.
    One query, and another where there are such.

    Args:
        series: their public ids; an empty one where the snapshot holds none.
    """
    these = (Publication.series.in_(series), Publication.cut <= cut)
    found: dict[str, list[Standing]] = {key: [] for key in series}
    for row in db.scalars(select(Publication).where(*these).order_by(Publication.cut)):
        found[row.series].append(Standing(row.cut, _counts_of(row)))
    after = {key: told[-1].cut if told else 0 for key, told in found.items()}
    if all(decided == cut for decided in after.values()):
        return found
    cuts = [*db.scalars(select(Snapshot.cut).where(Snapshot.cut < cut).order_by(Snapshot.cut)), cut]
    for key, told in found.items():
        _append(told, folder, key, [one for one in cuts if one > after[key]])
    return found


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
