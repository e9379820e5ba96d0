"""No more letters of a topic: one click from the mail program, one button on a page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting
from tests.factories.registrations import make_registration
from tests.integration.outbox.hands import hand_over_all, headers_of
from tests.integration.registrations.reading import letters
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter, OptOut
from webinars.outbox.queries import topics_declined
from webinars.outbox.rendering import TOPICS
from webinars.privacy.operations import erase
from webinars.registrations.operations import post_reminders
from webinars.web.requests import WebinarsApp

DAY_BEFORE = TENTH_OF_MARCH - timedelta(hours=20)


def reminder(db: Db, name: str = AMINA[0], address: str = AMINA[1]) -> Letter:
    make_registration(db, sitting=make_sitting(db), name=name, address=address)
    post_reminders(db, now=DAY_BEFORE)
    db.flush()
    return letters(db, kind="registrations.reminder_day", address=address)[0]


def way_out(app: WebinarsApp, letter: Letter) -> str:
    return f"/letters/{app.keyring.token(Purpose.LETTERS, letter.public_id, 1)}"


def test_a_reminder_says_how_to_end_it_and_a_confirmation_does_not(
    db: Db, app: WebinarsApp
) -> None:
    letter = reminder(db)
    address = f"<{app.settings.base_url}{way_out(app, letter)}>"

    sent = headers_of(app, DAY_BEFORE)

    confirmation, *reminders = [sent[key] for key in sorted(sent)]
    told = [message["List-Unsubscribe"] for message in reminders]
    assert confirmation["List-Unsubscribe"] is None
    assert address in told
    assert {m["List-Unsubscribe-Post"] for m in reminders} == {"List-Unsubscribe=One-Click"}


def test_one_click_ends_the_topic_without_a_cookie(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    letter = reminder(db)

    answer = client.post(way_out(app, letter), data={"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, answer.data) == (200, b"")
    assert topics_declined(db, address=AMINA[1].upper()) == {"reminders"}
    app.clock = lambda: DAY_BEFORE
    hand_over_all(app)
    db.expire_all()
    ends = {one.kind: bool(one.sent_at) for one in letters(db)}
    assert ends == {
        "registrations.confirmation": True,
        "registrations.joining": False,
        "registrations.reminder_day": False,
    }


def test_opening_the_address_changes_nothing(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    letter = reminder(db)

    page = client.get(way_out(app, letter))

    assert "No more of these letters?" in page.text
    assert "Reminders before a sitting" in page.text
    assert db.query(OptOut).count() == 0


def test_the_button_ends_it_and_another_brings_it_back(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    address = way_out(app, reminder(db))

    assert client.post(address).headers["Location"] == address
    assert client.post(address).status_code == 303  # twice is once
    assert "You get no more of these letters" in client.get(address).text
    client.post(address, data={"again": "1"})

    assert topics_declined(db, address=AMINA[1]) == frozenset()


def test_another_site_cannot_press_it(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    letter = reminder(db)
    headers = {"Origin": "https://elsewhere.example"}

    assert client.post(way_out(app, letter), headers=headers).status_code == 403


def test_what_must_be_known_cannot_be_declined(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    make_registration(db, sitting=make_sitting(db))

    assert client.get(way_out(app, letters(db)[0])).status_code == 404
    assert client.get("/letters/nothing").status_code == 404


def test_one_persons_choice_is_not_anothers(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    client.post(way_out(app, reminder(db)))

    assert topics_declined(db, address=JUMA[1]) == frozenset()


@pytest.mark.parametrize("kept", [["reminders"], ["reminders", "follow-up"], []])
def test_her_page_keeps_what_she_chooses(
    db: Db, app: WebinarsApp, client: FlaskClient, kept: list[str]
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    page = f"/my/{app.keyring.token(Purpose.MY, mine.public_id, mine.generation)}"

    assert client.post(f"{page}/letters", data={"topics": kept}).status_code == 303

    every = set(TOPICS)
    assert topics_declined(db, address=AMINA[1]) == every - set(kept)
    checked = client.get(page).text.count('name="topics"') - len(every - set(kept))
    assert client.get(page).text.count(" checked") >= checked


def test_an_erasure_forgets_what_she_chose(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    letter = reminder(db)
    client.post(way_out(app, letter))
    mine = make_registration(db, sitting=make_sitting(db))

    erase(db, person=mine.person, now=NOON)

    assert db.query(OptOut).count() == 0
