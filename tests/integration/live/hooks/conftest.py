"""A sitting in a Zoom room whose messages arrive."""

import pytest
from flask.testing import FlaskClient

from tests.factories.programme import make_sitting
from tests.factories.rooms import (
    make_account,
    make_room,
)
from tests.integration.live.hooks.sending import START, Zoom, at
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.live.models import (
    Provider,
    ProviderRoom,
    RoomAccount,
)
from webinars.programme.models import Sitting
from webinars.web.requests import WebinarsApp


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


@pytest.fixture
def zoom(app: WebinarsApp, client: FlaskClient, account: RoomAccount) -> Zoom:
    at(app, START)
    return Zoom(app, client, account)
