"""What Zoom tells by itself: believed or not, kept once, and looked at later."""

import hashlib
import hmac
import logging
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select

from tests.factories.programme import make_sitting, make_webinar
from tests.factories.rooms import (
    HOOK_SECRET,
    make_room,
    zoom_message,
)
from tests.integration.live.hooks.sending import START, Zoom, at, count, minute, project_all
from webinars.attendance.models import AttendanceImport, HoldingSource
from webinars.attendance.models import Connection as Row
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.live.models import (
    HookEvent,
    HookRefusal,
    ProviderRoom,
    RoomAccount,
    RoomMove,
    RoomRecording,
)
from webinars.live.queries.rooms import recordings_of
from webinars.live.tasks import report
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.operations import remove_sitting
from webinars.web.requests import WebinarsApp


def test_joins_and_leaves_become_a_report_in_whatever_order_they_come(
    *,
    db: Db,
    app: WebinarsApp,
    connection: Connection,
    zoom: Zoom,
    zoom_room: ProviderRoom,
    sitting: Sitting,
) -> None:
    for answer in (
        zoom.moved("left", minute(50), email="amina@example.org"),
        zoom.moved("joined", minute(2), email="amina@example.org"),
        zoom.moved("joined", minute(55), email="amina@example.org"),
        zoom.moved("joined", minute(3), user="2"),
    ):
        assert (answer.status_code, answer.data) == (200, b"")
    assert count(db, RoomMove) == 0  # the hook only appends

    assert project_all(db, connection) == ["done"] * 4
    assert project_all(db, connection) == ["done"] * 4  # looked at again, nothing more
    assert count(db, RoomMove) == 4
    report(app.extensions["store"], connection, {"room": zoom_room.public_id}, minute(120))
    report(app.extensions["store"], connection, {"room": zoom_room.public_id}, minute(121))

    made = db.scalars(select(AttendanceImport)).one()
    assert (made.state, made.provider, made.shape) == ("read", "zoom", "room-report")
    rows = db.scalars(select(Row).order_by(Row.joined_at)).all()
    assert [(row.email, row.joined_at, row.left_at) for row in rows] == [
        ("amina@example.org", minute(2), minute(50)),
        ("", minute(3), None),
        ("amina@example.org", minute(55), None),
    ]
    assert made.sitting_id == sitting.id


def test_the_same_message_again_is_answered_alike_and_kept_once(
    db: Db, zoom: Zoom, zoom_room: ProviderRoom
) -> None:
    raw, headers = zoom_message("webinar.started", {"id": zoom_room.meeting_id}, sent=START)

    answers = [zoom.post(raw, headers).status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    assert count(db, HookEvent) == 1
    assert db.scalar(select(func.count()).where(Job.name == "live.project")) == 1


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"secret": "guessed"}, "signature"),
        ({"sent": START - timedelta(seconds=301)}, "stale"),
        ({"sent": START + timedelta(seconds=301)}, "stale"),
        ({"stamp": ""}, "unsigned"),
    ],
)
def test_what_is_not_believed_leaves_a_count_and_no_words(
    *,
    db: Db,
    caplog: pytest.LogCaptureFixture,
    zoom: Zoom,
    how: dict[str, Any],
    reason: str,
) -> None:
    secret = {"id": 123, "topic": "a name that must not be kept"}

    with caplog.at_level(logging.INFO):
        answers = [zoom.send("webinar.started", secret, **how).status_code for _ in range(2)]

    refusal = db.scalars(select(HookRefusal)).one()
    assert answers == [401, 401]
    assert (refusal.reason, refusal.count) == (reason, 2)
    assert count(db, HookEvent) == 0
    assert "a name that must not be kept" not in caplog.text
    assert refusal.last_digest in caplog.text


def test_an_old_message_that_is_sent_again_later_is_not_believed(
    app: WebinarsApp, zoom: Zoom, zoom_room: ProviderRoom
) -> None:
    raw, headers = zoom_message("webinar.ended", {"id": zoom_room.meeting_id}, sent=START)
    assert zoom.post(raw, headers).status_code == 200

    at(app, minute(6))

    assert zoom.post(raw, headers).status_code == 401


def test_five_minutes_of_skew_are_borne(zoom: Zoom) -> None:
    for seconds in (-300, 300):
        sent = START + timedelta(seconds=seconds)
        assert zoom.send("webinar.started", {"id": "123"}, sent=sent).status_code == 200


def test_zoom_is_told_that_the_address_is_ours_and_nothing_is_kept(db: Db, zoom: Zoom) -> None:
    stamp = str(int(START.timestamp()))
    raw = b'{"event": "endpoint.url_validation", "payload": {"plainToken": "abc"}}'
    signature = f"v0={mac(f'v0:{stamp}:'.encode() + raw)}"

    answer = zoom.post(raw, {"x-zm-request-timestamp": stamp, "x-zm-signature": signature})

    assert answer.json == {"plainToken": "abc", "encryptedToken": mac(b"abc")}
    assert count(db, HookEvent) == 0


