"""Browsers of people who work here; every test finds the reference states."""

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from tests.integration.states.conftest import engine
from webinars.accounts.models import Account, Role
from webinars.database import Db
from webinars.web.requests import WebinarsApp

__all__ = ["engine"]


@pytest.fixture
def otto(db: Db) -> Account:
    return make_account(db, role=Role.SECRETARIAT)


@pytest.fixture
def secretariat(db: Db, app: WebinarsApp, otto: Account) -> FlaskClient:
    return sign_in(app.test_client(), db, otto)


@pytest.fixture
def administrator(db: Db, app: WebinarsApp) -> FlaskClient:
    ana = make_account(
        db, role=Role.ADMINISTRATOR, email="administrator@example.org", name="Ana Ejemplo"
    )
    return sign_in(app.test_client(), db, ana)


@pytest.fixture
def evaluator(db: Db, app: WebinarsApp) -> FlaskClient:
    eva = make_account(db, role=Role.EVALUATOR, email="evaluator@example.org", name="Eva Esimerkki")
    return sign_in(app.test_client(), db, eva)
