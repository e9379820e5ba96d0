"""Who registered and opens a recording by the own link is a viewer, once, and never an attendee."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import make_sitting
from tests.factories.recordings import make_public
from tests.factories.registrations import make_registration
from webinars.attendance.queries import participation
from webinars.database import Db
from webinars.evaluation.operations.counting import record_counts
from webinars.evaluation.tables.people import TABLES
from webinars.kernel.tokens import Purpose
from webinars.privacy.operations.persons import copy_for, erase
from webinars.recordings.models import OwnView, Recording, View
from webinars.recordings.operations import withdraw
from webinars.registrations.models import Registration
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp

BEFORE = NOON.replace(month=1)


@pytest.fixture
def recording(db: Db, store: Store) -> Recording:
    """Of a sitting that is over."""
    past = make_sitting(db, starts_at=NOON.replace(month=2))
    return make_public(db, store, sitting=past)


@pytest.fixture
def another(db: Db, store: Store) -> Recording:
    """Of another webinar."""
    return make_public(db, store)


@pytest.fixture
def mine(db: Db, recording: Recording) -> Registration:
    return make_registration(db, sitting=recording.sitting, now=BEFORE)


@pytest.fixture
def page(app: WebinarsApp, mine: Registration) -> str:
    return f"/my/{app.keyring.token(Purpose.MY, mine.public_id, mine.generation)}"


def days(db: Db) -> list[str]:
    return [day.isoformat() for day in db.scalars(select(OwnView.day))]


def test_the_button_counts_once_and_leads_to_the_page_that_all_can_see(
    db: Db, client: FlaskClient, page: str, recording: Recording
) -> None:
    shown = client.get(page).text
    assert f'action="{page}/recordings/{recording.slug}"' in shown
    assert f'<a href="/recordings/{recording.slug}">Open it without being counted</a>' in shown
    assert days(db) == []  # a GET counts nobody

    for _ in range(2):
        answer = client.post(f"{page}/recordings/{recording.slug}")
        assert (answer.status_code, answer.location) == (303, f"/recordings/{recording.slug}")

    assert days(db) == ["2027-03-01"]
    assert db.scalars(select(View)).all() == []  # what is played then stays without a name


def test_a_viewer_has_not_attended(
    db: Db, client: FlaskClient, page: str, recording: Recording
) -> None:
    client.post(f"{page}/recordings/{recording.slug}")

    (facts,) = participation(db, webinar=recording.sitting.webinar)
    assert (facts.joined, facts.attended) == (False, False)


def test_the_snapshot_tells_who_viewed_and_the_journal_that_it_changed(
    db: Db, client: FlaskClient, app: WebinarsApp, page: str, recording: Recording
) -> None:
    juma: dict[str, Any] = {"name": "Juma Mfano", "address": "juma@office.example"}
    make_registration(db, sitting=recording.sitting, now=BEFORE, **juma)
    client.post(f"{page}/recordings/{recording.slug}")
    db.flush()

    table = next(one for one in TABLES if one.name == "registrations")
    place = [column.name for column in table.columns].index("viewed")
    viewed = [row[place] for row in table.rows(db, app.keyring)]
    assert viewed == [1, 0]
    assert record_counts(db, now=NOON)
    assert not record_counts(db, now=NOON)


def test_only_a_public_recording_of_her_own_webinar_counts(
    db: Db, client: FlaskClient, page: str, recording: Recording, another: Recording
) -> None:
    withdraw(db, recording=recording, reason="By mistake", by="test", now=NOON)

    for slug in (another.slug, "never", recording.slug):
        assert client.post(f"{page}/recordings/{slug}").status_code == 404
    assert days(db) == []


def test_her_copy_says_it_and_after_an_erasure_it_names_nobody(
    db: Db, client: FlaskClient, page: str, mine: Registration, recording: Recording
) -> None:
    client.post(f"{page}/recordings/{recording.slug}")

    told = copy_for(db, person=mine.person)["recordings opened"]
    assert told == [{"recording": recording.slug, "day": "2027-03-01"}]
    erase(db, person=mine.person, now=NOON)
    assert days(db) == ["2027-03-01"]