def mac(told: bytes) -> str:
    return hmac.new(HOOK_SECRET.encode(), told, hashlib.sha256).hexdigest()


def test_a_message_before_its_sitting_is_there_waits_for_it(
    db: Db, connection: Connection, zoom: Zoom, account: RoomAccount, sitting: Sitting
) -> None:
    zoom.moved("joined", minute(1), email="amina@example.org")
    assert project_all(db, connection) == ["waiting"]

    make_room(db, account=account, sitting=sitting)
    again = db.scalars(select(Job).where(Job.name == "live.project").order_by(Job.id.desc()))

    assert len(again.all()) == 2
    assert project_all(db, connection) == ["done"]
    assert count(db, RoomMove) == 1


def test_a_recording_of_a_sitting_that_was_removed_is_done_with(
    db: Db, connection: Connection, zoom: Zoom, account: RoomAccount
) -> None:
    draft = make_webinar(db, state=WebinarState.DRAFT)
    gone = draft.sittings[0]
    room = make_room(db, account=account, sitting=gone, meeting_id="777")
    remove_sitting(db, sitting=gone, by="officer", now=START)
    db.expire_all()

    answer = zoom.send("recording.completed", {"id": 777, "uuid": "u", "recording_files": []})

    assert answer.status_code == 200  # Zoom would repeat anything else for hours
    assert project_all(db, connection) == ["gone"]
    assert db.get_one(ProviderRoom, room.id).sitting_id is None
    assert count(db, RoomRecording) == 0


def test_of_rooms_that_share_a_number_the_nearest_sitting_is_meant(
    db: Db, connection: Connection, zoom: Zoom, account: RoomAccount, zoom_room: ProviderRoom
) -> None:
    assert zoom_room.sitting is not None
    later = START + timedelta(hours=6)
    twin = make_sitting(db, webinar=zoom_room.sitting.webinar, starts_at=later)
    other = make_room(db, account=account, sitting=twin)

    zoom.moved("joined", minute(10))
    zoom.moved("joined", minute(365), user="2")
    project_all(db, connection)

    by_room = db.execute(select(RoomMove.room_id, RoomMove.line).order_by(RoomMove.line)).all()
    assert [tuple(row) for row in by_room] == [(zoom_room.id, "1"), (other.id, "2")]


def test_beginning_and_end_come_from_the_room_and_a_person_outweighs_it(
    *,
    db: Db,
    app: WebinarsApp,
    connection: Connection,
    zoom: Zoom,
    zoom_room: ProviderRoom,
    sitting: Sitting,
) -> None:
    at(app, minute(95))
    zoom.send("webinar.ended", {"id": 123, "uuid": "u", "end_time": minute(93).isoformat()})
    zoom.send("webinar.started", {"id": 123, "uuid": "u", "start_time": minute(-20).isoformat()})
    project_all(db, connection, minute(95))

    held = newest_holding(db, sitting=sitting)
    assert held is not None
    assert zoom_room.sitting_id == sitting.id
    assert (held.started_at, held.ended_at) == (START, minute(93))  # set up early, begun in time
    assert held.source is HoldingSource.PROVIDER


def test_files_of_a_recording_are_kept_with_their_links(
    db: Db, connection: Connection, zoom: Zoom, zoom_room: ProviderRoom, sitting: Sitting
) -> None:
    files = [
        {
            "id": "f1",
            "file_type": "MP4",
            "file_size": 5_000_000_000,
            "status": "completed",
            "download_url": "https://zoom.us/rec/f1",
        },
        {"id": "f2", "file_type": "CHAT", "status": "processing", "download_url": "https://x"},
    ]
    zoom.send("recording.completed", {"id": 123, "uuid": "u", "recording_files": files})
    project_all(db, connection)

    (found,) = recordings_of(db, sitting=sitting)
    assert (found.kind, found.size, found.link) == ("MP4", 5_000_000_000, "https://zoom.us/rec/f1")
    assert zoom_room.sitting_id == sitting.id


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b"{}" * 10])
def test_any_bytes_are_refused_and_never_a_fault(zoom: Zoom, raw: bytes) -> None:
    assert zoom.post(raw, {}).status_code == 401


def test_a_message_that_is_too_large_is_refused_before_it_is_read(zoom: Zoom) -> None:
    assert zoom.post(b"x" * 8_000_001, {}).status_code == 413


def test_nobody_listens_at_other_addresses(client: FlaskClient, account: RoomAccount) -> None:
    for path in (
        f"/hooks/bigbluebutton/{account.public_id}",
        "/hooks/zoom/unknown",
        "/hooks/jitsi/unknown",
        "/hooks/nobody/unknown",
    ):
        assert client.post(path).status_code == 404
        assert client.get(path).status_code == 404


def test_a_closed_account_hears_nothing(db: Db, zoom: Zoom, account: RoomAccount) -> None:
    account.closed_at = START
    db.flush()

    assert zoom.send("webinar.started", {"id": "123"}).status_code == 404
