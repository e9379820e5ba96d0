"""Two officers at once: one recording a sitting, one file in each place."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from tests.factories.programme import NOON
from tests.factories.recordings import ENGLISH, bare_mp4, make_held_sitting
from webinars.database.unit import reading, unit_of_work
from webinars.programme.queries import find_sitting
from webinars.recordings.imports import take
from webinars.recordings.imports.gathered import settle
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations import AlreadyThere, add_asset
from webinars.recordings.operations.adding import Said
from webinars.recordings.operations.uploading import note_arrived
from webinars.storage.models import StoredFile
from webinars.storage.operations import Announced, begin_upload
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


def test_the_same_film_sent_twice_at_once_arrives_twice_and_is_stored_once(
    fresh_engine: Engine, store: Store
) -> None:
    data = bare_mp4(media=2_000_000)
    with unit_of_work(fresh_engine) as db:
        said = Announced("film.mp4", len(data))
        both = [begin_upload(db, said=said, owner="x", quota=None, now=NOON) for _ in range(2)]
        ids = [upload.public_id for upload in both]
    start = Barrier(2)

    def send_film(public_id: str) -> str:
        store.gathering.begin(public_id)
        start.wait()
        with store.gathering.held(public_id) as part:
            part.append(data[at : at + 65536] for at in range(0, len(data), 65536))
            kept, seconds = settle(store, part, declared="")
            with unit_of_work(fresh_engine) as db:
                note_arrived(db, public_id=public_id, kept=kept, seconds=seconds, by="x", now=NOON)
        return kept.digest

    with ThreadPoolExecutor(2) as pool:
        digests = set(pool.map(send_film, ids))

    assert digests == {hashlib.sha256(data).hexdigest()}
    assert list(store.digests(older_than=NOON + timedelta(days=9999))) == list(digests)
    assert store.verify(*digests)
