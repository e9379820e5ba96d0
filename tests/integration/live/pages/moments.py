"""Moments and addresses of one sitting."""

from datetime import datetime, timedelta

from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

START = datetime.fromisoformat("2027-03-10T12:00:00+00:00")


def signed_in(db: Db, client: FlaskClient, moment: datetime) -> FlaskClient:
    """Return an officer at another moment than noon on the first of March."""
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT), now=moment)


def at(app: WebinarsApp, moment: datetime) -> None:
    app.clock = lambda: moment


def gate_of(app: WebinarsApp, registration: Registration) -> str:
    token = app.keyring.token(Purpose.JOIN, registration.public_id, registration.generation)
    return f"/join/{token}"


def minute(count: float) -> datetime:
    return START + timedelta(minutes=count)
