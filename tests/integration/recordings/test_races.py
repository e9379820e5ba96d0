"""Two officers at once: one recording a sitting, one file in each place."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests.factories.programme import NOON
from tests.factories.recordings import ENGLISH, make_held_sitting
from webinars.database.unit import reading, unit_of_work
from webinars.programme.queries import find_sitting
from webinars.recordings.imports import take
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations import AlreadyThere, add_asset
from webinars.recordings.operations.adding import Said
from webinars.storage.models import StoredFile
from webinars.storage.store import Store, open_store

pytestmark = pytest.mark.race

THREADS = 8


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"file://{tmp_path}/storage")


def send(engine: Engine, store: Store, sitting_id: str, words: str) -> str:
    """Send English captions as a request does; return what came of it."""
    taken = take(store, io.BytesIO(words.encode()), name="en.vtt", kind=AssetKind.CAPTIONS)
    with unit_of_work(engine) as db:
        sitting = find_sitting(db, public_id=sitting_id)
        assert sitting is not None
        said = Said(AssetKind.CAPTIONS, "en", Review.DRAFT)
        try:
            add_asset(db, sitting=sitting, taken=taken, said=said, by="test", now=NOON)
        except AlreadyThere:
            return "there"
    return "kept"


def all_at_once(engine: Engine, store: Store, texts: list[str]) -> list[str]:
    with unit_of_work(engine) as db:
        sitting_id = make_held_sitting(db).public_id
    with ThreadPoolExecutor(len(texts)) as pool:
        return sorted(pool.map(lambda words: send(engine, store, sitting_id, words), texts))


def test_the_same_file_sent_by_eight_is_kept_once(fresh_engine: Engine, store: Store) -> None:
    outcomes = all_at_once(fresh_engine, store, [ENGLISH] * THREADS)

    assert outcomes == ["kept"] + ["there"] * (THREADS - 1)
    with reading(fresh_engine) as db:
        assert len(db.scalars(select(Asset)).all()) == 1
        assert len(db.scalars(select(StoredFile)).all()) == 1


def test_eight_files_for_one_place_leave_one_in_use(fresh_engine: Engine, store: Store) -> None:
    texts = [f"{ENGLISH}\nNOTE {place}\n" for place in range(THREADS)]

    outcomes = all_at_once(fresh_engine, store, texts)

    assert outcomes == ["kept"] * THREADS
    with reading(fresh_engine) as db:
        assert len(db.scalars(select(Recording)).all()) == 1
        assert len(db.scalars(select(Asset)).all()) == THREADS
        assert len(db.scalars(select(Asset).where(Asset.withdrawn_at.is_(None))).all()) == 1
