"""Never another State's data: every address below /states/<code>, walked by the wrong person.

Juma is Kenya's focal point, Bruno is Brazil's. A new address is walked by itself; one
with an argument that is not known here fails until somebody says what to fill in.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.conftest import NOON
from tests.factories.delegations import browser_of, make_delegate, make_focal_point
from tests.factories.programme import make_webinar
from webinars.database import Db
from webinars.registrations.models import DelegateList, ListPurpose, ListState, Registration
from webinars.web.requests import WebinarsApp

BRAZILS_LIST = "brazils-list"
EVERYBODYS = {"/states/<code>/template.<kind>"}
"""Of no State: an empty file."""


@pytest.fixture
def ana(db: Db) -> Registration:
    """A delegate of Brazil."""
    sitting = make_webinar(db, asks_approval=True).sittings[0]
    make_delegate(db, sitting=sitting, name="Amina Mfano", code="KE")
    brazils = DelegateList(
        public_id=BRAZILS_LIST,
        sitting=sitting,
        state_code="BR",
        purpose=ListPurpose.REGISTER,
        name="brazil.csv",
        digest="0" * 64,
        read_as="utf-8",
        rows=[{"line": 2, "name": "Ana Exemplo", "address": "ana@office.example"}],
        faults=[],
        state=ListState.PREVIEWED,
        read_at=NOON,
        read_by="account-of-bruno",
        done=0,
        made=0,
    )
    db.add(brazils)
    return make_delegate(db, sitting=sitting, name="Ana Exemplo", code="BR")


NOBODYS_TOPIC = "a" * 26
"""Topics belong to no State; this one is not there."""


@pytest.fixture
def juma(db: Db, app: WebinarsApp, ana: Registration) -> FlaskClient:  # noqa: ARG001  (the States)
    return browser_of(app, db, make_focal_point(db, code="KE"))


@pytest.fixture
def bruno(db: Db, app: WebinarsApp, ana: Registration) -> FlaskClient:  # noqa: ARG001  (the States)
    return browser_of(app, db, make_focal_point(db, code="BR"))


def rules(app: WebinarsApp) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/states/<code>")]
    return sorted(found, key=lambda rule: rule.rule)


def filled(rule: Rule, code: str, ana: Registration) -> str:
    """Return the address with the ids of Brazil's rows, whichever State stands before them."""
    known = {
        "code": code,
        "slug": ana.webinar.slug,
        "public_id": ana.public_id,
        "list_id": BRAZILS_LIST,
        "kind": "csv",
        "topic_id": NOBODYS_TOPIC,
    }
    built = rule.build({name: known[name] for name in rule.arguments})
    assert built is not None
    return built[1]


def walked(app: WebinarsApp, code: str, ana: Registration) -> Iterator[tuple[str, str, str]]:
    for rule in rules(app):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.rule, method, filled(rule, code, ana)


def test_there_is_something_to_walk(app: WebinarsApp) -> None:
    assert len(rules(app)) >= 7


def test_no_page_of_another_state_opens(
    app: WebinarsApp, juma: FlaskClient, ana: Registration
) -> None:
    answers = {
        (rule, method): juma.open(address, method=method)
        for rule, method, address in walked(app, "BR", ana)
    }

    assert {key: one.status_code for key, one in answers.items()} == dict.fromkeys(answers, 403)
    assert not [key for key, one in answers.items() if "Ana Exemplo" in one.text]


def test_rows_of_another_state_do_not_exist_below_ones_own(
    app: WebinarsApp, juma: FlaskClient, ana: Registration
) -> None:
    """The address says Kenya, the id behind it is Brazil's."""
    by_id = [
        (rule, juma.open(address, method=method))
        for rule, method, address in walked(app, "KE", ana)
        if {"<public_id>", "<list_id>"} & set(rule.split("/"))
    ]

    assert by_id
    assert {rule: one.status_code for rule, one in by_id} == dict.fromkeys(
        (rule for rule, _ in by_id), 404
    )
    assert not [rule for rule, one in by_id if "Ana Exemplo" in one.text]


def test_no_page_of_ones_own_names_another_states_people(
    app: WebinarsApp, juma: FlaskClient, ana: Registration
) -> None:
    pages = [
        juma.open(address)
        for rule, method, address in walked(app, "KE", ana)
        if method == "GET" and rule not in EVERYBODYS
    ]

    assert any("Amina Mfano" in page.text for page in pages)
    assert not any("Ana Exemplo" in page.text for page in pages)


def test_ids_of_another_state_in_ones_own_form_are_passed_over(
    db: Db, juma: FlaskClient, ana: Registration
) -> None:
    before = (ana.approval, ana.focal_rank, ana.cancelled_at)
    here = f"/states/KE/webinars/{ana.webinar.slug}"
    sent = {"chosen": ana.public_id, "reason": "not-known", "up": ana.public_id}

    answers = [
        juma.post(here + more, data=sent | {f"rank-{ana.public_id}": "1"})
        for more in ("/approve", "/reject", "")
    ]
    db.refresh(ana)

    assert [one.status_code for one in answers[:2]] == [422, 422]
    assert not any("Ana Exemplo" in one.text for one in answers)
    assert (ana.approval, ana.focal_rank, ana.cancelled_at) == before


def test_whoever_is_the_focal_point_is_let_in(bruno: FlaskClient, ana: Registration) -> None:
    """So that the refusals above are about the State, and not about the pages."""
    page = bruno.get(f"/states/BR/webinars/{ana.webinar.slug}")

    assert page.status_code == 200
    assert "Ana Exemplo" in page.text


def test_on_the_day_after_the_term_no_address_opens(
    db: Db, app: WebinarsApp, ana: Registration
) -> None:
    yesterday = NOON.date() - timedelta(days=1)
    late = browser_of(app, db, make_focal_point(db, code="BR", ends_on=yesterday))

    answers = [
        late.open(address, method=method).status_code
        for _rule, method, address in walked(app, "BR", ana)
    ]

    assert set(answers) == {403}


def test_a_visitor_without_an_account_is_led_to_the_sign_in(
    app: WebinarsApp, client: FlaskClient, ana: Registration
) -> None:
    answers = [
        client.open(address, method=method) for _rule, method, address in walked(app, "BR", ana)
    ]

    assert {one.status_code for one in answers} == {303}
    assert all("/sign-in" in one.headers["Location"] for one in answers)
