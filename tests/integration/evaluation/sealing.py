"""Snapshots for tests: evidence, a cut, and what its tables hold."""

import csv
from datetime import datetime
from pathlib import Path

from tests.conftest import NOON
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.models import Snapshot
from webinars.evaluation.operations import take_snapshot
from webinars.journal.operations import record
from webinars.web.requests import WebinarsApp


def taken(db: Db, app: WebinarsApp, *, now: datetime = NOON) -> Snapshot:
    """Take a snapshot of what is there, at a cut of its own."""
    record(db, kind="test.evidence", actor="test", subject="s", now=now)
    db.flush()
    snapshot = take_snapshot(app.engine, place_of(app), by="test", now=now)
    assert snapshot is not None
    return snapshot


def folder_of(app: WebinarsApp, snapshot: Snapshot) -> Path:
    return place_of(app).folder / str(snapshot.cut)


def rows_of(app: WebinarsApp, snapshot: Snapshot, table: str) -> list[dict[str, str]]:
    path = folder_of(app, snapshot) / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
