"""What the database knows of stored files, on both databases."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOON
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.storage.models import StoredFile
from webinars.storage.operations import mark_verified, register_file
from webinars.storage.rules import Kind
from webinars.storage.store import Kept

KEPT = Kept(digest="ab" * 32, size=6_000_000_000, media_type=Kind.MP4)


def test_a_file_is_registered_with_what_its_content_said(db: Db) -> None:
    file = register_file(db, kept=KEPT, now=NOON)
    db.expire_all()

    assert (file.digest, file.size, file.media_type) == ("ab" * 32, 6_000_000_000, "video/mp4")
    assert (file.stored_at, file.verified_at) == (NOON, None)


def test_the_same_bytes_again_are_the_same_row(db: Db) -> None:
    first = register_file(db, kept=KEPT, now=NOON)
    second = register_file(db, kept=KEPT, now=NOON + timedelta(days=1))

    assert second is first
    assert second.stored_at == NOON


def test_a_check_leaves_its_date(db: Db) -> None:
    file = register_file(db, kept=KEPT, now=NOON)

    mark_verified(db, file=file, now=NOON + timedelta(days=90))
    db.expire_all()

    assert file.verified_at == NOON + timedelta(days=90)


@pytest.mark.parametrize(
    ("digest", "size"), [("ab" * 31, 1), ("ab" * 32, 0)], ids=["short digest", "empty file"]
)
def test_the_database_refuses_what_is_no_file(db: Db, digest: str, size: int) -> None:
    db.add(StoredFile(digest=digest, size=size, media_type="video/mp4", stored_at=NOON))

    with pytest.raises(IntegrityError):
        db.flush()


@pytest.mark.race
def test_eight_uploads_of_the_same_bytes_make_one_row(fresh_engine: Engine) -> None:
    start, failures = Barrier(8), []

    def upload() -> None:
        start.wait()
        try:
            with unit_of_work(fresh_engine) as db:
                register_file(db, kept=KEPT, now=NOON)
        except Exception as error:  # noqa: BLE001  (told below)
            failures.append(error)

    threads = [Thread(target=upload) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with reading(fresh_engine) as db:
        assert db.scalar(select(func.count()).select_from(StoredFile)) == 1
