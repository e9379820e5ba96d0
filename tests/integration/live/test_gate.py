"""The join gate: one link, early, open, late, and for whom it stays shut."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.live.models import Intent, Way
from webinars.live.queries import (
    intents,
    joined_registration_ids,
    persons_who_meant_to_join,
)
from webinars.people.models import Address
from webinars.people.operations import merge
from webinars.programme.models import LiveRoom, Sitting, WebinarState
from webinars.registrations.models import Approval, PlaceState, Registration
from webinars.registrations.operations import cancel
from webinars.web.requests import WebinarsApp

LINK = "https://rooms.example/j/1"


def gate_of(app: WebinarsApp, registration: Registration, purpose: Purpose = Purpose.JOIN) -> str:
    token = app.keyring.token(purpose, registration.public_id, registration.generation)
    return f"/join/{token}"


def at(app: WebinarsApp, moment: datetime) -> None:
    app.clock = lambda: moment


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def pressed(db: Db) -> int:
    return db.scalar(select(func.count()).select_from(Intent)) or 0


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_sitting(db)


@pytest.fixture
def registration(db: Db, sitting: Sitting) -> Registration:
    return make_registration(db, sitting=sitting)


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

    assert "+254 00 000 0000" in gate.text
    assert "+254 00 000 0000" in answer.text
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


@pytest.mark.parametrize("when", [-600, -16, 90])
def test_a_press_outside_the_hours_records_nothing(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    when: int,
) -> None:
    at(app, sitting.starts_at + minutes(when))

    answer = client.post(gate_of(app, registration))

    assert (answer.status_code, answer.location) == (303, gate_of(app, registration))
    assert pressed(db) == 0


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


def shut_cancelled(db: Db, registration: Registration) -> None:
    cancel(db, registration=registration, by=registration.public_id, now=NOON)


def shut_webinar(db: Db, registration: Registration) -> None:
    webinar = registration.webinar
    webinar.state, webinar.cancelled_at = WebinarState.CANCELLED, NOON
    db.flush()


def shut_sitting(db: Db, registration: Registration) -> None:
    registration.places[0].sitting.cancelled_at = NOON
    db.flush()


def shut_waiting(db: Db, registration: Registration) -> None:
    registration.places[0].state = PlaceState.WAITING
    db.flush()


def shut_pending(db: Db, registration: Registration) -> None:
    registration.approval = Approval.PENDING
    db.flush()


def shut_room(db: Db, registration: Registration) -> None:
    registration.places[0].sitting.rooms[0].closed_at = NOON
    db.flush()


@pytest.mark.parametrize(
    ("shut", "title"),
    [
        (shut_cancelled, "Your registration was cancelled"),
        (shut_webinar, "This webinar does not take place as announced"),
        (shut_sitting, "This webinar does not take place as announced"),
        (shut_waiting, "You are in the queue for a place"),
        (shut_pending, "Your registration awaits approval"),
        (shut_room, "The room is not ready yet"),
    ],
)
def test_the_gate_stays_shut_with_a_sentence(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    shut: object,
    title: str,
) -> None:
    assert callable(shut)
    shut(db, registration)
    at(app, sitting.starts_at)

    page = client.get(gate_of(app, registration))
    client.post(gate_of(app, registration))

    assert f"<h1>{title}</h1>" in page.text
    assert "Join now</button>" not in page.text
    assert pressed(db) == 0


def test_the_newest_open_room_is_used(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    sitting.rooms[0].closed_at = NOON
    sitting.rooms.append(LiveRoom(link="https://other.example/2", opened_at=NOON))
    db.flush()
    at(app, sitting.starts_at)

    answer = client.post(gate_of(app, registration))

    assert answer.headers["Refresh"] == "0; url=https://other.example/2"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "rooms.example/1", "https://a.example/\r\nX: y", "https://"]
)
def test_a_link_that_is_no_web_address_is_never_followed(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    link: str,
) -> None:
    sitting.rooms[0].link = link
    db.flush()
    at(app, sitting.starts_at)

    answer = client.post(gate_of(app, registration))

    assert answer.status_code == 200
    assert "Open the room" not in answer.text
    assert "Refresh" not in answer.headers


def test_a_link_in_any_script_is_followed(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    sitting.rooms[0].link = "https://rooms.example/قاعة?a=1;b=é"
    db.flush()
    at(app, sitting.starts_at)

    answer = client.post(gate_of(app, registration))

    leads = "https://rooms.example/%D9%82%D8%A7%D8%B9%D8%A9?a=1;b=%C3%A9"
    assert answer.headers["Refresh"] == f"0; url={leads}"


def test_a_place_in_the_second_sitting_is_for_the_second_sitting(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    first, second = make_webinar(db, sittings=2).sittings
    registration = make_registration(db, sitting=second)

    at(app, first.starts_at)
    assert "appears here at 18:45, 15 minutes before" in client.get(gate_of(app, registration)).text
    at(app, second.starts_at)
    client.post(gate_of(app, registration))

    assert db.scalars(select(Intent.sitting_id)).all() == [second.id]


def test_the_hour_is_told_by_the_readers_clock(
    app: WebinarsApp, client: FlaskClient, registration: Registration
) -> None:
    page = client.get(gate_of(app, registration) + "?zone=Asia/Kathmandu").text

    assert "17:45 to 19:15" in page
    assert "announced as 13:00 in Geneva" in page


@pytest.mark.parametrize("purpose", [Purpose.MY, Purpose.FEEDBACK])
def test_a_token_for_another_purpose_opens_nothing(
    app: WebinarsApp, client: FlaskClient, registration: Registration, purpose: Purpose
) -> None:
    answer = client.get(gate_of(app, registration, purpose))

    assert answer.status_code == 404
    assert "This link is not complete or no longer valid" in answer.text


@pytest.mark.parametrize("token", ["x", "a" * 53, "a" + "é" * 52])
def test_a_forged_token_is_a_404_with_a_sentence(client: FlaskClient, token: str) -> None:
    for answer in (client.get(f"/join/{token}"), client.post(f"/join/{token}")):
        assert answer.status_code == 404
        assert "This link is not complete or no longer valid" in answer.text


def test_a_revoked_token_opens_nothing(
    db: Db, app: WebinarsApp, client: FlaskClient, registration: Registration
) -> None:
    gate = gate_of(app, registration)
    registration.generation += 1
    db.flush()

    assert client.get(gate).status_code == 404


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
