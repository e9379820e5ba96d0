"""Deciding, with each snapshot, which counts may be made public of it: once, and for good."""

from pathlib import Path

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.models.public import Publication
from webinars.evaluation.queries import series_of
from webinars.evaluation.queries.public import standings


def publish(db: Db, *, folder: Path, cut: int) -> None:
    """Keep what is published of every series in the snapshot of `cut`, and of those before it.

    Args:
        folder: that of all snapshots.
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
                db.add(Publication(series=series, cut=one.cut, told=told))
    db.flush()  # the next reader in this unit counts on them
