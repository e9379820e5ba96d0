"""Registrations as a file: all of them, safe in a spreadsheet, and noted before they leave."""

import csv
import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.factories.desk import make_full_webinar
from tests.factories.people import FORMULA, RIGHT_TO_LEFT
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.accounts.models import Account
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.programme.models import Webinar
from webinars.registrations.models import ConsentKind, Place, PlaceState, Registration
from webinars.registrations.operations import agree, cancel

FILE = "/secretariat/webinars/one/registrations.csv"


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_full_webinar(db, sittings=1, slug="one")


def rows(client: FlaskClient, address: str = FILE) -> list[dict[str, str]]:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_file_holds_each_registration_with_person_and_place(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    mine = make_registration(db, sitting=webinar.sittings[0], name=RIGHT_TO_LEFT)
    db.flush()

    [row] = rows(secretariat)

    assert row["webinar"] == "one"
    assert row["registration"] == mine.public_id
    assert row["name"] == RIGHT_TO_LEFT
    assert row["email"] == mine.address.written if mine.address else ""
    assert row["registered_at"] == f"{mine.registered_at:%Y-%m-%dT%H:%M:%SZ}"
    assert row["sitting_starts_at"] == f"{webinar.sittings[0].starts_at:%Y-%m-%dT%H:%M:%SZ}"
    assert (row["category"], row["state"], row["place"]) == (
        mine.category,
        mine.state_code or "",
        "confirmed",
    )
    assert (row["cancelled_at"], row["approval"], row["viewers"]) == ("", "not-asked", "1")


def test_the_files_say_to_what_each_agrees_now(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    both = frozenset({ConsentKind.RECORDING, ConsentKind.FOLLOW_UP})
    mine = make_registration(db, sitting=webinar.sittings[0], consents=both | {ConsentKind.NEWS})
    make_registration(db, sitting=webinar.sittings[0], name="Nobody", address="no@office.example")
    agree(db, registration=mine, consents=both, by=mine.public_id, now=NOON)
    db.flush()

    for file in (FILE, f"/secretariat/series/{webinar.series.slug}/registrations.csv"):
        assert [row["consents"] for row in rows(secretariat, file)] == ["follow-up recording", ""]


def test_who_waits_for_two_sittings_stands_once_with_the_first(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    first, *_ = webinar.sittings
    second = make_sitting(db, webinar=webinar, starts_at=first.starts_at + timedelta(days=1))
    mine = make_registration(db, sitting=first)
    waits = Place(sitting=second, state=PlaceState.WAITING, since=NOON, reason="All were taken.")
    mine.places.append(waits)
    db.flush()

    for file in (FILE, f"/secretariat/series/{webinar.series.slug}/registrations.csv"):
        [row] = rows(secretariat, file)
        assert row["place"] == "confirmed"
        assert row["sitting_starts_at"] == f"{first.starts_at:%Y-%m-%dT%H:%M:%SZ}"


def test_a_name_like_a_formula_is_no_formula(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    mine = make_registration(db, sitting=webinar.sittings[0], name=FORMULA)
    mine.needs, mine.organisation = 'a "loop",\nplease', "@office"
    db.flush()

    [row] = rows(secretariat)

    assert row["name"] == f"'{FORMULA}"
    assert row["organisation"] == "'@office"
    assert row["needs"] == 'a "loop",\nplease'


def test_who_cancelled_stays_in_the_file_without_a_place(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    mine = make_registration(db, sitting=webinar.sittings[0])
    cancel(db, registration=mine, by=mine.public_id, now=NOON + timedelta(hours=1))
    db.flush()

    [row] = rows(secretariat)

    assert (row["place"], row["sitting_starts_at"]) == ("", "")
    assert row["cancelled_at"] == f"{NOON + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"


def test_a_series_has_one_file_of_all_its_webinars(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    other = make_full_webinar(db, series=webinar.series, sittings=1, slug="two")
    elsewhere = make_webinar(db, slug="elsewhere")
    for one in (webinar, other, elsewhere):
        make_registration(db, sitting=one.sittings[0])
    db.flush()

    found = rows(secretariat, f"/secretariat/series/{webinar.series.slug}/registrations.csv")

    assert sorted(row["webinar"] for row in found) == ["one", "two"]


def test_the_journal_says_who_took_it_away(
    db: Db, secretariat: FlaskClient, otto: Account, webinar: Webinar
) -> None:
    rows(secretariat)

    entry = db.scalars(select(Entry).where(Entry.kind == "registrations.take_away")).one()
    assert (entry.actor, entry.subject, entry.evidence) == (
        otto.public_id,
        webinar.public_id,
        False,
    )
    assert "Took the registrations away" in secretariat.get("/secretariat/webinars/one").text


def test_the_file_is_the_secretariats(
    db: Db, client: FlaskClient, evaluator: FlaskClient, webinar: Webinar
) -> None:
    make_registration(db, sitting=webinar.sittings[0])

    assert client.get(FILE).status_code == 303
    assert evaluator.get(FILE).status_code == 403
    assert db.scalar(select(func.count()).where(Entry.kind == "registrations.take_away")) == 0
    assert db.scalar(select(func.count()).select_from(Registration)) == 1


def test_an_empty_webinar_has_a_file_with_its_columns_alone(
    secretariat: FlaskClient, webinar: Webinar
) -> None:
    assert rows(secretariat, f"/secretariat/webinars/{webinar.slug}/registrations.csv") == []
    assert secretariat.get("/secretariat/series/none/registrations.csv").status_code == 404
