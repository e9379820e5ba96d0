"""Taking a snapshot: the evidence at a cut, copied once, pseudonymised, and never changed."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from webinars.accounts.models import Role
from webinars.accounts.queries import holders_of
from webinars.database import Db
from webinars.database.unit import Bind, open_db, reading, unit_of_work
from webinars.evaluation.letters import TAKEN
from webinars.evaluation.models import Export, Snapshot
from webinars.evaluation.operations.counting import record_counts
from webinars.evaluation.operations.publishing import decide
from webinars.evaluation.operations.unfinished import part_of, writing_alone
from webinars.evaluation.operations.writing import write_snapshot
from webinars.evaluation.queries import snapshot_before
from webinars.feedback.operations import record_root
from webinars.jobs.operations import enqueue
from webinars.journal.models import Entry
from webinars.journal.operations import record, seal
from webinars.journal.queries import last_evidence
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.tokens import Keyring
from webinars.outbox.operations import post
from webinars.programme.operations import raise_revision

PROGRAMS = ("duckdb", "sqlalchemy", "tzdata", "xlsxwriter")
"""Whose versions the manifest names."""


class NotEmpty(Refusal):
    message = N_("“%(folder)s” holds something already. Name an empty folder.")


@dataclass(frozen=True)
class Place:
    """Where snapshots are kept, and the keys that make pseudonyms."""

    folder: Path
    keyring: Keyring


def take_snapshot(engine: Bind, place: Place, *, by: str, now: datetime) -> Snapshot | None:
    """Return the snapshot of the present cut, taken now if there is none yet.

    None where there is no evidence at all. Safe to repeat and to kill: a
    snapshot's folder gets its name only when it is whole and on disk. Asked for
    by two at once, the second waits and is given the one of the first.
    """
    with writing_alone(place.folder):
        _seal_all(engine, now)
        with _frozen(engine) as db:
            cut = last_evidence(db)
            if cut is None or cut.sequence is None:
                return None
            of_cut = select(Snapshot).where(Snapshot.cut == cut.sequence)
            if known := db.scalars(of_cut).one_or_none():
                return known
            digest = _write(db, place, cut)
        return _keep(engine, place, cut.sequence, digest, by=by, now=now)


def rebuild_snapshot(engine: Bind, place: Place, *, into: Path, now: datetime) -> str | None:
    """Write the present cut once more into the empty folder `into`; return its digest.

    None where there is no evidence at all. Nothing is kept of it in the database.

    Raises:
        NotEmpty: there is something in `into`.
    """
    if into.exists() and any(into.iterdir()):
        raise NotEmpty(folder=str(into))
    _seal_all(engine, now)
    with _frozen(engine) as db:
        cut = last_evidence(db)
        if cut is None or cut.sequence is None:
            return None
        return write_snapshot(db, into, place.keyring, _facts(cut), _chain(db, cut))


def _seal_all(engine: Bind, now: datetime) -> None:
    with unit_of_work(engine) as db:
        record_root(db, now=now)
        record_counts(db, now=now)
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
    """Write the folder of `cut` aside, then give it its name; return the digest of its seal."""
    unfinished = part_of(place.folder, cut.sequence or 0)
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        digest = write_snapshot(db, unfinished, place.keyring, _facts(cut), _chain(db, cut))
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)  # a full disk is to have its room again
        raise
    final = place.folder / str(cut.sequence)
    shutil.rmtree(final, ignore_errors=True)  # of a writer that died before its row was kept
    unfinished.rename(final)
    _settle(place.folder)
    return digest


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _facts(cut: Entry) -> dict[str, Any]:
    return {
        "cut": cut.sequence,
        "cut_entry": cut.public_id,
        "cut_hash": cut.hash,
        "as_of": cut.at.isoformat(),
        "versions": {name: version(name) for name in PROGRAMS},
    }


def _chain(db: Db, cut: Entry) -> dict[str, Any]:
    """Return what the chain file says: which snapshot stands before this one."""
    before = snapshot_before(db, cut=cut.sequence or 0)
    return {
        "cut": cut.sequence,
        "previous_cut": before.cut if before else None,
        "previous": before.digest if before else None,
    }


def _keep(engine: Bind, place: Place, cut: int, digest: str, *, by: str, now: datetime) -> Snapshot:
    with reading(engine) as db:
        public = list(decide(db, folder=place.folder, cut=cut))
    with unit_of_work(engine) as db:
        if known := db.scalars(select(Snapshot).where(Snapshot.cut == cut)).one_or_none():
            return known  # another process took it at the same time: the same bytes
        snapshot = Snapshot(cut=cut, taken_at=now, taken_by=by, digest=digest)
        db.add(snapshot)
        db.flush()
        db.add_all(public)
        raise_revision(db)  # the public figures read differently now
        record(
            db,
            kind="evaluation.snapshot",
            actor=by,
            subject=snapshot.public_id,
            now=now,
            detail={"cut": cut, "digest": digest},
            evidence=False,
        )
        _tell(db, snapshot, now)
    return snapshot


def _tell(db: Db, snapshot: Snapshot, now: datetime) -> None:
    """Mail the digest to every evaluator whose mandate runs."""
    for account in holders_of(db, role=Role.EVALUATOR, on=now.date()):
        post(
            db,
            kind=TAKEN,
            address=account.email,
            name=account.name,
            language=account.language,
            zone=account.zone,
            about=snapshot.public_id,
            now=now,
        )


def note_export(db: Db, *, snapshot: Snapshot, kind: str, account: str, now: datetime) -> None:
    """Write that somebody took a file away: the fact alone."""
    db.add(Export(snapshot_id=snapshot.id, kind=kind, account=account, taken_at=now))


def ask_for_snapshot(db: Db, *, by: str, now: datetime) -> None:
    """Ask the worker for a snapshot; asked twice within a minute, it is one job."""
    key = f"evaluation.snapshot:{now:%Y-%m-%dT%H:%M}"
    enqueue(db, name="evaluation.snapshot", arguments={"by": by}, now=now, key=key)
