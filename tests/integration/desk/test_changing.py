"""Moving and cancelling what people registered for: first shown, then done, told once."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting, Webinar, WebinarState

LATER = {
    "day": "2027-03-11",
    "hour": "15:00",
    "zone": "Europe/Zurich",
    "minutes": "90",
    "reason": "The hall is closed.",
}


@pytest.fixture
def webinar(db: Db) -> Webinar:
    """An open webinar with two sittings; two persons have places in the first."""
    webinar = make_webinar(db, slug="one", title="Assessing needs together", sittings=2)
    first = webinar.sittings[0]
    make_registration(db, sitting=first, name="Amina", address="amina@office.example")
    make_registration(
        db, sitting=first, name="Jean", address="jean@office.example", language=Language.FRENCH
    )
    return webinar


def address(webinar: Webinar, act: str) -> str:
    return f"/secretariat/webinars/one/{act}/{webinar.sittings[0].public_id}"


def letters(db: Db, kind: str) -> list[Letter]:
    return list(db.scalars(select(Letter).where(Letter.kind == kind)))


def test_a_move_is_shown_before_it_is_done(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    page = secretariat.post(address(webinar, "reschedule"), data=LATER)

    assert page.status_code == 200
    assert "2 persons will be written to." in page.text
    assert "English: 1" in page.text
    assert "French: 1" in page.text
    assert "Announced as 15:00 to 16:30 in Geneva, 14:00 UTC" in page.text
    assert "Move it and write to 2 persons" in page.text
    assert webinar.sittings[0].starts_at == TENTH_OF_MARCH
    assert letters(db, "registrations.rescheduled") == []


def test_a_confirmed_move_is_done_and_told_once(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    answer = secretariat.post(address(webinar, "reschedule"), data=LATER | {"confirmed": "yes"})
    told = secretariat.get("/secretariat/webinars/one").text
    again = secretariat.post(address(webinar, "reschedule"), data=LATER | {"confirmed": "yes"})

    db.expire_all()
    sitting = db.scalars(select(Sitting).order_by(Sitting.id).limit(1)).one()
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/secretariat/webinars/one"
    assert sitting.starts_at.isoformat() == "2027-03-11T14:00:00+00:00"
    assert sitting.sequence == 1
    assert {letter.language for letter in letters(db, "registrations.rescheduled")} == {"en", "fr"}
    assert again.status_code == 409
    assert "has this time already" in again.text
    assert "2 letters are on their way" in told


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"reason": " "}, "nothing is written"),
        ({"day": "2027-03-28", "hour": "02:30"}, "skip 2027-03-28 02:30"),
        ({"day": "2027-02-11"}, "is past. Choose a time to come."),
        ({"day": "2027-03-10", "hour": "13:00"}, "has this time already"),
        ({"zone": "Mars/Olympus"}, "Choose one of the answers offered."),
        ({"minutes": "1000"}, "Write a number from 5 to 720."),
        ({"day": "2027-02-30"}, "Write a day that the calendar has"),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_a_sentence(
    db: Db,
    secretariat: FlaskClient,
    webinar: Webinar,
    over: dict[str, str],
    sentence: str,
) -> None:
    page = secretariat.post(
        address(webinar, "reschedule"), data=LATER | over | {"confirmed": "yes"}
    )

    assert page.status_code in {409, 422}
    assert sentence in page.text
    assert "Error: Move a sitting" in page.text
    assert webinar.sittings[0].starts_at == TENTH_OF_MARCH
    assert letters(db, "registrations.rescheduled") == []


def test_the_hour_of_the_twin_sitting_is_taken(secretariat: FlaskClient, webinar: Webinar) -> None:
    taken = {"day": "2027-03-10", "hour": "17:00", "confirmed": "yes"}

    page = secretariat.post(address(webinar, "reschedule"), data=LATER | taken)

    assert page.status_code == 409
    assert "has, or had, a sitting that begins at that time" in page.text


def test_a_webinar_is_cancelled_with_a_reason_and_everybody_is_told(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    asked = secretariat.get("/secretariat/webinars/one/cancel").text
    silent = secretariat.post("/secretariat/webinars/one/cancel", data={"reason": ""})
    done = secretariat.post(
        "/secretariat/webinars/one/cancel", data={"reason": "No speaker can come."}
    )

    db.expire_all()
    assert "Cancel it and write to 2 persons" in asked
    assert silent.status_code == 422
    assert done.status_code == 303
    assert webinar.state is WebinarState.CANCELLED
    assert len(letters(db, "registrations.webinar_cancelled")) == 2
    assert "No speaker can come." in secretariat.get("/webinars/one").text


def test_one_of_two_sittings_is_cancelled_and_the_other_stays(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    done = secretariat.post(address(webinar, "cancel"), data={"reason": "No interpreter."})

    db.expire_all()
    first, second = webinar.sittings
    assert done.status_code == 303
    assert first.cancelled_at == NOON
    assert second.cancelled_at is None
    assert webinar.state is WebinarState.OPEN
    assert len(letters(db, "registrations.webinar_cancelled")) == 2


def test_the_last_sitting_is_not_cancelled_alone(db: Db, secretariat: FlaskClient) -> None:
    webinar = make_webinar(db, slug="one")

    page = secretariat.post(address(webinar, "cancel"), data={"reason": "No room."})

    assert page.status_code == 409
    assert "This is the only sitting left." in page.text


@pytest.mark.parametrize(
    ("act", "where"),
    [
        ("reschedule", "/secretariat/sittings/{}/edit"),
        ("cancel", "/secretariat/webinars/one/drop"),
    ],
)
def test_a_draft_that_nobody_knows_is_changed_elsewhere(
    db: Db, secretariat: FlaskClient, act: str, where: str
) -> None:
    webinar = make_webinar(db, slug="one", state=WebinarState.DRAFT)
    path = "/secretariat/webinars/one/cancel" if act == "cancel" else address(webinar, act)

    answer = secretariat.get(path)

    assert answer.headers["Location"] == where.format(webinar.sittings[0].public_id)


@pytest.mark.usefixtures("webinar")
def test_a_sitting_of_another_webinar_is_not_found(db: Db, secretariat: FlaskClient) -> None:
    other = make_webinar(db, slug="two")
    path = f"/secretariat/webinars/one/reschedule/{other.sittings[0].public_id}"

    assert secretariat.get(path).status_code == 404


def test_a_form_without_its_key_is_refused(secretariat: FlaskClient, webinar: Webinar) -> None:
    del secretariat.environ_base["HTTP_X_CSRFTOKEN"]

    answer = secretariat.post("/secretariat/webinars/one/cancel", data={"reason": "No."})

    assert answer.status_code == 400
    assert webinar.state is WebinarState.OPEN
