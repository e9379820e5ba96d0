"""A sitting, who registered, and who looks at the pages."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.factories.rooms import make_account as make_room_account
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.live.models import Provider, RoomAccount
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_sitting(db)


@pytest.fixture
def registration(db: Db, sitting: Sitting) -> Registration:
    return make_registration(db, sitting=sitting)


@pytest.fixture
def administrator(db: Db, client: FlaskClient) -> FlaskClient:
    return sign_in(client, db, make_account(db, role=Role.ADMINISTRATOR))


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


@pytest.fixture
def connected(db: Db, app: WebinarsApp) -> Callable[[Provider], RoomAccount]:
    """Connect an account whose secrets the application can open."""
    key = app.keyring.key(Purpose.ROOM_SECRET)

    def connect(provider: Provider) -> RoomAccount:
        address = {Provider.ZOOM: ""}.get(provider, "https://rooms.example.org")
        return make_room_account(db, provider=provider, address=address, key=key)

    return connect
