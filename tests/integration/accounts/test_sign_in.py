"""Signing in and out, forgotten passwords, and the administrator's acts, by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.conftest import BOOKKEEPING, NOON
from tests.factories.accounts import make_account, send_keys, sign_in
from webinars.accounts.models import Account, Attempt, Role, SignIn, SingleUse
from webinars.accounts.operations.keys import MOST
from webinars.accounts.operations.sign_in import TRIES, WINDOW
from webinars.accounts.passwords import hashed
from webinars.app.letters import render
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.web.requests import WebinarsApp

SENTENCE = "a calm and long sentence"


def with_password(db: Db, role: Role | None = None) -> Account:
    account = make_account(db, role=role)
    account.password_hash = hashed(SENTENCE, about=())
    db.flush()
    return account


def test_address_and_password_open_the_workspace(db: Db, client: FlaskClient) -> None:
    with_password(db, Role.SECRETARIAT)

    answer = client.post(
        "/sign-in", data={"email": "Otto.Muster@EXAMPLE.org", "password": SENTENCE}
    )

    assert (answer.status_code, answer.location) == (303, "/secretariat/")
    assert "Otto Muster" in client.get("/account").text


@pytest.mark.parametrize(
    "email", ["otto.muster@example.org", "nobody@example.org", "not an address"]
)
def test_a_wrong_pair_is_answered_alike_and_keeps_the_address(
    db: Db, client: FlaskClient, email: str
) -> None:
    with_password(db)

    answer = client.post(
        "/sign-in",
        data={"email": email, "password": "wrong, but long enough"},
        follow_redirects=True,
    )

    if "@" in email:
        assert "do not belong together" in answer.text
        assert email in answer.text
    else:
        assert answer.status_code == 422
    assert db.scalars(select(SignIn)).all() == []


def test_ten_failures_make_an_address_wait(db: Db, client: FlaskClient) -> None:
    with_password(db)
    pair = {"email": "otto.muster@example.org", "password": "wrong, but long enough"}
    for _ in range(TRIES):
        assert client.post("/sign-in", data=pair).status_code == 303

    answer = client.post("/sign-in", data=pair | {"password": SENTENCE})

    assert answer.status_code == 429
    assert "quarter of an hour" in answer.text


def test_the_way_back_leads_only_to_this_site(db: Db, client: FlaskClient) -> None:
    with_password(db, Role.EVALUATOR)
    pair = {"email": "otto.muster@example.org", "password": SENTENCE}

    for given, kept in {
        "/account": "/account",
        "//evil.example": "/evaluation/",
        "/\\evil.example": "/evaluation/",
    }.items():
        assert client.post("/sign-in", query_string={"next": given}, data=pair).location == kept


def test_a_page_asks_for_sign_in_and_a_role_for_its_permission(db: Db, client: FlaskClient) -> None:
    asked = client.get("/administration/accounts")
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    refused = client.get("/administration/accounts")

    assert (asked.status_code, asked.location) == (303, "/sign-in?next=/administration/accounts")
    assert refused.status_code == 403


def test_a_form_without_its_token_changes_nothing(db: Db, client: FlaskClient) -> None:
    sign_in(client, db, make_account(db))
    del client.environ_base["HTTP_X_CSRFTOKEN"]

    answer = client.post("/account", data={"name": "Somebody Else", "language": "fr"})

    assert answer.status_code == 400
    assert db.scalars(select(Account.name)).all() == ["Otto Muster"]


def test_a_form_of_another_site_is_refused(client: FlaskClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert (
            client.post("/forgotten", data={"email": "a@example.org"}, headers=headers).status_code
            == 403
        )


def test_a_form_of_our_own_is_taken_by_whatever_name_the_proxy_calls_us(
    app: WebinarsApp, client: FlaskClient
) -> None:
    headers = {"Origin": app.settings.base_url, "Host": "upstream:8000"}

    answer = client.post("/forgotten", data={"email": "a@example.org"}, headers=headers)

    assert answer.status_code == 303


def test_signing_out_everywhere_ends_every_browser(db: Db, app: WebinarsApp) -> None:
    account = make_account(db)
    here, there = (sign_in(app.test_client(), db, account) for _ in range(2))

    here.post("/sign-out-everywhere")

    assert there.get("/account").status_code == 303


def test_a_forgotten_password_is_chosen_by_letter_once(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    with_password(db)
    client.post("/forgotten", data={"email": "otto.muster@example.org"})
    send_keys(app)
    content = render(app, db.scalars(select(Letter)).one(), NOON)
    assert content is not None
    path = next(line for line in content.text.splitlines() if "/password/" in line).removeprefix(
        app.settings.base_url
    )

    shown = client.get(path)
    weak = client.post(path, data={"password": "short"})
    chosen = client.post(path, data={"password": "another calm and long sentence"})
    again = client.post(path, data={"password": "a third calm and long sentence"})

    assert [shown.status_code, weak.status_code, chosen.status_code, again.status_code] == [
        200,
        422,
        303,
        410,
    ]
    assert "Nothing has been changed.</p>" in weak.text  # a secret is not written back
    assert client.get("/account").status_code == 200


def test_a_spent_link_says_so_at_once_and_asks_for_another(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    account = with_password(db)
    key = SingleUse(account_id=account.id, made_at=NOON, expires_at=NOON + timedelta(minutes=20))
    db.add(key)
    db.flush()
    address = f"/password/{app.keyring.token(Purpose.PASSWORD, key.public_id, 1)}"
    fresh = client.get(address)
    key.used_at = NOON
    db.flush()

    spent = client.get(address)
    sent = client.post(address, data={"password": "a calm and long sentence"})

    assert (fresh.status_code, spent.status_code, sent.status_code) == (200, 410, 410)
    assert "used already" in spent.text
    assert 'action="/forgotten"' in spent.text
    assert 'type="password"' not in spent.text
    assert spent.text == sent.text


def test_an_unknown_address_is_answered_like_a_known_one_and_gets_no_letter(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    """The request does the same for both, so that its time tells nothing: it asks for a job."""
    with_password(db)
    known, unknown = "otto.muster@example.org", "nobody@example.org"

    statements: list[list[str]] = []
    for email in (known, unknown):
        with recorded(app) as asked:
            answer = client.post("/forgotten", data={"email": email})
        assert (answer.status_code, answer.location) == (303, "/forgotten/asked")
        statements.append(asked)
    send_keys(app)

    assert statements[0] == statements[1]
    assert [one.address for one in db.scalars(select(Letter))] == [known]
    assert not [job for job in db.scalars(select(Job.arguments)) if "@" in str(job)]


def test_a_mailbox_is_not_filled_by_who_forgets_again_and_again(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    with_password(db)
    for _ in range(MOST + 3):
        client.post("/forgotten", data={"email": "otto.muster@example.org"})

    send_keys(app)

    assert len(db.scalars(select(Letter)).all()) == MOST


def test_a_password_is_compared_for_nobody_too_and_before_anything_is_written(
    db: Db, app: WebinarsApp, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the time told whose account there is, and held everybody else's registration up."""
    with_password(db)
    order: list[str] = []

    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, kept: str, password: str) -> bool:
        order.append("compared")
        return bool(verify(hasher, kept, password))

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    for email in ("otto.muster@example.org", "nobody@example.org"):
        with recorded(app, order):
            client.post("/sign-in", data={"email": email, "password": "wrong, but long enough"})

    compared = [at for at, said in enumerate(order) if said == "compared"]
    wrote = [at for at, said in enumerate(order) if said.startswith("INSERT INTO sign_in_attempt")]
    assert len(compared) == len(wrote) == 2
    assert compared[0] < wrote[0] < compared[1] < wrote[1]


