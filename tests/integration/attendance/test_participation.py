"""Who counts as what: the populations of the evaluation, one fact a person and webinar."""

from datetime import timedelta

import pytest

from tests.conftest import NOON
from tests.factories.accounts import make_account
from tests.factories.attendance import OFFICER, make_holding, make_import
from tests.factories.people import AMINA, JUMA, make_person
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.attendance.facts import facts, only, seconds
from webinars.accounts.models import Role
from webinars.attendance.operations import match, set_apart, undo_match
from webinars.attendance.queries import participation
from webinars.database import Db
from webinars.people.operations import merge
from webinars.programme.models import Appearance, Part
from webinars.registrations.models import Place, PlaceState
from webinars.registrations.operations import cancel


def test_who_registered_and_came_is_registered_expected_joined_and_attended(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])

    fact = only(db, sitting)

    assert (fact.registered, fact.late, fact.expected) == (True, False, True)
    assert (fact.joined, fact.attended, fact.completed, fact.walk_in) == (True, True, False, False)
    assert seconds(fact) == [3600]
    assert (fact.open_interval, fact.scheduled) == (False, False)


def test_who_registered_and_stayed_away_is_expected_and_nothing_else(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)

    fact = only(db, sitting)

    assert (fact.expected, fact.joined, fact.attended, fact.walk_in) == (True, False, False, False)


def test_a_stranger_in_both_twin_sittings_is_one_walk_in(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    for sitting in webinar.sittings:
        make_holding(db, sitting=sitting)
        make_import(db, sitting=sitting, lines=[(*JUMA, 0, 30)])

    fact = only(db, webinar.sittings[0])

    assert (fact.person_id, fact.walk_in, fact.registered) == (None, True, False)


def test_strangers_of_one_name_and_no_address_are_apart_in_each_file(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    for sitting in webinar.sittings:
        make_holding(db, sitting=sitting)
        make_import(db, sitting=sitting, lines=[("Ana", "", 0, 30), ("Ana", "", 40, 60)])

    told = facts(db, webinar.sittings[0])

    assert [seconds(fact) for fact in told] == [[3000], [3000]]


def test_who_registers_after_the_start_is_registered_late_and_a_walk_in(db: Db) -> None:
    sitting = make_sitting(db)
    registration = make_registration(db, sitting=sitting)
    registration.registered_at = sitting.starts_at + timedelta(minutes=3)
    make_holding(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, 10, 60)])

    fact = only(db, sitting)

    assert (fact.registered, fact.late, fact.expected, fact.walk_in) == (True, True, False, True)


def test_the_start_is_the_actual_one(db: Db) -> None:
    sitting = make_sitting(db)
    registration = make_registration(db, sitting=sitting)
    registration.registered_at = sitting.starts_at + timedelta(minutes=3)
    make_holding(db, sitting=sitting, begins=4)

    assert only(db, sitting).expected


def test_who_cancels_before_the_start_is_not_registered(db: Db) -> None:
    sitting = make_sitting(db)
    registration = make_registration(db, sitting=sitting)
    cancel(db, registration=registration, by=registration.public_id, now=NOON)

    fact = only(db, sitting)

    assert (fact.registered, fact.expected) == (False, False)


def test_who_cancels_after_the_start_did_not_show_up(db: Db) -> None:
    sitting = make_sitting(db)
    registration = make_registration(db, sitting=sitting)
    registration.cancelled_at = sitting.starts_at + timedelta(hours=1)

    assert only(db, sitting).expected


def test_who_cancelled_and_registered_again_is_one(db: Db) -> None:
    sitting = make_sitting(db)
    first = make_registration(db, sitting=sitting)
    cancel(db, registration=first, by=first.public_id, now=NOON)
    again = make_registration(db, sitting=sitting)

    fact = only(db, sitting)

    assert (fact.registration_id, fact.expected) == (again.id, True)


def test_who_waits_for_a_place_is_not_expected(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    make_registration(db, sitting=sitting)
    waiting = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])

    found = {fact.registration_id: fact.expected for fact in facts(db, sitting)}

    assert found.pop(waiting.id) is False
    assert list(found.values()) == [True]


