"""Whoever comes for a State counts as that State does on the day of the webinar."""

import io
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.delegations import browser_of, make_focal_point
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import declaration, make_registration
from tests.integration.registrations.test_form import AMINAS, at, only, send
from webinars.database import Db
from webinars.desk.queries.group import registered_by_state
from webinars.programme.models import Openness
from webinars.registrations.models import Category, Registration
from webinars.registrations.operations import cancel, come_back, enrol, register_walk_in
from webinars.registrations.operations.enrolling import meet_enrolments
from webinars.registrations.operations.refusals import NoSuchState, NotForYou
from webinars.registrations.queries import registrations_of, states_registered
from webinars.registrations.queries.memberships import memberships
from webinars.states.models import Confidence, Kind
from webinars.states.operations import record_fact
from webinars.web.requests import WebinarsApp

MEMBER, OBSERVER = "KE", "PS"
DAY = TENTH_OF_MARCH.date()


def becomes(db: Db, code: str, *, member: bool, since: date) -> None:
    record_fact(
        db,
        state=code,
        kind=Kind.MEMBERSHIP,
        value="1" if member else "0",
        valid_from=since,
        valid_to=None,
        source="Note 1 of the depositary",
        confidence=Confidence.HIGH,
        verified=True,
        reason="It acceded, or left",
        editor="editor",
        now=NOON,
    )
    db.flush()


@pytest.mark.parametrize("said", ["state", "observer-state"])
@pytest.mark.parametrize(
    ("code", "counts"), [(MEMBER, Category.STATE), (OBSERVER, Category.OBSERVER_STATE)]
)
def test_the_form_takes_the_kind_of_state_from_the_state(
    db: Db, client: FlaskClient, said: str, code: str, counts: Category
) -> None:
    sitting = make_sitting(db)

    assert send(client, sitting, category=said, state=code).status_code == 303

    assert (only(db, sitting).category, only(db, sitting).state_code) == (counts, code)


def test_the_form_asks_for_a_state_once(db: Db, client: FlaskClient) -> None:
    page = client.get(at(make_sitting(db))).text

    assert "A State" in page
    assert "observer-state" not in page


def test_a_faulty_form_sent_with_the_old_kind_keeps_its_choice(db: Db, client: FlaskClient) -> None:
    page = send(client, make_sitting(db), category="observer-state", name="").text

    assert 'value="state" checked' in page


def test_a_webinar_of_members_says_so_and_takes_no_observer(db: Db, client: FlaskClient) -> None:
    sitting = make_webinar(db, openness=Openness.MEMBERS).sittings[0]

    assert "A member State" in client.get(at(sitting)).text
    refused = send(client, sitting, state=OBSERVER)
    assert refused.status_code == 409
    assert registrations_of(db, webinar=sitting.webinar) == []
    assert send(client, sitting, category="observer-state").status_code == 303
    assert only(db, sitting).category is Category.STATE


@pytest.mark.parametrize(
    ("since", "counts"),
    [
        (DAY, Category.STATE),
        (DAY + timedelta(days=1), Category.OBSERVER_STATE),
        (NOON.date(), Category.STATE),
    ],
)
def test_the_day_of_the_webinar_counts_and_not_that_of_the_form(
    db: Db, since: date, counts: Category
) -> None:
    sitting = make_sitting(db)
    becomes(db, OBSERVER, member=True, since=since)

    made = make_registration(db, sitting=sitting, category=Category.STATE, state_code=OBSERVER)

    assert made.category is counts


def test_the_first_sitting_that_stands_gives_the_day(db: Db) -> None:
    sitting = make_sitting(db)
    webinar = sitting.webinar
    before = make_sitting(db, webinar=webinar, starts_at=TENTH_OF_MARCH - timedelta(days=2))
    becomes(db, OBSERVER, member=True, since=DAY - timedelta(days=1))

    def is_member() -> dict[str, bool]:
        return memberships(db, codes=[OBSERVER], webinar_id=webinar.id)

    assert is_member() == {OBSERVER: False}
    before.cancelled_at = NOON
    assert is_member() == {OBSERVER: True}
    sitting.cancelled_at = NOON
    assert is_member() == {OBSERVER: False}


def test_what_was_recorded_last_holds_and_a_code_of_no_state_is_left_out(db: Db) -> None:
    sitting = make_sitting(db)
    becomes(db, MEMBER, member=False, since=DAY)
    becomes(db, MEMBER, member=True, since=DAY)

    found = memberships(db, codes=[MEMBER, OBSERVER, "XX"], webinar_id=sitting.webinar_id)

    assert found == {MEMBER: True, OBSERVER: False}
    with pytest.raises(NoSuchState):
        make_registration(db, sitting=sitting, category=Category.STATE, state_code="XX")


def test_a_code_of_no_state_tells_nobody_who_is_registered(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)
    send(client, sitting)

    known, new = (send(client, sitting, state="XX", name=name) for name in (AMINAS["name"], "B"))

    assert known.status_code == new.status_code == 422


