"""A delegation from a spreadsheet: shown first, counted once it is confirmed, and never twice."""

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from tests.conftest import NOON
from tests.factories.delegations import browser_of, make_focal_point
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import kinds, states
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.models import Job
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.imports.people import Words, people_in
from webinars.registrations.models import DelegateList, ListState, Registration, Source
from webinars.registrations.operations import confirm_list, forget_lists, keep_list
from webinars.registrations.operations.listing import AT_ONCE, BATCH
from webinars.registrations.tasks import register_list
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp

HEAD = "Name,E-mail,Language\n"
THREE = HEAD + "".join(f"Person {n},person.{n}@office.example,fr\n" for n in range(3))
BAD = THREE + "Nobody,,en\nWho,who at office,en\nPerson 1,person.1@office.example,en\n"
WORDS = Words({"name": "name", "e-mail": "email", "language": "language"}, {}, {}, own_state="KE")


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db)


@pytest.fixture
def focal(db: Db, app: WebinarsApp, webinar: Webinar) -> FlaskClient:  # noqa: ARG001  (the States)
    return browser_of(app, db, make_focal_point(db))


def send(
    focal: FlaskClient, webinar: Webinar, text: str | bytes = THREE, **over: object
) -> TestResponse:
    raw = text.encode() if isinstance(text, str) else text
    sent = {
        "file": (io.BytesIO(raw), "delegation.csv"),
        "sitting": webinar.sittings[0].public_id,
        "language": "en",
    }
    return focal.post(f"/states/KE/webinars/{webinar.slug}/list", data=sent | over)


def people(db: Db) -> list[Registration]:
    return list(db.scalars(select(Registration).order_by(Registration.id)))


def test_the_preview_names_every_bad_row_and_does_nothing(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    page = focal.get(send(focal, webinar, BAD).location)

    assert "3 people can be registered" in page.text
    assert "3 rows are wrong" in page.text
    assert "The address is missing." in page.text
    assert "“who at office” is not an e-mail address." in page.text
    assert "stand on line 3 already" in page.text
    assert people(db) == []
    assert kinds(db) == []


def test_a_confirmed_list_registers_each_with_a_notice(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    here = send(focal, webinar, BAD).location

    done = focal.post(here + "/confirm", follow_redirects=True)
    found = people(db)

    assert "3 people were registered" in done.text
    assert [(one.state_code, one.source, one.language) for one in found] == [
        ("KE", Source.FOCAL_POINT, Language.FRENCH)
    ] * 3
    assert states(*found) == ["confirmed"] * 3
    assert kinds(db) == ["notice"] * 3


def test_the_same_file_twice_does_nothing_twice(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    first = send(focal, webinar).location
    focal.post(first + "/confirm")

    second = send(focal, webinar).location
    page = focal.get(second)
    focal.post(second + "/confirm")
    pressed_again = focal.post(first + "/confirm")

    assert "0 people can be registered; 3 are registered already" in page.text
    assert len(people(db)) == 3
    assert kinds(db) == ["notice"] * 3
    assert pressed_again.status_code == 409


def test_who_registered_alone_keeps_that_and_gets_no_second_letter(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    sitting = webinar.sittings[0]
    make_registration(db, sitting=sitting, name="Person 1", address="person.1@office.example")

    focal.post(send(focal, webinar).location + "/confirm")

    assert len(people(db)) == 3
    assert kinds(db) == ["confirmation", "notice", "notice"]


def test_where_places_are_few_the_others_wait(db: Db, focal: FlaskClient, webinar: Webinar) -> None:
    few = make_sitting(db, webinar=webinar, capacity=2, starts_at=NOON + timedelta(days=20))

    focal.post(send(focal, webinar, sitting=few.public_id).location + "/confirm")

    assert states(*people(db)) == ["confirmed", "confirmed", "waiting"]


def test_a_list_that_is_given_up_leaves_nothing(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    here = send(focal, webinar).location

    focal.post(here + "/drop")
    late = focal.post(here + "/confirm")
    db.expire_all()
    listed = db.scalars(select(DelegateList)).one()

    assert (listed.state, listed.rows, listed.faults) == (ListState.DROPPED, [], [])
    assert late.status_code == 409
    assert people(db) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing in this file."),
        ("Who,Where\nA,b\n", "The first row must name the columns"),
        (b"\xd0\xcf\x11\xe0old", "old or a protected workbook"),
    ],
)
def test_a_file_that_cannot_be_taken_is_answered_with_a_sentence(
    db: Db, focal: FlaskClient, webinar: Webinar, text: str | bytes, sentence: str
) -> None:
    answer = send(focal, webinar, text)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.scalars(select(DelegateList)).all() == []


def test_no_file_is_said_too(focal: FlaskClient, webinar: Webinar) -> None:
    address = f"/states/KE/webinars/{webinar.slug}/list"

    answer = focal.post(address, data={"language": "en"}, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "Choose the file again" in answer.text


def test_a_guessed_encoding_is_said(focal: FlaskClient, webinar: Webinar) -> None:
    raw = "Nom;E-mail\nÉlise Exemple;elise@office.example\n".encode("cp1252")

    page = focal.get(send(focal, webinar, raw).location)

    assert "it was read as cp1252" in page.text
    assert "Élise Exemple" in page.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_template_of_every_language_is_read_back(
    focal: FlaskClient, webinar: Webinar, kind: str, language: str
) -> None:
    template = focal.get(f"/states/KE/template.{kind}?lang={language}")
    filled = template.data + b"Amina,amina@office.example\r\n" if kind == "csv" else None

    answer = send(focal, webinar, filled or template.data)

    assert answer.status_code == 303
    expected = "1 person" if kind == "csv" else "0 people"
    assert expected in focal.get(answer.location + "?lang=en").text


def test_what_is_left_of_a_list_is_deleted_after_a_day(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    send(focal, webinar, BAD)

    forget_lists(db, now=NOON + timedelta(days=1, minutes=1))
    db.expire_all()
    listed = db.scalars(select(DelegateList)).one()

    assert (listed.state, listed.rows, listed.faults) == (ListState.DROPPED, [], [])


def long_list(db: Db, sitting: Sitting) -> DelegateList:
    count = AT_ONCE + BATCH + 7
    raw = (HEAD + "".join(f"P {n},p.{n}@office.example,fr\n" for n in range(count))).encode()
    return keep_list(
        db,
        sitting=sitting,
        code="KE",
        raw=raw,
        name="long.csv",
        people=people_in(raw, words=WORDS),
        language=Language.ENGLISH,
        by="account-of-juma",
        now=NOON,
    )


def test_a_long_list_is_registered_by_the_worker_and_a_killed_one_goes_on(
    fresh_engine: Engine,
) -> None:
    """After the first batch the worker dies; the next one begins where the rows say."""
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
        listed = long_list(db, make_webinar(db).sittings[0])
        confirm_list(db, listed=listed, by="account-of-juma", now=NOON)
        arguments = db.scalars(select(Job)).one().arguments
        assert listed.state is ListState.CONFIRMED

    closed = NOON + timedelta(days=400)  # the moment of confirming counts, not the worker's
    register_list(fresh_engine, arguments, closed)
    register_list(fresh_engine, arguments, closed)

    with reading(fresh_engine) as db:
        done = db.scalars(select(DelegateList)).one()
        assert (done.state, done.made, done.rows) == (ListState.DONE, AT_ONCE + BATCH + 7, [])
        assert len(people(db)) == AT_ONCE + BATCH + 7
        assert {one.registered_at for one in people(db)} == {NOON}
        assert len(kinds(db)) == AT_ONCE + BATCH + 7
