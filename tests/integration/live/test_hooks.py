"""What rooms tell us: believed or not, once, in any order, and before or after its sitting."""

import hashlib
import hmac
import json
import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select
from werkzeug.test import TestResponse

from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.factories.rooms import (
    HOOK_SECRET,
    make_account,
    make_room,
    participant,
    signed_256,
    signed_512,
    zoom_message,
)
from webinars.attendance.models import AttendanceImport, HoldingSource
from webinars.attendance.models import Connection as Row
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.tokens import Purpose
from webinars.live.models import (
    HookEvent,
    HookRefusal,
    Provider,
    ProviderRoom,
    RoomAccount,
    RoomMove,
    RoomRecording,
)
from webinars.live.operations import about, forget
from webinars.live.queries.rooms import recordings_of
from webinars.live.tasks import project, report
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.operations import remove_sitting
from webinars.web.requests import WebinarsApp

START = datetime.fromisoformat("2027-03-10T12:00:00+00:00")


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_sitting(db)


@pytest.fixture
def account(db: Db, app: WebinarsApp) -> RoomAccount:
    key = app.keyring.key(Purpose.ROOM_SECRET)
    return make_account(db, provider=Provider.ZOOM, address="", key=key)


@pytest.fixture
def zoom_room(db: Db, account: RoomAccount, sitting: Sitting) -> ProviderRoom:
    return make_room(db, account=account, sitting=sitting)


def at(app: WebinarsApp, moment: datetime) -> None:
    app.clock = lambda: moment


def minute(count: float) -> datetime:
    return START + timedelta(minutes=count)


def count(db: Db, model: type) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0


class Zoom:
    """Sends messages as Zoom does, at the moment of the house's clock."""

    def __init__(self, app: WebinarsApp, client: FlaskClient, account: RoomAccount) -> None:
        self.app, self.client, self.account = app, client, account

    def send(self, event: str, object_: dict[str, Any], **how: Any) -> TestResponse:  # noqa: ANN401
        raw, headers = zoom_message(event, object_, **{"sent": self.app.clock()} | how)
        return self.post(raw, headers)

    def post(self, raw: bytes, headers: dict[str, str]) -> TestResponse:
        return self.client.post(f"/hooks/zoom/{self.account.public_id}", data=raw, headers=headers)

    def moved(self, verb: str, at: datetime, user: str = "1", **more: str) -> TestResponse:
        name = "join_time" if verb == "joined" else "leave_time"
        person = participant("Amina Mfano", user, **more | {name: at.isoformat()})
        return self.send(
            f"webinar.participant_{verb}", {"id": 123, "uuid": "u==", "participant": person}
        )


@pytest.fixture
def zoom(app: WebinarsApp, client: FlaskClient, account: RoomAccount) -> Zoom:
    at(app, START)
    return Zoom(app, client, account)


def project_all(db: Db, connection: Connection, now: datetime = START) -> list[str]:
    db.flush()
    ids = db.scalars(select(HookEvent.public_id).order_by(HookEvent.id)).all()
    found = [project(connection, {"event": one}, now) for one in ids]
    db.expire_all()
    return found


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


class BigBlueButton:
    def __init__(self, app: WebinarsApp, client: FlaskClient, db: Db, sitting: Sitting) -> None:
        key = app.keyring.key(Purpose.ROOM_SECRET)
        self.account = make_account(db, key=key)
        self.room = make_room(db, account=self.account, sitting=sitting)
        self.client, self.path = client, f"/hooks/bigbluebutton/{self.room.public_id}"

    def report(self, attendees: list[dict[str, Any]], **over: Any) -> TestResponse:  # noqa: ANN401
        data = {
            "start": minute(-10).isoformat(),
            "finish": minute(92).isoformat(),
            "attendees": attendees,
        }
        body = {"meeting_id": self.room.meeting_id, "internal_meeting_id": "r1", "data": data}
        token = signed_512({"exp": int(minute(24 * 60).timestamp())})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self.client.post(self.path, data=json.dumps(body | over), headers=headers)

    def ready(self, meeting_id: str) -> TestResponse:
        token = signed_256({"meeting_id": meeting_id, "record_id": "rec"})
        return self.client.post(self.path, data={"signed_parameters": token})


