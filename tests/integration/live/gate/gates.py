"""Gates and presses for tests."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.live.models import Intent
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

LINK = "https://rooms.example/j/1"


def gate_of(app: WebinarsApp, registration: Registration, purpose: Purpose = Purpose.JOIN) -> str:
    token = app.keyring.token(purpose, registration.public_id, registration.generation)
    return f"/join/{token}"


def at(app: WebinarsApp, moment: datetime) -> None:
    app.clock = lambda: moment


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def pressed(db: Db) -> int:
    return db.scalar(select(func.count()).select_from(Intent)) or 0
