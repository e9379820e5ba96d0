"""Files in two places: moved and compared, copied twice, mended, handed out by a bucket."""

import http.client
import io
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account
from tests.factories.recordings import film, make_public
from tests.integration.storage.test_store import bucket_address, recording
from webinars.accounts.models import Role
from webinars.app.letters import render
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.outbox.models import Letter
from webinars.recordings.models import Asset
from webinars.recordings.operations import note_verified
from webinars.recordings.tending import copy_files, verify_files
from webinars.storage.models import StoredFile
from webinars.storage.store import Missing, Store, open_store
from webinars.storage.store.parts import Shown
from webinars.web.requests import WebinarsApp

__all__ = ["bucket_address"]

OTHERS = ["disk", "bucket"]


@pytest.fixture(params=OTHERS)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of another place: a folder, or a bucket of a server that checks signatures."""
    if request.param == "disk":
        return f"file://{tmp_path}/other"
    address: str = request.getfixturevalue("bucket_address")
    return address.replace("PREFIX", f"{tmp_path.name}-other")


@pytest.fixture
def store(app: WebinarsApp) -> Store:
    found: Store = app.extensions["store"]
    return found


def flip(store: Store, digest: str) -> None:
    """Turn one bit of a stored file over."""
    path = store.local_path(digest)
    assert path is not None
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def test_every_file_is_moved_and_compared(
    app: WebinarsApp, db: Db, store: Store, other: str
) -> None:
    make_public(db, store)
    digests = set(db.scalars(select(StoredFile.digest)))

    done = app.test_cli_runner().invoke(args=["storage", "move", other])
    again = app.test_cli_runner().invoke(args=["storage", "move", other])

    assert (done.exit_code, again.exit_code) == (0, 0)
    assert done.output == f"files taken over, each byte compared: {len(digests)}\n"
    target = open_store(other)
    assert [digest for digest in digests if not target.verify(digest)] == []
    back = app.test_cli_runner().invoke(args=["storage", "move", "file:///nowhere?quota=much"])
    assert "quota" in back.output


def test_a_harmed_file_is_not_moved_and_named(app: WebinarsApp, db: Db, store: Store) -> None:
    digest = make_public(db, store).assets[0].digest
    flip(store, digest)

    done = app.test_cli_runner().invoke(args=["storage", "move", f"file://{app.settings.data}/b"])

    assert done.exit_code == 1
    assert f"harmed, missing or refused: {digest}" in done.output
    assert not open_store(f"file://{app.settings.data}/b").exists(digest)


def test_one_flipped_bit_is_found_named_and_mended(
    app: WebinarsApp, db: Db, store: Store, other: str
) -> None:
    digest = make_public(db, store).assets[0].digest
    store.second = open_store(other)
    copy_files(store, app.engine, NOON)
    flip(store, digest)

    told = verify_files(store, app.engine, NOON)

    assert "HARMED" not in told
    assert store.verify(digest)
    db.expire_all()
    file = db.get_one(StoredFile, digest)
    assert (file.harmed_at, file.repaired_at, file.copied_at) == (None, NOON, NOON)
    about = select(Entry.kind).where(Entry.subject == digest).order_by(Entry.id)
    assert list(db.scalars(about)) == ["files.harmed", "files.repaired"]


def test_without_a_second_copy_a_harmed_file_is_sent_to_nobody(
    app: WebinarsApp, db: Db, store: Store, client: FlaskClient
) -> None:
    asset = make_public(db, store).assets[0]
    flip(store, asset.digest)

    first = verify_files(store, app.engine, NOON)
    verify_files(store, app.engine, NOON)
    db.expire_all()
    refused = client.get(f"/media/{asset.public_id}/{asset.name}")
    path = store.local_path(asset.digest)
    assert path is not None
    path.write_bytes(film())
    verify_files(store, app.engine, NOON)
    db.expire_all()

    assert f"HARMED OR MISSING: {asset.digest}" in first
    assert (refused.status_code, "cannot be read at present" in refused.text) == (404, True)
    assert client.get(f"/media/{asset.public_id}/{asset.name}").status_code == 200
    kinds = select(Entry.kind).where(Entry.subject == asset.digest).order_by(Entry.id)
    assert list(db.scalars(kinds)) == ["files.harmed", "files.restored"]


def test_a_harmed_second_copy_mends_nothing(tmp_path: Path, other: str) -> None:
    store = open_store(f"file://{tmp_path}/first?copy={quote(other, safe='')}")
    assert store.second is not None
    digest = store.keep(io.BytesIO(recording(5000))).digest
    store.second.receive(store, digest)
    assert store.second.verify(digest)
    spoiled = open_store(f"file://{tmp_path}/spoiled")
    spoiled.receive(store, digest)
    flip(spoiled, digest)
    store.second = spoiled
    flip(store, digest)

    assert not store.repair(digest)
    with pytest.raises(Missing):
        open_store(f"file://{tmp_path}/third").receive(spoiled, digest)


def test_a_bucket_hands_out_a_download_itself(bucket_address: str, tmp_path: Path) -> None:
    store = open_store(bucket_address.replace("PREFIX", tmp_path.name))
    data = recording(70_000)
    digest = store.keep(io.BytesIO(data)).digest
    shown = Shown("video/mp4", "attachment; filename=\"a b.mp4\"; filename*=UTF-8''%D8%A3.mp4")

    address = store.signed_address(digest, seconds=60, shown=shown)

    assert address is not None
    assert asked(address) == (200, data)
    assert asked(address, Range="bytes=10-19") == (206, data[10:20])
    assert asked(address[:-1] + ("0" if address[-1] != "0" else "1"))[0] == 403
    assert asked(address.replace("X-Amz-Expires=60", "X-Amz-Expires=61"))[0] == 403


def asked(address: str, **headers: str) -> tuple[int, bytes]:
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=10)) as line:
        line.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read()


def test_a_download_is_led_to_the_bucket_and_a_player_is_not(
    app: WebinarsApp, db: Db, client: FlaskClient, bucket_address: str
) -> None:
    store = open_store(bucket_address.replace("PREFIX", "handed-out"))
    app.extensions["store"] = store
    asset: Asset = make_public(db, store).assets[0]
    address = f"/media/{asset.public_id}/{asset.name}"

    download, played = client.get(f"{address}?download"), client.get(address)

    assert (download.status_code, played.status_code) == (302, 200)
    assert "X-Amz-Signature=" in download.headers["Location"]
    assert download.headers["Cache-Control"] == "no-store"
    assert played.data == film()


@pytest.mark.parametrize("mended", [False, True])
def test_the_secretariat_is_told_once_of_each_harm(
    app: WebinarsApp, db: Db, store: Store, tmp_path: Path, *, mended: bool
) -> None:
    make_account(db, role=Role.SECRETARIAT, email="officer@example.org")
    make_account(db, role=Role.EVALUATOR, email="evaluator@example.org")
    asset = make_public(db, store).assets[0]
    if mended:
        store.second = open_store(f"file://{tmp_path}/second")
        copy_files(store, app.engine, NOON)
    flip(store, asset.digest)

    verify_files(store, app.engine, NOON)
    verify_files(store, app.engine, NOON)

    [letter] = db.scalars(select(Letter).where(Letter.kind == "recordings.harmed"))
    assert letter.address == "officer@example.org"
    content = render(app, letter, NOON)
    assert content is not None
    assert asset.name in content.subject
    assert asset.digest in content.text
    assert ("brought back from its second copy" in content.text) is mended
    store.second = None
    db.expire_all()
    note_verified(db, digest=asset.digest, now=NOON)
    assert (render(app, letter, NOON) is None) is not mended
