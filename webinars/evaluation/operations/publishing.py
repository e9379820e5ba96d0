"""Deciding, with each snapshot, which counts may be made public of it: once, and for good."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.models.public import Publication
from webinars.evaluation.queries import series_of
from webinars.evaluation.queries.public import standings
from webinars.evaluation.rules.suppression.standing import Counts


def decide(db: Db, *, folder: Path, cut: int) -> Iterator[Publication]:
    """Yield what is to be kept as published of every series with `cut`, and with those before it.

    It is read alone, since it takes a second after years: nobody need wait to write.

    Args:
        folder: that of all snapshots, the one of `cut` among them.
    """
    series = series_of(folder, cut) or [""]
    rows = select(Publication.series, Publication.cut).where(Publication.series.in_(series))
    known = {(key, decided) for key, decided in db.execute(rows)}
    for key, found in standings(db, folder=folder, series=series, cut=cut).items():
        for one in found:
            if (key, one.cut) not in known:
                yield Publication(series=key, cut=one.cut, told=_told(one.counts))


def _told(counts: Counts) -> dict[str, Any]:
    return {
        "persons": dict(counts.persons),
        "reached": dict(counts.reached),
        "released": sorted(counts.released),
    }
