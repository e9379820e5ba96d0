"""Moving and cancelling what people registered for: first shown, then done, told once."""

import re
from datetime import timedelta

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
from webinars.web.requests import WebinarsApp

LATER = {
    "day": "2027-03-11",
    "hour": "15:00",
    "zone": "Europe/Zurich",
    "minutes": "90",
    "reason": "The hall is closed.",
}
SURE = {"confirmed": "yes"}


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
    assert "has this time and venue already" in again.text
    assert "2 letters leave in two minutes." in told


def test_two_who_move_the_same_sitting_do_not_undo_each_other_unseen(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    page = secretariat.get(address(webinar, "reschedule")).text
    seen = re.findall(r'name="seen" value="([0-9a-f]{16})"', page)[0]
    shown = secretariat.post(address(webinar, "reschedule"), data=LATER | {"seen": seen}).text
    other = LATER | SURE | {"day": "2027-03-12"}
    secretariat.post(address(webinar, "reschedule"), data=other | {"seen": seen})

    late = secretariat.post(address(webinar, "reschedule"), data=LATER | SURE | {"seen": seen})

    db.expire_all()
    assert f'name="seen" value="{seen}"' in shown
    assert late.status_code == 409
    assert "Somebody else changed this while you wrote." in late.text
    assert 'value="2027-03-11"' in late.text
    sitting = db.scalars(select(Sitting).order_by(Sitting.id).limit(1)).one()
    assert sitting.starts_at.isoformat() == "2027-03-12T14:00:00+00:00"


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"reason": " "}, "nothing is written"),
        ({"day": "2027-03-28", "hour": "02:30"}, "skip 2027-03-28 02:30"),
        ({"day": "2027-02-11"}, "is past. Choose a time to come."),
        ({"day": "2027-03-10", "hour": "13:00"}, "has this time and venue already"),
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
    because = {"reason": "No speaker can come."}
    shown = secretariat.post("/secretariat/webinars/one/cancel", data=because)
    assert letters(db, "registrations.webinar_cancelled") == []
    done = secretariat.post("/secretariat/webinars/one/cancel", data=because | SURE)

    db.expire_all()
    assert "See what will be sent" in asked
    assert "Cancel it and write to 2 persons" in shown.text
    assert silent.status_code == 422
    assert done.status_code == 303
    assert webinar.state is WebinarState.CANCELLED
    assert len(letters(db, "registrations.webinar_cancelled")) == 2
    assert "No speaker can come." in secretariat.get("/webinars/one").text


def test_one_of_two_sittings_is_cancelled_and_the_other_stays(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    done = secretariat.post(address(webinar, "cancel"), data={"reason": "No interpreter."} | SURE)

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


def held_now(page: str) -> list[str]:
    return re.findall(r'action="(/secretariat/webinars/one/undo/[a-z0-9]+)"', page)


def test_the_preview_shows_the_letter_in_each_language_and_opens_nothing(
    secretariat: FlaskClient, webinar: Webinar
) -> None:
    page = secretariat.post(address(webinar, "reschedule"), data=LATER | {"venue": "Room A"})

    assert "English: Moved to 11 March: Assessing needs together" in unmarked(page.text)
    assert "French: Déplacé au 11 mars" in unmarked(page.text)
    assert "One can also come to a room: Room A." in page.text
    assert "/my/…" in page.text
    assert "/my/a" not in page.text


def test_the_preview_of_a_cancellation_shows_the_letters(
    secretariat: FlaskClient, webinar: Webinar
) -> None:
    because = {"reason": "No speaker can come."}

    page = secretariat.post("/secretariat/webinars/one/cancel", data=because).text

    assert page.count("<summary>") == 2
    assert page.count("It takes the entry out of the calendar.") == 2
    assert page.count("No speaker can come.") == 4  # the answer, both letters, the hidden field
    assert webinar.state is WebinarState.OPEN


def test_a_move_is_taken_back_with_one_button_and_the_seconds_are_told(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    secretariat.post(address(webinar, "reschedule"), data=LATER | SURE)
    app.clock = lambda: NOON + timedelta(seconds=25)
    page = secretariat.get("/secretariat/webinars/one").text

    answer = secretariat.post(held_now(page)[0])

    db.expire_all()
    sitting = webinar.sittings[0]
    assert "2 letters leave in 95 seconds" in unmarked(page)
    assert answer.status_code == 303
    assert (sitting.starts_at, sitting.sequence) == (TENTH_OF_MARCH, 2)
    assert all(one.withdrawn_at for one in letters(db, "registrations.rescheduled"))
    after = secretariat.get("/secretariat/webinars/one").text
    assert "Taken back. No letter about it leaves" in after
    assert held_now(after) == []


def test_after_two_minutes_there_is_no_button_and_its_address_says_so(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    secretariat.post(address(webinar, "reschedule"), data=LATER | SURE)
    path = held_now(secretariat.get("/secretariat/webinars/one").text)[0]
    app.clock = lambda: NOON + timedelta(minutes=2)

    answer = secretariat.post(path)
    page = secretariat.get("/secretariat/webinars/one").text

    db.expire_all()
    assert answer.status_code == 303
    assert "It can no longer be taken back: the letters are on their way." in page
    assert held_now(page) == []
    assert webinar.sittings[0].starts_at != TENTH_OF_MARCH


def test_a_change_of_another_webinar_is_not_found(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    make_webinar(db, slug="two")
    secretariat.post(address(webinar, "reschedule"), data=LATER | SURE)
    path = held_now(secretariat.get("/secretariat/webinars/one").text)[0]

    assert secretariat.post(path.replace("/one/", "/two/")).status_code == 404
    assert secretariat.post(f"{path}x").status_code == 404


def test_another_title_leads_to_a_preview_and_letters(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    text = {"title": "Needs first", "abstract": "New.", "questions": "", "state": "ready"}
    saved = secretariat.post("/secretariat/webinars/one/texts/en", data=text)
    db.expire_all()
    kept = webinar.texts[0].title, webinar.texts[0].abstract
    asked = secretariat.get(saved.headers["Location"]).text
    path = "/secretariat/webinars/one/rename/en"
    shown = secretariat.post(path, data={"title": "Needs first"}).text
    done = secretariat.post(path, data={"title": "Needs first"} | SURE)

    db.expire_all()
    assert saved.headers["Location"] == f"{path}?title=Needs+first"
    assert kept == ("Assessing needs together", "New.")
    assert "Saved, but for the title" in asked
    assert 'value="Needs first"' in asked
    assert "English: New title: Needs first" in unmarked(shown)  # Jean has no French text to read
    assert "Change it and write to 2 persons" in shown
    assert done.status_code == 303
    assert webinar.texts[0].title == "Needs first"
    assert len(letters(db, "registrations.amended")) == 2


def test_a_text_saved_with_its_title_as_it_was_writes_to_nobody(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    text = {"title": "Assessing needs together", "abstract": "New.", "state": "ready"}

    answer = secretariat.post("/secretariat/webinars/one/texts/en", data=text)

    db.expire_all()
    assert answer.headers["Location"] == "/secretariat/webinars/one/texts/en"
    assert webinar.texts[0].abstract == "New."
    assert letters(db, "registrations.amended") == []
    assert webinar.sittings[0].sequence == 0


def unmarked(page: str) -> str:
    return re.sub(r"</?(bdi|time)[^>]*>", "", page)
