"""Who opens the pages of attendance."""

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from webinars.accounts.models import Role
from webinars.database import Db


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    """Otto of the Secretariat, signed in."""
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
