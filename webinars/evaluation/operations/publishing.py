"""Deciding, with each snapshot, which counts may be made public of it: once, and for good."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.files import FIGURES
from webinars.evaluation.models.passages import Evidence
from webinars.evaluation.models.public import Publication
from webinars.evaluation.queries import figures_in, series_of
from webinars.evaluation.queries.passages import published_evidence
from webinars.evaluation.queries.public import counts_in, past, standings
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.standing import Counts, is_apart


def decide(db: Db, *, folder: Path, cut: int) -> Iterator[Publication]:
    """Yield what is to be kept as published of every series with `cut`, and with those before it.

    It is read alone, since it takes a second after years: nobody need wait to write.

    Args:
        folder: that of all snapshots, the one of `cut` among them.
    """
    series = series_of(folder, cut) or [""]
    rows = select(Publication.series, Publication.cut).where(Publication.series.in_(series))
    known = {(key, decided) for key, decided in db.execute(rows)}
    for key, found in standings(past(db), folder=folder, series=series, cut=cut).items():
        for one in found:
            if (key, one.cut) not in known:
                yield Publication(series=key, cut=one.cut, told=_told(one.counts))


def _told(counts: Counts) -> dict[str, Any]:
    return {
        "persons": dict(counts.persons),
        "reached": dict(counts.reached),
        "released": sorted(counts.released),
    }


def check_published(db: Db, *, folder: Path) -> Iterator[str]:
    """Yield a sentence for whatever was published and should not have been, by the files.

    Each count must be the one that its snapshot holds, and apart from every other release of it;
    each figure under a published finding the one that its snapshot holds.
    Snapshots whose files are gone are taken as they were kept.
    """
    known: dict[tuple[str, str], set[int]] = {}
    for row in db.scalars(select(Publication).order_by(Publication.series, Publication.cut)):
        kept = row.told["persons"]
        is_there = (folder / str(row.cut) / FIGURES).is_file()
        if is_there and counts_in(folder, row.cut, row.series).persons != kept:
            yield f"cut {row.cut}: the snapshot holds other counts than were kept"
        for name in row.told["released"]:
            before = known.setdefault((row.series, name), {0})
            if not all(is_apart(kept.get(name, 0) - one, K) for one in before):
                yield f"cut {row.cut}: {name} differs by few from an earlier release"
            before.add(kept.get(name, 0))
    yield from _findings(db, folder)


def _findings(db: Db, folder: Path) -> Iterator[str]:
    """Yield a sentence for every figure under a published finding that its snapshot has not."""
    for row, passage, series in published_evidence(db):
        cut = row.snapshot.cut
        if (folder / str(cut) / FIGURES).is_file() and not _is_held(row, folder, cut, series):
            name = f"indicator {row.indicator} {row.measure}"
            yield f"cut {cut}: the snapshot holds another {name} than finding {passage} rests on"


def _is_held(row: Evidence, folder: Path, cut: int, series: str) -> bool:
    figures = figures_in(folder, cut, series)["figures"]
    wanted = (row.indicator, row.measure, row.breakdown, row.key, row.n, row.d, row.value)
    names = ("indicator", "measure", "by", "key", "n", "d", "value")
    return any(tuple(one[name] for name in names) == wanted for one in figures)
