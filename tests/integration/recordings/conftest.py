"""What tests of the archive share: where the files are, and a browser of the Secretariat."""

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from webinars.accounts.models import Role
from webinars.database import Db
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
