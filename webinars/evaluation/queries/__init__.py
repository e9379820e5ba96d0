"""Reading snapshots: the rows, and the figures that lie in their folders."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.evaluation.indicators import is_kept, kept_figures, series_in
from webinars.evaluation.models import Condition, Export, Release, Snapshot
from webinars.kernel.refusals import NotFound


def newest_snapshot(db: Db) -> Snapshot | None:
    return db.scalars(select(Snapshot).order_by(Snapshot.cut.desc()).limit(1)).one_or_none()


def snapshot_before(db: Db, *, cut: int) -> Snapshot | None:
    """Return the snapshot that stands before `cut` in the chain."""
    earlier = select(Snapshot).where(Snapshot.cut < cut)
    return db.scalars(earlier.order_by(Snapshot.cut.desc()).limit(1)).one_or_none()


def list_snapshots(db: Db) -> Sequence[Snapshot]:
    """Return all snapshots, the newest first."""
    return db.scalars(select(Snapshot).order_by(Snapshot.cut.desc())).all()


def get_snapshot(db: Db, *, cut: int) -> Snapshot:
    """Return the snapshot of `cut`, or raise NotFound."""
    found = db.scalars(select(Snapshot).where(Snapshot.cut == cut)).one_or_none()
    if found is None:
        raise NotFound
    return found


def content(folder: Path, cut: int, name: str) -> dict[str, Any]:
    """Return a JSON file of the snapshot of `cut`."""
    found: dict[str, Any] = json.loads((folder / str(cut) / name).read_text(encoding="utf-8"))
    return found


def figures_in(folder: Path, cut: int, series: str = "") -> dict[str, Any]:
    """Return the figures of one series, by its public id, or of all together."""
    return kept_figures(folder / str(cut), series)


def series_of(folder: Path, cut: int) -> list[str]:
    """Return the public ids of the series that the snapshot of `cut` holds."""
    return series_in(folder / str(cut))


def knows_series(folder: Path, cut: int, series: str) -> bool:
    """Say whether the snapshot of `cut` holds figures of one series; empty: of all."""
    return is_kept(folder / str(cut), series)


def rows_in(folder: Path, cut: int, table: str) -> list[dict[str, str]]:
    """Return the rows of a small table of the snapshot, every cell as text.

    None where an earlier program did not write it.
    """
    path = folder / str(cut) / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def has_accepted(db: Db, *, account: str, mandate: str) -> bool:
    """Say whether an evaluator accepted the condition of packs under her mandate."""
    these = (Condition.account == account, Condition.mandate == mandate)
    return bool(db.scalar(select(exists().where(*these))))


def find_release(db: Db, *, public_id: str) -> Release | None:
    this = select(Release).where(Release.public_id == public_id)
    return db.scalars(this.options(joinedload(Release.snapshot))).one_or_none()


def get_release(db: Db, *, public_id: str, account: str) -> Release:
    """Return a release of `account`; what another asked for is not found.

    Raises:
        NotFound: there is none.
    """
    found = find_release(db, public_id=public_id)
    if found is None or found.account != account:
        raise NotFound
    return found


def list_releases(db: Db, *, account: str, limit: int = 50) -> Sequence[Release]:
    """Return what `account` asked for, the newest first."""
    own = select(Release).where(Release.account == account).options(joinedload(Release.snapshot))
    return db.scalars(own.order_by(Release.id.desc()).limit(limit)).all()


def list_exports(db: Db, *, limit: int = 100) -> Sequence[tuple[Export, int]]:
    """Return what was taken away, with the cut of its snapshot, the newest first."""
    rows = db.execute(
        select(Export, Snapshot.cut)
        .join(Snapshot, Snapshot.id == Export.snapshot_id)
        .order_by(Export.id.desc())
        .limit(limit)
    )
    return [(export, cut) for export, cut in rows]
