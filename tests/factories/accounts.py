"""Accounts for tests, and a browser that is signed in."""

from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from webinars.accounts.models import Account, Grant, Role
from webinars.accounts.operations import ASKED
from webinars.accounts.operations.sign_in import begin
from webinars.app.rooms import register_of
from webinars.database import Db
from webinars.jobs.operations import Lane
from webinars.jobs.worker import run_one_job
from webinars.kernel.addresses import normal_address
from webinars.kernel.languages import Language
from webinars.web.requests import WebinarsApp

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
RAW = "0" * 40
"""What Flask-WTF keeps in the session, and signs into each form."""

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2039, 12, 31)


def make_account(
    db: Db,
    *,
    role: Role | None = None,
    email: str = "otto.muster@example.org",
    name: str = "Otto Muster",
) -> Account:
    """Make an account, with `role` from 2020 to 2039."""
    account = Account(
        email=email,
        email_normal=normal_address(email),
        name=name,
        language=Language.ENGLISH,
        created_at=NOON,
        demonstration=False,
    )
    if role is not None:
        account.grants.append(
            Grant(
                role=role,
                starts_on=FIRST_DAY,
                ends_on=LAST_DAY,
                mandate="EXAMPLE/1",
                granted_by="test",
                granted_at=NOON,
            )
        )
    db.add(account)
    db.flush()
    return account


def sign_in(client: FlaskClient, db: Db, account: Account, *, now: datetime = NOON) -> FlaskClient:
    """Sign `client` in as `account`, without the page; its requests carry the form token."""
    token = begin(db, account=account, now=now)
    db.flush()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
        cookie["csrf_token"] = RAW
    signer = URLSafeTimedSerializer(str(client.application.secret_key), salt="wtf-csrf-token")
    client.environ_base["HTTP_X_CSRFTOKEN"] = signer.dumps(RAW)
    return client


def send_keys(app: WebinarsApp) -> None:
    """Do what the worker does with letters about an account that were asked for."""
    while run_one_job(app.engine, register_of(app), app.clock, Lane(frozenset({ASKED}))):
        pass
