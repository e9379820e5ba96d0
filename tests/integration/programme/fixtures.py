"""A browser of the Secretariat, and a draft."""

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import make_series, make_webinar
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.programme.models import (
    Webinar,
    WebinarState,
)


@pytest.fixture
def otto(client: FlaskClient, db: Db) -> FlaskClient:
    """A browser in which the Secretariat is signed in."""
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


@pytest.fixture
def draft(db: Db) -> Webinar:
    series = make_series(db, slug="half-year", published_at=None)
    return make_webinar(db, series=series, slug="asking", state=WebinarState.DRAFT)
