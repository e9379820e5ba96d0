"""Once a day: what broken uploads left is removed, and files are read back."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests.conftest import NOON
from webinars.database.unit import reading, unit_of_work
from webinars.recordings.tending import READ_BACK, verify_files
from webinars.storage.models import StoredFile
from webinars.storage.operations import register_file
from webinars.storage.store import Store, open_store
from webinars.storage.tasks import sweep_unreferenced

LONG_AGO = (NOON - timedelta(days=2)).timestamp()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"file://{tmp_path}")


def kept(store: Store, text: str, engine: Engine | None = None, *, old: bool = True) -> str:
    """Store a text, with a row where an engine is given; return its digest."""
    file = store.keep(io.BytesIO(text.encode()))
    path = store.local_path(file.digest)
    assert path is not None
    moment = LONG_AGO if old else NOON.timestamp()
    os.utime(path, (moment, moment))
    if engine is not None:
        with unit_of_work(engine) as db:
            register_file(db, kept=file, now=NOON - timedelta(days=40))
    return file.digest


def test_files_without_a_row_go_after_a_day_and_others_stay(
    fresh_engine: Engine, store: Store
) -> None:
    stray, fresh = kept(store, "stray"), kept(store, "fresh", old=False)
    used = kept(store, "used", fresh_engine)

    told = sweep_unreferenced(store, fresh_engine, NOON)

    assert told == "removed: 0 halves of uploads, 1 files without a row"
    assert [store.exists(digest) for digest in (stray, fresh, used)] == [False, True, True]


def test_a_file_that_is_stored_again_meanwhile_is_not_discarded(store: Store) -> None:
    digest = kept(store, "wanted again")
    path = store.local_path(digest)
    assert path is not None
    os.utime(path, (1, 1))
    before = datetime(2000, 1, 1, tzinfo=UTC)
    found = list(store.digests(older_than=before))
    store.keep(io.BytesIO(b"wanted again"))  # between the look and the broom

    gone = store.discard(digest, older_than=before)

    assert found == [digest]
    assert not gone
    assert store.verify(digest)


def test_halves_of_uploads_go_too(fresh_engine: Engine, store: Store, tmp_path: Path) -> None:
    half = tmp_path / "incoming" / "0.part"
    half.write_bytes(b"half")
    os.utime(half, (LONG_AGO, LONG_AGO))

    told = sweep_unreferenced(store, fresh_engine, NOON)

    assert told == "removed: 1 halves of uploads, 0 files without a row"
    assert not half.exists()


def test_files_are_read_back_and_a_harmed_one_is_named_until_it_is_restored(
    fresh_engine: Engine, store: Store
) -> None:
    good, bad = kept(store, "good", fresh_engine), kept(store, "bad", fresh_engine)
    path = store.local_path(bad)
    assert path is not None
    path.chmod(0o600)
    path.write_bytes(b"worse")

    first = verify_files(store, fresh_engine, NOON)
    second = verify_files(store, fresh_engine, NOON + timedelta(days=1))
    path.write_bytes(b"bad")
    third = verify_files(store, fresh_engine, NOON + timedelta(days=2))
    later = verify_files(store, fresh_engine, NOON + READ_BACK)

    assert first.endswith(f"1 files unharmed, 0 left for the next day; HARMED OR MISSING: {bad}")
    assert second.endswith(f"0 files unharmed, 0 left for the next day; HARMED OR MISSING: {bad}")
    assert third == "read back: 1 files unharmed, 0 left for the next day"
    assert later == "read back: 1 files unharmed, 0 left for the next day"
    with reading(fresh_engine) as db:
        stamps = {row.digest: row.verified_at for row in db.scalars(select(StoredFile))}
    assert stamps == {good: NOON + READ_BACK, bad: NOON + timedelta(days=2)}
