"""A registration for a sitting with a room."""

import pytest

from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_sitting(db)


@pytest.fixture
def registration(db: Db, sitting: Sitting) -> Registration:
    return make_registration(db, sitting=sitting)
