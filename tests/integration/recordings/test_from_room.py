"""A room's own recording is fetched as a job, and goes on where the line broke."""

import hashlib

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.recordings import bare_mp4, make_held_sitting
from tests.factories.rooms import KEY, make_account, make_room
from tests.servers.rooms import FileServer, running
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.jobs.register import GivenUp, TryLater
from webinars.live.models import RoomRecording
from webinars.programme.models import Sitting
from webinars.recordings.tending import fetch_from_room
from webinars.storage.models import Upload
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp

FILM = bare_mp4(media=3_000_000)


def make_kept(db: Db, link: str) -> tuple[Sitting, RoomRecording]:
    """Return a sitting, and a file that its room keeps."""
    sitting = make_held_sitting(db)
    room = make_room(db, account=make_account(db), sitting=sitting)
    kept = RoomRecording(
        room_id=room.id,
        record_id="one",
        kind="video",
        link=link,
        size=len(FILM),
        is_file=True,
        reported_at=NOON,
    )
    db.add(kept)
    db.flush()
    return sitting, kept


def test_a_room_s_file_arrives_through_three_cuts(
    app: WebinarsApp, db: Db, store: Store, officer: FlaskClient
) -> None:
    files = FileServer(data=FILM, cuts=[1_000_000, 1, 700_000])
    with running(files):
        sitting, kept = make_kept(db, f"{files.address}/video.mp4")
        address = f"/secretariat/sittings/{sitting.public_id}/recording"
        shown = officer.get(address).text
        asked = officer.post(f"{address}/fetch", data={"recording": kept.public_id})
        job = db.scalars(select(Job).where(Job.name == "recordings.fetch")).one()
        told = fetch_from_room(KEY, store, app.engine, job.arguments, NOON)
        again = fetch_from_room(KEY, store, app.engine, job.arguments, NOON)

    assert "From the room" in shown
    assert asked.status_code == 303
    assert (told, again) == (f"fetched: {len(FILM)} bytes", "nothing left to fetch")
    [upload] = db.scalars(select(Upload)).all()
    assert upload.digest == hashlib.sha256(FILM).hexdigest()
    assert upload.about == sitting.public_id
    page = officer.get(address).text
    assert "Has arrived" in page
    used = officer.post(address, data={"kind": "original", "upload": upload.public_id})
    assert used.status_code == 303


def test_a_room_that_goes_away_is_asked_again_for_the_rest(
    app: WebinarsApp, db: Db, store: Store
) -> None:
    files = FileServer(data=FILM, cuts=[1_000_000, 0, 0, 0, 0, 0, 0, 0])
    with running(files):
        _, kept = make_kept(db, f"{files.address}/video.mp4")
        with pytest.raises(TryLater):
            fetch_from_room(KEY, store, app.engine, {"recording": kept.public_id}, NOON)
        [upload] = db.scalars(select(Upload)).all()
        before = store.gathering.size(upload.public_id)
        files.cuts.clear()
        told = fetch_from_room(KEY, store, app.engine, {"recording": kept.public_id}, NOON)

    assert before == 1_000_000
    assert told == f"fetched: {len(FILM)} bytes"
    assert files.calls[-1].headers.get("range") == "bytes=1000000-"


def test_a_file_that_changed_between_two_turns_is_begun_anew(
    app: WebinarsApp, db: Db, store: Store
) -> None:
    """Its length is the same, so that two halves of two files would look whole."""
    files = FileServer(data=FILM, cuts=[1_000_000, 0, 0, 0, 0, 0, 0, 0])
    other = FILM[:-1] + bytes([FILM[-1] ^ 1])
    with running(files):
        _, kept = make_kept(db, f"{files.address}/video.mp4")
        with pytest.raises(TryLater):
            fetch_from_room(KEY, store, app.engine, {"recording": kept.public_id}, NOON)
        files.cuts.clear()
        files.data, files.mark = other, '"two"'
        with pytest.raises(TryLater, match="Changed"):
            fetch_from_room(KEY, store, app.engine, {"recording": kept.public_id}, NOON)
        told = fetch_from_room(KEY, store, app.engine, {"recording": kept.public_id}, NOON)

    assert told == f"fetched: {len(FILM)} bytes"
    first, second = db.scalars(select(Upload).order_by(Upload.id))
    assert (first.outcome, first.digest) == ("the room's file has changed", None)
    assert second.digest == hashlib.sha256(other).hexdigest()
    assert store.gathering.size(first.public_id) is None


def test_what_is_no_recording_is_given_up(app: WebinarsApp, db: Db, store: Store) -> None:
    files = FileServer(data=b"<html><script>alert(1)</script>")
    with running(files):
        _, kept = make_kept(db, f"{files.address}/video.mp4")
        with pytest.raises(GivenUp, match="WebPage"):
            fetch_from_room(KEY, store, app.engine, {"recording": kept.public_id}, NOON)

    assert db.scalars(select(Upload.outcome)).all() == [
        "This file is a web page. Send the text or the picture itself."
    ]


def test_another_host_is_not_asked(app: WebinarsApp, db: Db, store: Store) -> None:
    _, kept = make_kept(db, "http://192.0.2.1/video.mp4")

    with pytest.raises(GivenUp, match="NotAllowed"):
        fetch_from_room(KEY, store, app.engine, {"recording": kept.public_id}, NOON)


def test_a_file_of_another_sitting_is_not_fetched(db: Db, officer: FlaskClient) -> None:
    _, kept = make_kept(db, "http://127.0.0.1/video.mp4")
    other = make_held_sitting(db)

    answer = officer.post(
        f"/secretariat/sittings/{other.public_id}/recording/fetch",
        data={"recording": kept.public_id},
    )

    assert answer.status_code == 404
