"""What tests of the archive share: where the files are, and a browser of the Secretariat."""

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from tests.factories.recordings import make_asset, make_held_sitting
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp


@pytest.fixture
def store(app: WebinarsApp) -> Store:
    found: Store = app.extensions["store"]
    return found


@pytest.fixture
def officer(app: WebinarsApp, db: Db) -> FlaskClient:
    """A browser of the Secretariat, signed in."""
    account = make_account(db, role=Role.SECRETARIAT, email="officer@example.org")
    return sign_in(app.test_client(), db, account)


@pytest.fixture
def sitting(db: Db, store: Store) -> Sitting:
    """A sitting that was held, with one file."""
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting)
    return sitting
