"""The focal point's page: one's own State, while one's term runs, and never another's."""

from datetime import date, timedelta

from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import make_webinar
from webinars.accounts.models import Account, Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.people.models import FocalPoint
from webinars.people.operations import find_or_make_person
from webinars.registrations.models import Category, Registration, Source
from webinars.states.operations import load_reference

TODAY = NOON.date()


def juma(db: Db, *, ends_on: date | None = None, code: str = "KE") -> Account:
    load_reference(db, now=NOON)
    account = make_account(db, role=Role.FOCAL_POINT, email="juma@example.org", name="Juma Sampuli")
    account.person = find_or_make_person(
        db,
        name="Juma Sampuli",
        address="juma@example.org",
        language=Language.ENGLISH,
        zone=None,
        now=NOON,
    )
    term = FocalPoint(
        person=account.person,
        state_code=code,
        starts_on=date(2020, 1, 1),
        ends_on=ends_on,
        source="EXAMPLE/1",
        recorded_at=NOON,
    )
    db.add(term)
    db.flush()
    return account


def register(db: Db, name: str, code: str) -> None:
    person = find_or_make_person(
        db, name=name, address=f"{code}@example.org", language=Language.ENGLISH, zone=None, now=NOON
    )
    webinar = make_webinar(db)
    db.add(
        Registration(
            webinar=webinar,
            person=person,
            category=Category.STATE,
            state_code=code,
            language=Language.ENGLISH,
            source=Source.SELF,
            registered_at=NOON,
            notice_version=1,
        )
    )
    db.flush()


def test_a_focal_point_sees_the_own_delegation_and_no_other(db: Db, client: FlaskClient) -> None:
    sign_in(client, db, juma(db))
    register(db, "Amina Mfano", "KE")
    register(db, "Jean Exemple", "FR")

    home = client.get("/states/mine", follow_redirects=True)
    other = client.get("/states/FR")

    assert "Amina Mfano" in home.text
    assert "Jean Exemple" not in home.text
    assert other.status_code == 403
    assert "Jean Exemple" not in other.text


def test_on_the_day_after_the_term_every_power_stops(db: Db, client: FlaskClient) -> None:
    sign_in(client, db, juma(db, ends_on=TODAY - timedelta(days=1)))

    assert [client.get(p).status_code for p in ("/states/mine", "/states/KE")] == [403, 403]


def test_the_last_day_of_a_term_still_counts(db: Db, client: FlaskClient) -> None:
    sign_in(client, db, juma(db, ends_on=TODAY))

    assert client.get("/states/KE").status_code == 200


def test_others_who_sign_in_see_no_delegation(db: Db, client: FlaskClient) -> None:
    load_reference(db, now=NOON)
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))

    assert client.get("/states/KE").status_code == 403
