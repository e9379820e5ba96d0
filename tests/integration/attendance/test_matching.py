"""The Secretariat's pages: who in a file is who, decided by a person and taken back."""

import csv
from io import StringIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.attendance import make_held_sitting, make_import
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.attendance.pages import SHARED, count, register_late, send, the_import
from webinars.attendance.models import (
    Match,
    MatchHow,
)
from webinars.database import Db
from webinars.journal.models import Entry


def test_everybody_of_a_shared_mailbox_is_offered_by_name(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    people = [(f"Delegate {one}", "mission@example.org") for one in "ABCDE"]
    register_late(db, sitting, people)
    made = make_import(
        db, sitting=sitting, lines=[("iPad", "mission@example.org", 0, 30)], signed=False
    )

    page = officer.get(f"/secretariat/imports/{made.public_id}").text

    assert [f"This is {name}" in page for name, _ in people] == [True] * 5


def test_address_and_name_match_a_registration(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    ana = register_late(db, sitting, [SHARED[2]])[0]

    send(officer, sitting, "shared_mailbox.csv")

    (found,) = db.scalars(select(Match))
    assert (found.person_id, found.how) == (ana.person_id, MatchHow.EMAIL)


def test_a_shared_mailbox_with_several_names_goes_to_the_queue(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, SHARED[:2])

    page = send(officer, sitting, "shared_mailbox.csv").text

    assert count(db, Match) == 0
    assert "This is Amina Mfano" in page
    assert "same address" in page


def test_the_same_name_at_another_address_is_suggested_and_never_merged(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, [("Ana Ejemplo", "ana@office.example")])

    page = send(officer, sitting, "shared_mailbox.csv").text

    assert count(db, Match) == 0
    assert page.count("similar name, other address") == 2


def test_matching_setting_apart_and_taking_back_are_new_rows(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    amina = register_late(db, sitting, SHARED)[0]
    send(officer, sitting, "shared_mailbox.csv")
    rows = f"/secretariat/imports/{the_import(db).public_id}/rows"
    before = count(db, Match)

    officer.post(f"{rows}/10/match", data={"registration": amina.public_id})
    officer.post(f"{rows}/10/undo")
    officer.post(f"{rows}/10/apart")

    made = db.scalars(select(Match).order_by(Match.id).offset(before)).all()
    assert [(one.person_id, one.how) for one in made] == [
        (amina.person_id, MatchHow.HAND),
        (None, MatchHow.HAND),
        (None, MatchHow.APART),
    ]


def test_an_address_that_nobody_or_two_registered_with_is_refused_where_it_was_written(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, SHARED)
    send(officer, sitting, "shared_mailbox.csv")
    match = f"/secretariat/imports/{the_import(db).public_id}/rows/10/match"

    nobody = officer.post(match, data={"address": "nobody@office.example"})
    several = officer.post(match, data={"address": "mission@example.int"})
    one = officer.post(match, data={"address": "Ana.Ejemplo@example.org"})

    assert [nobody.status_code, several.status_code, one.status_code] == [422, 422, 303]
    assert "Nobody registered for this webinar with" in nobody.text
    assert "Several people registered with" in several.text


def test_a_registration_of_another_webinar_cannot_be_matched(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    other = register_late(db, make_held_sitting(db), SHARED[:1])[0]
    send(officer, sitting, "shared_mailbox.csv")
    rows = f"/secretariat/imports/{the_import(db).public_id}/rows"

    answer = officer.post(f"{rows}/10/match", data={"registration": other.public_id})

    assert answer.status_code == 422
    assert "another webinar" in answer.text


@pytest.mark.parametrize("people", [1, 25])
def test_the_page_of_a_reading_takes_the_same_queries_however_long(
    db: Db, officer: FlaskClient, queries: list[str], people: int
) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    strangers = [(f"P {number}", f"p{number}@x.example", 0, 30) for number in range(people)]
    made = make_import(db, sitting=sitting, lines=[(*AMINA, 0, 30), *strangers], signed=False)
    db.expire_all()
    queries.clear()

    page = officer.get(f"/secretariat/imports/{made.public_id}")

    assert page.text.count("Somebody else, or nobody who registered") == people
    assert len(queries) == QUERIES


QUERIES = 18
"""With the two that ask who is signed in."""


def test_what_came_of_each_person_is_taken_away_as_a_file_and_noted(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, [SHARED[2]])
    lines = [(*SHARED[2], 0, 30), ("=HYPERLINK(1)", "", 5, None)]
    hosts = [("Hana Host", "hana@example.int", 0, 90)]
    made = make_import(db, sitting=sitting, lines=lines, hosts=hosts, signed=False)

    answer = officer.get(f"/secretariat/imports/{made.public_id}/people.csv")

    told = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))
    assert [(one["row"], one["name"], one["outcome"], one["how"]) for one in told] == [
        ("10", "Ana Ejemplo", "matched", "email"),
        ("11", "'=HYPERLINK(1)", "walk-in", ""),
        ("900", "Hana Host", "staff", ""),
    ]
    assert (told[0]["minutes"], told[1]["open_end"]) == ("30.00", "yes")
    assert told[0]["registered_address"] == SHARED[2][1]
    kinds = db.scalars(select(Entry.kind)).all()
    assert kinds.count("attendance.take_away") == 1
    assert "people.csv" in officer.get(f"/secretariat/imports/{made.public_id}").text
