"""What BigBlueButton tells by itself: signed reports, and hints that nobody signed."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, select
from werkzeug.test import TestResponse

from tests.factories.registrations import make_registration
from tests.factories.rooms import (
    make_account,
    make_room,
    signed_256,
    signed_512,
)
from tests.integration.live.hooks.sending import START, at, count, minute, project_all
from webinars.attendance.models import Connection as Row
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.tokens import Purpose
from webinars.live.models import (
    HookEvent,
    HookRefusal,
    RoomMove,
)
from webinars.live.operations import about, forget
from webinars.live.tasks import report
from webinars.programme.models import Sitting
from webinars.web.requests import WebinarsApp


class BigBlueButton:
    def __init__(self, app: WebinarsApp, client: FlaskClient, db: Db, sitting: Sitting) -> None:
        key = app.keyring.key(Purpose.ROOM_SECRET)
        self.account = make_account(db, key=key)
        self.room = make_room(db, account=self.account, sitting=sitting)
        self.client, self.path = client, f"/hooks/bigbluebutton/{self.room.public_id}"

    def report(self, attendees: list[dict[str, Any]], **over: Any) -> TestResponse:  # noqa: ANN401  (of the report)
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
