"""The join gate stays shut, with a sentence, for whom and when it must."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.integration.live.gate.gates import at, gate_of, minutes, pressed
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Sitting, WebinarState
from webinars.registrations.models import Approval, PlaceState, Registration
from webinars.registrations.operations import cancel
from webinars.web.requests import WebinarsApp


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
        assert '<a class="btn" href="/my">Send my link again</a>' in answer.text


def test_a_revoked_token_opens_nothing(
    db: Db, app: WebinarsApp, client: FlaskClient, registration: Registration
) -> None:
    gate = gate_of(app, registration)
    registration.generation += 1
    db.flush()

    assert client.get(gate).status_code == 404
