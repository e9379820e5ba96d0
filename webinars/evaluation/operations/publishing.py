"""Deciding, with each snapshot, which counts may be made public of it: once, and for good."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.models.public import Publication
from webinars.evaluation.queries import series_of
from webinars.evaluation.queries.public import standings


def decide(db: Db, *, folder: Path, cut: int) -> Iterator[Publication]:
    """Yield what is to be kept as published of every series with `cut`, and with those before it.

    It is read alone, since it takes a second after years: nobody need wait to write.

    Args:
        folder: that of all snapshots, the one of `cut` among them.
    """
    for series in series_of(folder, cut) or [""]:
        kept = select(Publication.cut).where(Publication.series == series)
        known = set(db.scalars(kept))
        for one in standings(db, folder=folder, series=series, cut=cut):
            if one.cut not in known:
                told = {
                    "persons": dict(one.counts.persons),
                    "reached": dict(one.counts.reached),
                    "released": sorted(one.counts.released),
                }
                yield Publication(series=series, cut=one.cut, told=told)