@pytest.fixture
def bbb(app: WebinarsApp, client: FlaskClient, db: Db, sitting: Sitting) -> BigBlueButton:
    at(app, minute(100))
    return BigBlueButton(app, client, db, sitting)


def test_the_report_of_a_run_names_our_people_by_our_own_mark(
    db: Db, app: WebinarsApp, connection: Connection, bbb: BigBlueButton, sitting: Sitting
) -> None:
    amina = make_registration(db, sitting=sitting)
    attendees = [
        {
            "ext_user_id": amina.public_id,
            "name": "Amina Mfano",
            "moderator": False,
            "joins": [minute(1).isoformat()],
            "leaves": [minute(80).isoformat()],
        },
        {
            "ext_user_id": "speaker",
            "name": "Speaker",
            "moderator": True,
            "joins": [minute(-10).isoformat()],
            "leaves": [],
        },
    ]
    assert bbb.report(attendees).status_code == 200
    assert bbb.report(attendees).status_code == 200
    assert project_all(db, connection, minute(100)) == ["done"]
    report(app.extensions["store"], connection, {"room": bbb.room.public_id}, minute(100))

    (row,) = db.scalars(select(Row).where(Row.role == "attendee"))
    held = newest_holding(db, sitting=sitting)
    assert amina.address is not None
    assert (row.email, row.left_at) == (amina.address.normal, minute(80))
    assert count(db, Row) == 2
    assert held is not None
    assert (held.started_at, held.ended_at) == (START, minute(92))


def test_a_report_of_another_meeting_is_not_believed_here(db: Db, bbb: BigBlueButton) -> None:
    assert bbb.report([], meeting_id="another").status_code == 401
    assert db.scalars(select(HookRefusal.reason)).all() == ["meeting"]


def test_that_a_recording_is_ready_asks_the_room_for_it(
    db: Db, connection: Connection, bbb: BigBlueButton
) -> None:
    assert bbb.ready(bbb.room.meeting_id).status_code == 200
    assert bbb.ready("another").status_code == 401
    project_all(db, connection)

    asked = db.scalars(select(Job).where(Job.name == "live.call")).all()
    assert [job.arguments["do"] for job in asked if "room" in job.arguments] == [
        "create",
        "recordings",
    ]


def test_a_recording_for_a_sitting_that_is_gone_is_answered_with_gone(
    db: Db, bbb: BigBlueButton
) -> None:
    bbb.room.sitting_id = None
    db.flush()
    db.expire_all()

    assert bbb.ready(bbb.room.meeting_id).status_code == 410
    assert count(db, HookEvent) == 0


def test_an_unsigned_end_is_a_hint_that_asks_the_room_once_a_minute(
    db: Db, bbb: BigBlueButton, sitting: Sitting
) -> None:
    answers = [bbb.client.get(f"{bbb.path}?recordingmarks=true").status_code for _ in range(3)]

    db.expire_all()
    asked = db.scalars(select(Job).where(Job.key.contains(":status:hint"))).all()
    assert answers == [200, 200, 200]
    assert len(asked) == 1
    assert newest_holding(db, sitting=sitting) is None


def test_a_closed_account_hears_nothing(db: Db, zoom: Zoom, account: RoomAccount) -> None:
    account.closed_at = START
    db.flush()

    assert zoom.send("webinar.started", {"id": "123"}).status_code == 404


def test_an_erasure_takes_names_out_of_what_rooms_reported(
    db: Db, connection: Connection, bbb: BigBlueButton, sitting: Sitting
) -> None:
    amina = make_registration(db, sitting=sitting)
    told = {"ext_user_id": amina.public_id, "name": "Amina Mfano", "joins": [START.isoformat()]}
    bbb.report([told])
    project_all(db, connection)
    assert about(db, person=amina.person)["as live rooms reported"][0]["name"] == "Amina Mfano"

    forget(db, person=amina.person, now=START)
    assert project_all(db, connection) == ["done"]

    (move,) = db.scalars(select(RoomMove))
    assert (move.name, move.external_id, move.registration_id) == ("", "", amina.id)
    assert db.scalars(select(HookEvent)).one().body == {}
