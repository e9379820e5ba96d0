"""What an operator does: adding from this machine, and reading every file back."""

from pathlib import Path

from flask.testing import FlaskCliRunner
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.recordings import ENGLISH, film, make_held_sitting, make_public
from webinars.database import Db
from webinars.recordings.models import Asset, AssetKind, Review
from webinars.storage.models import StoredFile
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp


def runner(app: WebinarsApp) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_a_film_is_taken_from_a_folder(app: WebinarsApp, db: Db, tmp_path: Path) -> None:
    sitting = make_held_sitting(db)
    path = tmp_path / "from the room.mp4"
    path.write_bytes(film())

    done = runner(app).invoke(args=["recordings", "add", sitting.public_id, str(path)])

    asset = db.scalars(select(Asset)).one()
    assert done.exit_code == 0
    assert done.output == f"kept: /media/{asset.public_id}/from the room.mp4\n"
    assert (asset.seconds, asset.added_by) == (3, "operator")


def test_captions_say_their_language_and_reviewer(app: WebinarsApp, db: Db, tmp_path: Path) -> None:
    sitting = make_held_sitting(db)
    path = tmp_path / "en.vtt"
    path.write_text(ENGLISH)
    said = ["--kind", "captions", "--language", "en", "--review", "verified", "--reviewer", "Ana"]

    done = runner(app).invoke(args=["recordings", "add", sitting.public_id, str(path), *said])

    assert done.exit_code == 0
    asset = db.scalars(select(Asset)).one()
    assert (asset.kind, asset.review, asset.reviewed_by) == (
        AssetKind.CAPTIONS,
        Review.VERIFIED,
        "Ana",
    )


def test_a_refusal_is_a_sentence_and_keeps_nothing(
    app: WebinarsApp, db: Db, tmp_path: Path
) -> None:
    sitting = make_held_sitting(db)
    path = tmp_path / "film.mp4"
    path.write_bytes(b"MZ" + bytes(900))

    wrong = runner(app).invoke(args=["recordings", "add", sitting.public_id, str(path)])
    unknown = runner(app).invoke(args=["recordings", "add", "nobody", str(path)])

    assert (wrong.exit_code, unknown.exit_code) == (1, 1)
    assert wrong.output == "Error: This file is a program. Programs are not accepted.\n"
    assert unknown.output == "Error: There is no sitting nobody.\n"
    assert db.scalars(select(Asset)).all() == []


def test_every_file_is_read_back_and_the_page_says_when(
    app: WebinarsApp, db: Db, store: Store
) -> None:
    recording = make_public(db, store)

    done = runner(app).invoke(args=["recordings", "verify"])

    assert (done.exit_code, done.output) == (0, "files verified: 3\n")
    db.expire_all()
    assert set(db.scalars(select(StoredFile.verified_at))) == {NOON}
    page = app.test_client().get(f"/recordings/{recording.slug}").text
    assert "Files last verified on 1 March 2027." in page


def test_one_flipped_bit_is_found_and_named(app: WebinarsApp, db: Db, store: Store) -> None:
    asset = make_public(db, store).assets[0]
    path = store.local_path(asset.digest)
    assert path is not None
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)

    done = runner(app).invoke(args=["recordings", "verify"])

    assert done.exit_code == 1
    assert f"HARMED: {asset.digest} (sitting.mp4)" in done.output


def test_a_missing_file_is_found_and_named(app: WebinarsApp, db: Db, store: Store) -> None:
    asset = make_public(db, store).assets[1]
    path = store.local_path(asset.digest)
    assert path is not None
    path.unlink()

    done = runner(app).invoke(args=["recordings", "verify"])

    assert done.exit_code == 1
    assert f"MISSING: {asset.digest} (en.vtt)" in done.output
