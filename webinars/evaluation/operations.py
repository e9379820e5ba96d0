"""Taking a snapshot: the evidence at a cut, copied once, pseudonymised, and never changed."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from webinars.database import Db
from webinars.database.unit import Bind, open_db, unit_of_work
from webinars.evaluation.files import (
    FIGURES,
    MANIFEST,
    digest_file,
    manifest_of,
    settle_on_disk,
    write_codebook,
    write_json,
    write_table,
    write_workbook,
)
from webinars.evaluation.indicators import as_json, open_tables
from webinars.evaluation.models import Export, Snapshot
from webinars.evaluation.tables import TABLES, rows_of
from webinars.feedback.operations import record_root
from webinars.jobs.operations import enqueue
from webinars.journal.models import Entry
from webinars.journal.operations import record, seal
from webinars.journal.queries import last_evidence
from webinars.kernel.tokens import Keyring
from webinars.programme.operations import raise_revision

PROGRAMS = ("duckdb", "sqlalchemy", "tzdata", "xlsxwriter")
"""Whose versions the manifest names."""


@dataclass(frozen=True)
class Place:
    """Where snapshots are kept, and the keys that make pseudonyms."""

    folder: Path
    keyring: Keyring


def take_snapshot(engine: Bind, place: Place, *, by: str, now: datetime) -> Snapshot | None:
    """Return the snapshot of the present cut, taken now if there is none yet.

    None where there is no evidence at all. Safe to repeat and to kill: a
    snapshot's folder gets its name only when it is whole and on disk.
    """
    _seal_all(engine, now)
    with _frozen(engine) as db:
        cut = last_evidence(db)
        if cut is None or cut.sequence is None:
            return None
        if known := db.scalars(select(Snapshot).where(Snapshot.cut == cut.sequence)).one_or_none():
            return known
        digest = _write(db, place, cut)
    return _keep(engine, cut.sequence, digest, by=by, now=now)


def _seal_all(engine: Bind, now: datetime) -> None:
    with unit_of_work(engine) as db:
        record_root(db, now=now)
    sealed = 1
    while sealed:
        with unit_of_work(engine) as db:
            sealed = seal(db)


def _frozen(engine: Bind) -> Db:
    """Open a transaction in which every table is read as at one moment."""
    if isinstance(engine, Engine) and engine.dialect.name == "postgresql":
        return open_db(engine.execution_options(isolation_level="REPEATABLE READ"), writing=False)
    if isinstance(engine, Connection):
        return open_db(engine, writing=True)
    return open_db(engine, writing=False)


def _write(db: Db, place: Place, cut: Entry) -> str:
    """Write the folder of `cut` aside, then give it its name; return its manifest's digest."""
    unfinished = place.folder / f".{cut.sequence}.{os.getpid()}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    rows = {t.name: write_table(unfinished, t, rows_of(t.name, db, place.keyring)) for t in TABLES}
    write_codebook(unfinished)
    found = _figures(unfinished, cut.at)
    write_json(unfinished / FIGURES, found)
    write_workbook(unfinished, found)
    write_json(unfinished / MANIFEST, manifest_of(unfinished, rows, _facts(cut)))
    digest = digest_file(unfinished / MANIFEST)
    settle_on_disk(unfinished)
    final = place.folder / str(cut.sequence)
    shutil.rmtree(final, ignore_errors=True)  # of a writer that died before its row was kept
    unfinished.rename(final)
    settle_on_disk(place.folder)
    return digest


def _figures(folder: Path, at: datetime) -> dict[str, Any]:
    bench = open_tables(folder, at=at)
    try:
        return as_json(bench)
    finally:
        bench.close()


def _facts(cut: Entry) -> dict[str, Any]:
    return {
        "cut": cut.sequence,
        "cut_entry": cut.public_id,
        "cut_hash": cut.hash,
        "as_of": cut.at.isoformat(),
        "versions": {name: version(name) for name in PROGRAMS},
    }


def _keep(engine: Bind, cut: int, digest: str, *, by: str, now: datetime) -> Snapshot:
    with unit_of_work(engine) as db:
        snapshot = Snapshot(cut=cut, taken_at=now, taken_by=by, manifest_digest=digest)
        db.add(snapshot)
        db.flush()
        detail = {"cut": cut, "manifest": digest}
        raise_revision(db)  # the public figures read differently now
        record(
            db,
            kind="evaluation.snapshot",
            actor=by,
            subject=snapshot.public_id,
            now=now,
            detail=detail,
            evidence=False,
        )
    return snapshot


def note_export(db: Db, *, snapshot: Snapshot, kind: str, account: str, now: datetime) -> None:
    """Write that somebody took a file away: the fact alone."""
    db.add(Export(snapshot_id=snapshot.id, kind=kind, account=account, taken_at=now))


def ask_for_snapshot(db: Db, *, by: str, now: datetime) -> None:
    """Ask the worker for a snapshot; asked twice within a minute, it is one job."""
    key = f"evaluation.snapshot:{now:%Y-%m-%dT%H:%M}"
    enqueue(db, name="evaluation.snapshot", arguments={"by": by}, now=now, key=key)
