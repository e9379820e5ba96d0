"""An administrator sees what is held of a state, and adds rows."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from webinars.accounts.models import Account, Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.states.models import Kind, StateFact
from webinars.states.queries import classification, names

NEW_YEAR = date(2027, 1, 1)
STATES = "/administration/states"
IT_IS_KNOWN = {
    "value": "0",
    "valid_from": "2026-11-24",
    "valid_to": "",
    "source": "A resolution of the General Assembly",
    "confidence": "high",
    "verified": "yes",
    "reason": "The outcome is known",
}


@pytest.fixture
def administrator(db: Db) -> Account:
    return make_account(db, role=Role.ADMINISTRATOR)


@pytest.fixture
def desk(client: FlaskClient, db: Db, administrator: Account) -> FlaskClient:
    """The browser of an administrator who is signed in."""
    return sign_in(client, db, administrator)


def count(db: Db) -> int:
    return db.scalars(select(func.count()).select_from(StateFact)).one()


def test_a_row_that_is_added_holds_from_now_on(
    desk: FlaskClient, db: Db, administrator: Account
) -> None:
    answer = desk.post(f"{STATES}/BD/ldc", data=IT_IS_KNOWN)

    assert (answer.status_code, answer.location) == (303, f"{STATES}/BD")
    assert not classification(db, state="BD", on=NEW_YEAR, known_at=NOON).ldc
    newest = db.scalars(select(StateFact).order_by(StateFact.id.desc()).limit(1)).one()
    assert (newest.editor, newest.recorded_at) == (administrator.public_id, NOON)


def test_the_page_of_a_state_shows_every_row_and_which_one_holds(
    desk: FlaskClient, administrator: Account
) -> None:
    desk.post(f"{STATES}/BD/ldc", data=IT_IS_KNOWN)

    page = desk.get(f"{STATES}/BD").text

    assert "<h1>Bangladesh</h1>" in page
    assert "Scheduled to leave on 24 November 2026; deferral" in page
    assert "A resolution of the General Assembly" in page
    assert "first load" in page
    assert f'href="/administration/accounts/{administrator.public_id}">Who recorded it' in page
    assert 'href="/administration/letters"' in page  # the way back to the other pages
    assert page.count("holds") == 6 + 6  # a row for each kind, a name in each language


def test_the_list_leads_to_each_state(desk: FlaskClient) -> None:
    page = desk.get(STATES).text

    assert f'<a href="{STATES}/CI">Côte d&#39;Ivoire</a>' in page
    assert page.count(f'href="{STATES}/') == 197


def test_faults_are_listed_in_the_order_of_the_page(desk: FlaskClient) -> None:
    page = desk.post(f"{STATES}/KE/membership").text
    said = [words for words in ("Is it so?:", "So since:", "Source:", "Reason:") if words in page]

    assert sorted(said, key=page.index) == said == ["Is it so?:", "So since:", "Source:", "Reason:"]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_form(desk: FlaskClient, kind: Kind) -> None:
    page = desk.get(f"{STATES}/CI/{kind}")

    assert page.status_code == 200
    assert 'name="valid_from"' in page.text


def test_a_group_may_be_none(desk: FlaskClient, db: Db) -> None:
    desk.post(f"{STATES}/BD/group", data=IT_IS_KNOWN | {"value": "none"})

    assert classification(db, state="BD", on=NEW_YEAR, known_at=NOON).group is None


def test_a_name_is_added_in_its_language(desk: FlaskClient, db: Db) -> None:
    desk.post(f"{STATES}/CI/name", data=IT_IS_KNOWN | {"value": "科特迪瓦国", "language": "zh"})

    assert dict(names(db, language=Language.CHINESE, on=NEW_YEAR))["CI"] == "科特迪瓦国"


@pytest.mark.parametrize(
    ("kind", "instead", "words"),
    [
        ("ldc", {"source": ""}, "nothing is written"),
        ("ldc", {"value": "2"}, "not among the answers"),
        ("ldc", {"valid_from": "24/11/2026"}, "this is not a day"),
        ("ldc", {"valid_to": "2026-11-24"}, "must come after the day on which it begins"),
        ("group", {"value": "group-x"}, "not among the answers"),
        ("name", {"value": "India", "language": "en"}, "already the name of another State (IN)"),
        ("name", {"value": "N" * 201, "language": "en"}, "too long"),
    ],
)
def test_what_will_not_do_is_said_beside_it_and_changes_nothing(
    desk: FlaskClient, db: Db, kind: str, instead: dict[str, str], words: str
) -> None:
    rows = count(db)

    answer = desk.post(f"{STATES}/BD/{kind}", data=IT_IS_KNOWN | instead)

    assert answer.status_code in {409, 422}
    assert words in answer.text
    assert "Nothing has been changed" in answer.text
    assert "The outcome is known" in answer.text  # what was written stays in the form
    assert count(db) == rows


@pytest.mark.parametrize("address", [f"{STATES}/XX", f"{STATES}/BD/capital", f"{STATES}/XX/ldc"])
def test_what_is_not_there_is_not_found(desk: FlaskClient, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_only_an_administrator_may_add_a_row(client: FlaskClient, db: Db) -> None:
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    rows = count(db)

    assert client.get(STATES).status_code == 403
    assert client.post(f"{STATES}/BD/ldc", data=IT_IS_KNOWN).status_code == 403
    assert count(db) == rows


def test_the_pages_ask_a_stranger_to_sign_in(client: FlaskClient) -> None:
    assert client.get(f"{STATES}/BD").status_code == 303
    assert client.post(f"{STATES}/BD/ldc", data=IT_IS_KNOWN).status_code == 303


@pytest.mark.parametrize("added", [1, 3])
def test_the_page_of_a_state_takes_as_many_queries_however_long_its_history(
    desk: FlaskClient, queries: list[str], added: int
) -> None:
    for _ in range(added):
        desk.post(f"{STATES}/BD/ldc", data=IT_IS_KNOWN)
    desk.get(f"{STATES}/BD")  # the frame asks once a revision whether the data are fictitious
    queries.clear()

    desk.get(f"{STATES}/BD")

    assert len(queries) <= 6