def test_a_new_password_ends_every_key_that_is_still_under_way(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    """Who reads old letters opens nothing with them."""
    account = with_password(db)
    for path in ("/forgotten", "/sign-in/by-letter", "/forgotten"):
        client.post(path, data={"email": account.email})
    send_keys(app)
    first, letter, last = (one.public_id for one in db.scalars(select(SingleUse)))

    chosen = client.post(
        f"/password/{app.keyring.token(Purpose.PASSWORD, last, 1)}",
        data={"password": "another calm and long sentence"},
    )

    other = app.test_client()
    again = {"password": "a third calm and long sentence"}
    assert chosen.status_code == 303
    assert (
        other.post(f"/sign-in/{app.keyring.token(Purpose.SIGN_IN, letter, 1)}").status_code == 410
    )
    first_page = f"/password/{app.keyring.token(Purpose.PASSWORD, first, 1)}"
    assert other.post(first_page, data=again).status_code == 410


def test_who_failed_to_sign_in_is_forgotten_after_a_quarter_of_an_hour(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    pair = {"email": "otto.muster@example.org", "password": "wrong, but long enough"}
    client.post("/sign-in", data=pair)
    app.clock = lambda: NOON + WINDOW

    client.post("/sign-in", data=pair | {"email": "nobody@example.org"})

    assert [one.at for one in db.scalars(select(Attempt))] == [NOON + WINDOW]


@contextmanager
def recorded(app: WebinarsApp, said: list[str] | None = None) -> Iterator[list[str]]:
    """Note every statement that the database is asked."""
    asked: list[str] = [] if said is None else said

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(BOOKKEEPING):
            asked.append(statement)

    event.listen(app.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(app.engine, "before_cursor_execute", note)


def test_an_old_key_is_over(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    with_password(db)
    client.post("/forgotten", data={"email": "otto.muster@example.org"})
    send_keys(app)
    letter = db.scalars(select(Letter)).one()

    assert render(app, letter, NOON + timedelta(minutes=21)) is None


def test_an_administrator_invites_and_gives_a_dated_mandate(db: Db, client: FlaskClient) -> None:
    sign_in(client, db, make_account(db, role=Role.ADMINISTRATOR))
    person = {"name": "Eva Esimerkki", "email": "eva@example.org", "language": "fr"}
    page = client.post("/administration/accounts/new", data=person).location

    role = {"role": "evaluator", "starts_on": "2027-03-01", "ends_on": "2027-12-31", "mandate": ""}
    refused = client.post(f"{page}/roles", data=role)
    given = client.post(
        f"{page}/roles", data=role | {"mandate": "EXAMPLE/7"}, follow_redirects=True
    )

    assert refused.status_code == 422
    assert "needs a mandate" in refused.text
    assert "EXAMPLE/7" in given.text
    assert db.scalars(select(Letter.kind)).all() == ["accounts.invitation"]


def test_an_invitation_is_sent_again_until_a_password_is_chosen(
    db: Db, client: FlaskClient
) -> None:
    administrator = sign_in(client, db, make_account(db, role=Role.ADMINISTRATOR))
    person = {"name": "Eva Esimerkki", "email": "eva@example.org", "language": "en"}
    page = administrator.post("/administration/accounts/new", data=person).location
    assert "Send the invitation again" in administrator.get(page).text

    again = administrator.post(f"{page}/invite", follow_redirects=True)

    invitations = select(Letter).filter_by(kind="accounts.invitation")
    assert "The invitation is on its way once more." in again.text
    assert len({one.about for one in db.scalars(invitations)}) == 2
    db.scalars(select(Account).filter_by(email="eva@example.org")).one().password_hash = "chosen"
    db.flush()
    assert "Send the invitation again" not in administrator.get(page).text
    assert administrator.post(f"{page}/invite").status_code == 409


def test_a_closed_account_is_out_at_once(db: Db, app: WebinarsApp) -> None:
    administrator = sign_in(app.test_client(), db, make_account(db, role=Role.ADMINISTRATOR))
    eva = make_account(db, role=Role.EVALUATOR, email="eva@example.org", name="Eva Esimerkki")
    browser = sign_in(app.test_client(), db, eva)

    administrator.post(f"/administration/accounts/{eva.public_id}/disable")

    assert browser.get("/account").status_code == 303


def test_nobody_closes_their_own_account(db: Db, client: FlaskClient) -> None:
    own = make_account(db, role=Role.ADMINISTRATOR)
    sign_in(client, db, own)

    assert client.post(f"/administration/accounts/{own.public_id}/disable").status_code == 409
