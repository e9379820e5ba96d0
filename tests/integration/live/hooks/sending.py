"""Messages as rooms send them, and what becomes of them."""

from datetime import datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select
from werkzeug.test import TestResponse

from tests.factories.rooms import (
    participant,
    zoom_message,
)
from webinars.database import Db
from webinars.live.models import (
    HookEvent,
    RoomAccount,
)
from webinars.live.tasks import project
from webinars.web.requests import WebinarsApp

START = datetime.fromisoformat("2027-03-10T12:00:00+00:00")


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

    def send(self, event: str, object_: dict[str, Any], **how: Any) -> TestResponse:  # noqa: ANN401  (of the client)
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


def project_all(db: Db, connection: Connection, now: datetime = START) -> list[str]:
    db.flush()
    ids = db.scalars(select(HookEvent.public_id).order_by(HookEvent.id)).all()
    found = [project(connection, {"event": one}, now) for one in ids]
    db.expire_all()
    return found