def test_who_comes_back_counts_as_the_state_does_then(db: Db) -> None:
    sitting = make_sitting(db)
    made = make_registration(db, sitting=sitting, category=Category.STATE, state_code=OBSERVER)
    cancel(db, registration=made, by=made.public_id, now=NOON)
    becomes(db, OBSERVER, member=True, since=DAY)

    again = come_back(db, registration=made, to=sitting.public_id, by=made.public_id, now=NOON)

    assert (made.category, again.category) == (Category.OBSERVER_STATE, Category.STATE)


def test_a_wish_for_the_series_counts_at_each_webinar_by_itself(db: Db) -> None:
    first = make_sitting(db)
    made = make_registration(db, sitting=first, category=Category.STATE, state_code=OBSERVER)
    enrol(db, registration=made, by=made.public_id, now=NOON)
    later = make_webinar(db, series=first.webinar.series)
    becomes(db, OBSERVER, member=True, since=later.sittings[0].starts_at.date())

    meet_enrolments(db, now=NOON)

    [met] = registrations_of(db, webinar=later)
    assert met.category is Category.STATE


def test_a_walk_in_counts_as_the_state_does(db: Db) -> None:
    sitting = make_sitting(db)
    said = declaration(category=Category.OBSERVER_STATE, state_code=MEMBER)

    made = register_walk_in(db, sitting=sitting, declared=said, by="otto", now=sitting.starts_at)

    assert made.category is Category.STATE


def test_a_delegation_by_list_counts_as_at_the_webinar(db: Db, app: WebinarsApp) -> None:
    webinar = make_webinar(db)
    becomes(db, MEMBER, member=False, since=DAY)
    focal = browser_of(app, db, make_focal_point(db))
    raw = b"Name,E-mail,Language\nPerson 1,person.1@office.example,fr\n"
    sent = {
        "file": (io.BytesIO(raw), "delegation.csv"),
        "sitting": webinar.sittings[0].public_id,
        "language": "en",
    }
    here = focal.post(f"/states/KE/webinars/{webinar.slug}/list", data=sent).location

    focal.post(f"{here}/confirm")

    [made] = registrations_of(db, webinar=webinar)
    assert made.category is Category.OBSERVER_STATE


def test_a_list_of_observers_is_refused_where_members_alone_are_admitted(db: Db) -> None:
    sitting = make_webinar(db, openness=Openness.MEMBERS).sittings[0]

    with pytest.raises(NotForYou):
        make_registration(db, sitting=sitting, category=Category.STATE, state_code=OBSERVER)


def test_who_was_declared_wrongly_before_is_counted_and_stays_as_declared(db: Db) -> None:
    sitting = make_sitting(db)
    made = make_registration(db, sitting=sitting, category=Category.STATE, state_code=MEMBER)
    made.category = Category.OBSERVER_STATE  # as the form of former days took it
    db.flush()
    webinar = sitting.webinar

    assert states_registered(db, series=webinar.series) == {MEMBER}
    assert registered_by_state(db, webinar_ids=[webinar.id])[webinar.id][MEMBER] == 1
    assert db.get_one(Registration, made.id).category is Category.OBSERVER_STATE


def test_it_takes_one_question_more_and_none_where_no_state_is_meant(
    db: Db, queries: list[str]
) -> None:
    sitting = make_sitting(db)

    def asked(number: int, category: Category, code: str | None) -> int:
        queries.clear()
        who = f"Person {number}"
        make_registration(db, sitting=sitting, name=who, category=category, state_code=code)
        return len([line for line in queries if "state_fact" in line])

    assert asked(1, Category.NGO, None) == 0
    assert asked(2, Category.STATE, MEMBER) == 1


def test_the_form_asks_once_for_a_state_and_hears_at_once_of_a_change(
    db: Db, client: FlaskClient, queries: list[str]
) -> None:
    sitting = make_sitting(db)

    def comes(name: str) -> tuple[Category, int]:
        queries.clear()
        address = f"{name.lower()}@office.example"
        assert send(client, sitting, name=name, email=address, state=OBSERVER).status_code == 303
        asked = len([line for line in queries if "state_fact.value" in line])
        [made] = [
            one for one in registrations_of(db, webinar=sitting.webinar) if one.person.name == name
        ]
        return made.category, asked

    assert comes("Ayo") == (Category.OBSERVER_STATE, 1)
    assert comes("Bel") == (Category.OBSERVER_STATE, 0)
    becomes(db, OBSERVER, member=True, since=DAY + timedelta(days=1))
    assert comes("Cid") == (Category.OBSERVER_STATE, 1)
    sitting.starts_at += timedelta(days=2)
    sitting.ends_at += timedelta(days=2)
    db.flush()
    assert comes("Dua") == (Category.STATE, 1)
