"""What a stranger, a tired person or a full disk sends: a sentence, and nothing else is broken."""

import io
import tracemalloc
import zipfile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories.recordings import ENGLISH, SLIDES, bare_mp4, make_asset, make_held_sitting
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.rules import in_use
from webinars.storage.store import Store

MB = 1024 * 1024


def send(
    officer: FlaskClient, sitting: Sitting, data: bytes, name: str, **said: str
) -> TestResponse:
    told = {"kind": "original", "language": "", "review": "", "reviewer": ""} | said
    return officer.post(
        f"/secretariat/sittings/{sitting.public_id}/recording",
        data=told | {"file": (io.BytesIO(data), name)},
    )


def bomb(*, megabytes: int) -> bytes:
    """Return slides of some kilobytes whose one page unpacks to so much."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", bytes(megabytes * MB))
    return packed.getvalue()


def test_a_zip_bomb_as_slides_is_kept_shut(db: Db, officer: FlaskClient) -> None:
    sitting, data = make_held_sitting(db), bomb(megabytes=100)
    tracemalloc.start()

    answer = send(officer, sitting, data, "slides.pptx", kind="slides", language="en")

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 303
    assert peak < 30 * MB  # never unpacked: it would take three times as much
    assert db.scalars(select(Asset.kind)).all() == [AssetKind.SLIDES]
    desk = officer.get(answer.headers["Location"]).text
    assert "Its pages cannot be shown beside the sound" in desk
    assert "To download only: add a PDF to show its pages" in desk


def test_a_recording_of_ten_hours_says_so(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)

    answer = send(officer, sitting, bare_mp4(seconds=36_000), "all-day.mp4")

    assert db.scalars(select(Asset.seconds)).all() == [36_000]
    assert "10\N{NARROW NO-BREAK SPACE}h" in officer.get(answer.headers["Location"]).text


def test_two_files_of_one_name_are_two_files(db: Db, store: Store, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    first = make_asset(db, store, sitting=sitting, data=bare_mp4(media=4_000), name="film.mp4")
    named = f"{first.digest}.mp4"  # and one that is called as another's digest

    second = send(officer, sitting, bare_mp4(media=8_000), "film.mp4")
    third = send(officer, sitting, bare_mp4(media=12_000), named)

    db.expire_all()
    assets = db.scalars(select(Asset).order_by(Asset.id)).all()
    assert (second.status_code, third.status_code) == (303, 303)
    assert [one.name for one in assets] == ["film.mp4", "film.mp4", named]
    assert len({one.digest for one in assets}) == 3
    assert [one.id for one in in_use(assets)] == [assets[2].id]
    sizes = [len(officer.get(f"/media/{one.public_id}/{one.name}").data) for one in assets]
    assert sizes == [one.file.size for one in assets]


@pytest.mark.parametrize("kind", ["slides", "captions"])
def test_a_full_disk_is_told_and_breaks_nothing_else(
    db: Db, store: Store, officer: FlaskClient, kind: str
) -> None:
    sitting = make_held_sitting(db)
    data = {"slides": SLIDES, "captions": ENGLISH.encode()}[kind]
    before = make_asset(db, store, sitting=sitting, data=bare_mp4(media=4_000))
    store._reserve = 1 << 62  # noqa: SLF001  (as if the disk were full)

    refused = send(officer, sitting, data, "file", kind=kind, language="en")

    assert refused.status_code == 422
    assert "no room left" in refused.text
    assert db.scalars(select(Asset.id)).all() == [before.id]
    assert officer.get(f"/media/{before.public_id}/{before.name}").status_code == 200
