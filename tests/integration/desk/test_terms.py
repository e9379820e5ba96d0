"""Terms: named with a document, prolonged, ended, followed; and what waits meanwhile."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.delegations import browser_of, make_delegate, make_focal_point
from tests.factories.programme import make_webinar
from tests.integration.registrations.reading import entries, letters
from webinars.accounts.models import Account, Role
from webinars.accounts.operations import end_term, prolong
from webinars.accounts.permissions import roles_of
from webinars.accounts.queries import terms_of
from webinars.app.letters import render
from webinars.database import Db
from webinars.people.models import Coordinator, FocalPoint
from webinars.web.requests import WebinarsApp

TODAY = NOON.date()
PERSON = {
    "where": "KE",
    "name": "Juma Sampuli",
    "email": "juma@office.example",
    "language": "fr",
    "starts_on": "2027-03-01",
    "ends_on": "2027-12-31",
    "source": "Note verbale of 1 February 2027",
}


def the_term(db: Db) -> FocalPoint:
    return db.scalars(select(FocalPoint)).one()


def test_who_is_named_gets_account_role_term_and_a_letter(
    db: Db, app: WebinarsApp, secretariat: FlaskClient
) -> None:
    answer = secretariat.post("/secretariat/terms/focal-point", data=PERSON)
    term, account = the_term(db), db.scalars(select(Account).filter_by(name=PERSON["name"])).one()
    content = render(app, letters(db)[0], NOON)

    assert answer.status_code == 303
    assert (term.state_code, term.ends_on) == ("KE", date(2027, 12, 31))
    assert account.person_id == term.person_id
    assert roles_of(account.grants, TODAY) == {Role.FOCAL_POINT}
    assert content is not None
    assert "Kenya" in content.subject
    assert "/sign-in/by-letter" in content.text
    assert browser_of(app, db, account).get("/states/KE").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("source", "", "Write something here"),
        ("ends_on", "2027-02-01", "The last day lies before the first."),
        ("email", "juma", "Write it in full"),
        ("where", "", "Choose one of these."),
        ("where", "XX", "Choose one of the answers offered."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    db: Db, secretariat: FlaskClient, field: str, value: str, sentence: str
) -> None:
    answer = secretariat.post("/secretariat/terms/focal-point", data=PERSON | {field: value})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Note verbale" in answer.text or field == "source"
    assert db.scalars(select(FocalPoint)).all() == []
    assert letters(db) == []


def test_a_term_that_is_ended_stops_every_power_at_once(
    db: Db, app: WebinarsApp, secretariat: FlaskClient
) -> None:
    juma = make_focal_point(db)
    browser = browser_of(app, db, juma)
    before = browser.get("/states/KE").status_code

    secretariat.post(f"/secretariat/terms/{the_term(db).public_id}/end")

    assert before == 200
    assert browser.get("/states/KE").status_code == 403
    assert entries(db, subject=the_term(db).public_id) == ["people.end_term"]


def test_pending_requests_of_a_state_without_a_focal_point_go_to_the_secretariat(
    db: Db, secretariat: FlaskClient
) -> None:
    make_focal_point(db)
    make_delegate(db, sitting=make_webinar(db, asks_approval=True).sittings[0])

    looked_after = secretariat.get("/secretariat/terms")
    secretariat.post(f"/secretariat/terms/{the_term(db).public_id}/end")
    orphaned = secretariat.get("/secretariat/terms")

    assert "Waiting for you" not in looked_after.text
    assert "Kenya: 1" in orphaned.text


def test_a_prolonged_term_lets_its_holder_sign_in_for_longer(db: Db) -> None:
    juma = make_focal_point(db, ends_on=TODAY)
    later = TODAY + timedelta(days=100)

    prolong(db, term=the_term(db), ends_on=later, by="officer", now=NOON)

    assert terms_of(db, person_id=juma.person_id, on=later) == [the_term(db)]
    assert terms_of(db, person_id=juma.person_id, on=later + timedelta(days=1)) == []
    assert roles_of(juma.grants, later) == {Role.FOCAL_POINT}


def test_a_successor_follows_on_the_day_after(db: Db, secretariat: FlaskClient) -> None:
    make_focal_point(db)
    before = the_term(db)
    page = f"/secretariat/terms/{before.public_id}/successor"
    person = PERSON | {"name": "Wanjiru Mfano", "email": "wanjiru@office.example"}

    answer = secretariat.post(page, data=person | {"starts_on": "2027-06-01"})
    db.expire_all()
    terms = db.scalars(select(FocalPoint).order_by(FocalPoint.id)).all()

    assert answer.status_code == 303
    assert [term.ends_on for term in terms] == [date(2027, 5, 31), date(2027, 12, 31)]
    assert terms[0].successor is terms[1].person
    assert "followed by Wanjiru Mfano" in secretariat.get("/secretariat/terms").text


def test_a_coordinator_is_named_for_a_group(db: Db, secretariat: FlaskClient) -> None:
    secretariat.post("/secretariat/terms/coordinator", data=PERSON | {"where": "african-group"})

    assert db.scalars(select(Coordinator)).one().group == "african-group"


def test_the_role_ends_with_the_last_term_of_its_holder(db: Db) -> None:
    juma = make_focal_point(db)
    other = FocalPoint(
        person_id=juma.person_id,
        state_code="UG",
        starts_on=TODAY,
        source="EXAMPLE/3",
        recorded_at=NOON,
    )
    db.add(other)
    db.flush()

    end_term(db, term=other, by="officer", now=NOON)
    still = roles_of(juma.grants, TODAY)
    first = db.scalars(select(FocalPoint).filter_by(state_code="KE")).one()
    end_term(db, term=first, by="officer", now=NOON)

    assert still == {Role.FOCAL_POINT}
    assert roles_of(juma.grants, TODAY) == frozenset()
