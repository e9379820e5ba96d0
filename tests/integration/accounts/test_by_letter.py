"""Signing in by a link in a letter: twenty minutes, once, and nothing told to strangers."""

from datetime import timedelta
from typing import cast

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, send_keys
from webinars.accounts.models import Account, Role, SignIn, SingleUse
from webinars.accounts.operations.keys import MOST
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.web.requests import WebinarsApp

EMAIL = "otto.muster@example.org"


def ask(client: FlaskClient, email: str = EMAIL) -> object:
    answer = client.post("/sign-in/by-letter", data={"email": email})
    send_keys(cast("WebinarsApp", client.application))
    return answer.status_code, answer.location


def link(db: Db, app: WebinarsApp) -> str:
    letter = db.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert letter is not None
    content = render(app, letter, app.clock())
    assert content is not None
    [address] = [word for word in content.text.split() if "/sign-in/" in word]
    return address.partition("127.0.0.1:8000")[2] or "/" + address.split("/", 3)[3]


def sign_ins(db: Db) -> int:
    return len(db.scalars(select(SignIn)).all())


@pytest.fixture
def otto(db: Db) -> Account:
    return make_account(db, role=Role.FOCAL_POINT)


@pytest.mark.usefixtures("otto")
def test_the_page_shows_one_button_and_only_the_press_signs_in(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    ask(client)
    address = link(db, app)

    opened = client.get(address)
    before = sign_ins(db)
    pressed = client.post(address)

    assert opened.text.count("<button") == 1
    assert before == 0
    assert (pressed.status_code, pressed.location) == (303, "/states/mine")
    assert sign_ins(db) == 1


@pytest.mark.usefixtures("otto")
def test_a_link_opens_once(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    ask(client)
    address = link(db, app)
    client.post(address)

    again = app.test_client().post(address)

    assert again.status_code == 410
    assert "used already" in again.text
    assert sign_ins(db) == 1


@pytest.mark.usefixtures("otto")
def test_a_link_is_over_after_twenty_minutes(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    ask(client)
    address = link(db, app)
    app.clock = lambda: NOON + timedelta(minutes=20)

    shown, pressed = client.get(address), client.post(address)

    assert shown.status_code == pressed.status_code == 410
    assert 'action="/sign-in/by-letter"' in shown.text
    assert shown.text == pressed.text
    assert sign_ins(db) == 0


@pytest.mark.usefixtures("otto")
def test_known_and_unknown_addresses_are_answered_alike(db: Db, client: FlaskClient) -> None:
    known, unknown = ask(client), ask(client, "nobody@example.org")

    assert known == unknown == (303, "/forgotten/asked")
    assert len(db.scalars(select(Letter)).all()) == 1


def test_a_closed_account_gets_no_link_and_an_old_one_opens_nothing(
    db: Db, app: WebinarsApp, client: FlaskClient, otto: Account
) -> None:
    ask(client)
    address = link(db, app)
    otto.disabled_at = NOON
    db.flush()
    ask(client)

    assert client.post(address).status_code == 410
    assert len(db.scalars(select(Letter)).all()) == 1


def test_a_mailbox_is_not_filled_by_others(db: Db, client: FlaskClient, otto: Account) -> None:
    answers = {ask(client) for _ in range(MOST + 3)}

    assert len(answers) == 1
    assert len(db.scalars(select(SingleUse).filter_by(account_id=otto.id)).all()) == MOST


@pytest.mark.usefixtures("otto")
def test_nothing_that_opens_is_kept(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    """Whoever reads the tables can make no link: it needs the server's secret."""
    ask(client)
    token = link(db, app).rpartition("/")[2]
    key = db.scalars(select(SingleUse)).one()
    kept = {
        str(value)
        for row in (key, db.scalars(select(Letter)).one())
        for value in vars(row).values()
    }

    assert not any(token in value for value in kept)
    assert app.keyring.opens(Purpose.SIGN_IN, token, 1)
    assert not app.keyring.opens(Purpose.PASSWORD, token, 1)