def test_merged_persons_are_one(db: Db) -> None:
    sitting = make_sitting(db)
    amina = make_registration(db, sitting=sitting)
    other = make_registration(db, sitting=sitting, name="A. Mfano", address="a@office.example")
    merge(db, kept=amina.person, merged=other.person, reason="Same passport", by=OFFICER, now=NOON)
    make_holding(db, sitting=sitting)
    make_import(
        db,
        sitting=sitting,
        lines=[("A. Mfano", "a@office.example", 0, 20), (*AMINA, 10, 40)],
    )

    fact = only(db, sitting)

    assert (fact.person_id, seconds(fact)) == (amina.person_id, [2400])


def test_hosts_speakers_and_the_secretariat_are_no_participants(db: Db) -> None:
    sitting = make_sitting(db)
    speaker = make_person(db, name="Profesor Modelo", address="modelo@office.example")
    sitting.webinar.appearances.append(
        Appearance(person_id=speaker.id, part=Part.SPEAKER, name=speaker.name)
    )
    make_registration(db, sitting=sitting, name=speaker.name, address="modelo@office.example")
    make_account(db, role=Role.SECRETARIAT, email="otto.muster@example.org")
    make_holding(db, sitting=sitting)
    make_import(
        db,
        sitting=sitting,
        lines=[
            ("Profesor Modelo", "modelo@office.example", 0, 90),
            ("Otto", "otto.muster@example.org", 0, 90),
        ],
        hosts=[("Secretaria", "secretariat@example.org", 0, 90)],
    )

    assert facts(db, sitting) == []


def test_unmatched_people_stay_counted_as_walk_ins(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    made = make_import(db, sitting=sitting, lines=[("Ana", "", 0, 30)])

    before = [(fact.joined, fact.walk_in) for fact in facts(db, sitting)]
    set_apart(db, import_=made, row=10, by=OFFICER, now=NOON)
    after = [(fact.joined, fact.walk_in) for fact in facts(db, sitting)]

    assert before == after == [(False, False), (True, True)]


def test_a_match_by_hand_counts_and_its_undoing_counts(db: Db) -> None:
    sitting = make_sitting(db)
    registration = make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    made = make_import(db, sitting=sitting, lines=[("Ana", "", 0, 30)])

    match(db, import_=made, row=10, registration=registration, by=OFFICER, now=NOON)
    matched = only(db, sitting)
    undo_match(db, import_=made, row=10, by=OFFICER, now=NOON)

    assert (matched.attended, matched.walk_in) == (True, False)
    assert [fact.walk_in for fact in facts(db, sitting)] == [False, True]


def test_an_import_that_is_not_signed_changes_no_figure(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 90)], signed=False)

    assert not only(db, sitting).joined


def test_a_newer_signed_import_supersedes_the_one_before(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 90)])
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 30)])

    assert seconds(only(db, sitting)) == [1800]


@pytest.mark.parametrize("people", [1, 30])
def test_the_number_of_queries_does_not_grow(db: Db, queries: list[str], people: int) -> None:
    sitting = make_sitting(db)
    for number in range(people):
        make_registration(db, sitting=sitting, name=f"P {number}", address=f"p{number}@x.example")
    lines = [(f"P {number}", f"p{number}@x.example", 0, 30) for number in range(people)]
    make_import(db, sitting=sitting, lines=lines)
    webinar = sitting.webinar
    assert webinar.series.threshold_minutes == 5
    assert len(webinar.sittings) == 1
    queries.clear()

    assert len(participation(db, webinar=webinar)) == people
    assert len(queries) == 11


def test_a_place_in_the_second_sitting_expects_until_the_second_start(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    registration = make_registration(db, sitting=webinar.sittings[1])
    registration.registered_at = TENTH_OF_MARCH + timedelta(hours=2)
    db.flush()

    assert only(db, webinar.sittings[0]).expected
    assert db.query(Place).where(Place.state == PlaceState.CONFIRMED).count() == 1
