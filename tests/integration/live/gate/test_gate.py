"""The join gate: what it shows, and what a press records and leads to."""

from datetime import datetime

import pytest
from flask import before_render_template
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from tests.integration.live.gate.gates import LINK, at, gate_of, minutes, pressed
from webinars.database import Db
from webinars.live.models import Intent, Way
from webinars.live.queries import (
    intents,
    joined_registration_ids,
    persons_who_meant_to_join,
)
from webinars.people.models import Address
from webinars.people.operations import merge
from webinars.programme.models import LiveRoom, Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp
from webinars.web.requests import db as request_db


@pytest.mark.parametrize(
    ("when", "title"),
    [
        (-16, "The room opens in 1 minute"),
        (-15, "The room is open: it starts in 15 minutes"),
        (-1, "The room is open: it starts in 1 minute"),
        (0, "The room is open: it has begun"),
        (89, "The room is open: it has begun"),
        (90, "This sitting is over"),
    ],
)
def test_the_gate_says_how_things_stand(
    *,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    when: int,
    title: str,
) -> None:
    at(app, sitting.starts_at + minutes(when))

    page = client.get(gate_of(app, registration))

    assert page.status_code == 200
    assert f"<h1>{title}</h1>" in page.text
    assert f"<title>{title} – " in page.text
    assert ("Join now</button>" in page.text) is (-15 <= when < 90)


def test_opening_the_gate_changes_nothing_and_keeps_the_link(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    at(app, sitting.starts_at)

    page = client.get(gate_of(app, registration))

    assert pressed(db) == 0
    assert "rooms.example" not in page.text + str(page.headers)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_the_way_in_is_written_once_the_press_is_kept(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    queries: list[str],
) -> None:
    """Whoever presses next waits for no page: it is written in no unit of work."""
    at(app, sitting.starts_at)
    path, under_way = gate_of(app, registration), []
    db.flush()
    db.expunge_all()

    def note(*_sent: object, **_more: object) -> None:
        under_way.append((request_db().in_transaction(), len(queries)))

    with before_render_template.connected_to(note, app):
        client.post(path)

    assert under_way == [(False, len(queries))]


def test_the_press_records_the_intent_and_leads_to_the_room(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    at(app, sitting.starts_at - minutes(5))

    answer = client.post(f"{gate_of(app, registration)}?lang=fr", data={"way": "room"})

    (intent,) = intents(db, webinar=sitting.webinar)
    assert (intent.sitting_id, intent.registration_id) == (sitting.id, registration.id)
    assert (intent.at, intent.language, intent.way) == (app.clock(), "fr", Way.ROOM)
    assert answer.status_code == 200
    assert answer.headers["Refresh"] == f"0; url={LINK}"
    assert f'href="{LINK}" rel="noreferrer noopener"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_press_by_telephone_shows_the_numbers_and_leads_nowhere(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    sitting.rooms[0].dial_in = "+41 00 000 00 00, 000 000\n+254 00 000 0000"
    db.flush()
    at(app, sitting.starts_at)

    gate = client.get(gate_of(app, registration))
    answer = client.post(gate_of(app, registration), data={"way": "telephone"})

    assert '<a href="tel:+254000000000">+254 00 000 0000</a>' in gate.text
    assert '<a href="tel:+41000000000">+41 00 000 00 00</a>, 000 000' in answer.text
    assert "Refresh" not in answer.headers
    assert db.scalars(select(Intent)).one().way is Way.TELEPHONE


def test_a_passcode_can_be_read_before_the_room_opens(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    sitting.rooms[0].passcode = "4711"
    db.flush()
    at(app, sitting.starts_at)

    assert "4711" not in client.get(gate_of(app, registration)).text
    answer = client.post(gate_of(app, registration))
    assert "Passcode: 4711" in answer.text
    assert "Refresh" not in answer.headers


def test_several_presses_are_several_intents_of_one_person(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    at(app, sitting.starts_at)

    for _ in range(3):
        client.post(gate_of(app, registration))

    assert len(intents(db, webinar=sitting.webinar)) == 3
    assert joined_registration_ids(db, webinar=sitting.webinar) == {registration.id}


def test_merged_persons_meant_to_join_once(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    other = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    merge(db, kept=registration.person, merged=other.person, reason="One", by="x", now=NOON)
    db.flush()
    at(app, sitting.starts_at)
    for one in (registration, other):
        client.post(gate_of(app, one))

    assert persons_who_meant_to_join(db, webinar=sitting.webinar) == {registration.person_id}


def test_the_first_press_proves_the_address_even_when_it_is_early(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting
) -> None:
    registration = make_registration(db, sitting=sitting, proven=False)
    gate = gate_of(app, registration)

    def proven() -> datetime | None:
        return db.scalar(select(Address.proven_at).where(Address.id == registration.address_id))

    page = client.get(gate)
    assert "Yes, it is mine" in page.text
    assert proven() is None
    client.post(gate)
    assert proven() == NOON
    assert "Yes, it is mine" not in client.get(gate).text


def test_who_has_not_proven_the_address_joins_with_one_press(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting
) -> None:
    registration = make_registration(db, sitting=sitting, proven=False)
    at(app, sitting.starts_at)

    assert client.post(gate_of(app, registration)).headers["Refresh"].endswith(LINK)
    assert pressed(db) == 1


def test_the_newest_open_room_is_used(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    sitting.rooms[0].closed_at = NOON
    sitting.rooms.append(LiveRoom(link="https://other.example/2", opened_at=NOON))
    db.flush()
    at(app, sitting.starts_at)

    answer = client.post(gate_of(app, registration))

    assert answer.headers["Refresh"] == "0; url=https://other.example/2"


def test_a_place_in_the_second_sitting_is_for_the_second_sitting(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    first, second = make_webinar(db, sittings=2).sittings
    registration = make_registration(db, sitting=second)

    at(app, first.starts_at)
    assert (
        "appears here on 10 March at 18:45, 15 minutes"
        in client.get(gate_of(app, registration)).text
    )
    at(app, second.starts_at)
    client.post(gate_of(app, registration))

    assert db.scalars(select(Intent.sitting_id)).all() == [second.id]


def test_the_hour_is_told_by_the_readers_clock(
    app: WebinarsApp, client: FlaskClient, registration: Registration
) -> None:
    page = client.get(gate_of(app, registration) + "?zone=Asia/Kathmandu").text

    assert "17:45 to 19:15" in page
    assert "announced as 13:00 in Geneva" in page


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_gate_asks_few_questions_of_the_database(
    *,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    queries: list[str],
    method: str,
) -> None:
    at(app, sitting.starts_at)
    queries.clear()

    assert client.open(gate_of(app, registration), method=method).status_code == 200
    assert (
        len(queries) == {"GET": 7, "POST": 7}[method]
    )  # the first press also grants a wish for the series
    assert AMINA[0] == registration.person.name
