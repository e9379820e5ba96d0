"""The live board and the moderator's page, while a sitting runs."""

import pytest
from flask.testing import FlaskClient

from tests.factories.attendance import make_holding
from tests.factories.desk import make_appearance
from tests.factories.registrations import make_registration
from tests.integration.live.pages.moments import START, at, gate_of, minute, signed_in
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.live.models import Way
from webinars.live.operations import ask, press, show
from webinars.programme.models import Part, Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp


def test_the_moderator_takes_questions_by_her_own_link(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    moderator = make_appearance(0, part=Part.MODERATOR)
    speaker = make_appearance(1)
    sitting.webinar.appearances += [moderator, speaker]
    db.flush()
    at(app, START)
    question = ask(
        db,
        registration=registration,
        text="Who pays?",
        language=Language.ENGLISH,
        named=False,
        now=START,
    )
    token = app.keyring.token(Purpose.JOIN, moderator.public_id, moderator.generation)
    home = f"/join/{token}/questions"
    assert "Who pays?" in client.get(home).text
    assert home in client.get(f"/join/{token}").text

    for act, words in (
        ("later", "The answer comes in writing."),
        ("aloud", "Answered in the sitt"),
    ):
        client.post(f"{home}/{question.public_id}/{act}")
        assert words in client.get(home).text
        mine = app.keyring.token(Purpose.MY, registration.public_id, registration.generation)
        assert words in client.get(f"/my/{mine}/questions").text

    other = app.keyring.token(Purpose.JOIN, speaker.public_id, speaker.generation)
    assert client.get(f"/join/{other}/questions").status_code == 404
    assert client.post(f"{home}/{question.public_id}/eat").status_code == 404
    assert client.get(f"{gate_of(app, registration)}/questions").status_code == 404


def test_others_support_a_question_once_and_take_it_back(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    at(app, START)
    question = ask(
        db,
        registration=registration,
        text="Who pays?",
        language=Language.ENGLISH,
        named=False,
        now=START,
    )
    other = make_registration(db, sitting=sitting, name="Juma Mfano", address="juma@example.org")
    token = app.keyring.token(Purpose.MY, other.public_id, other.generation)
    vote = f"/my/{token}/questions/{question.public_id}/vote"
    assert client.post(vote).status_code == 409  # nobody has shown it
    show(db, question=question, by="officer", now=START)
    db.flush()

    client.post(vote)
    supported = client.get(f"/my/{token}").text
    client.post(vote)

    assert "I no longer need this answer" in supported
    assert "I want this answered too" in client.get(f"/my/{token}").text
    own = app.keyring.token(Purpose.MY, registration.public_id, registration.generation)
    assert client.post(f"/my/{own}/questions/{question.public_id}/vote").status_code == 409


def board_of(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/board"


def test_the_board_says_who_came_and_two_buttons_make_the_hours(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
) -> None:
    at(app, minute(2))
    officer = signed_in(db, client, minute(2))
    for _ in range(2):
        press(db, registration=registration, way=Way.ROOM, language=Language.ENGLISH, now=minute(1))
    page = officer.get(board_of(sitting)).text
    assert "1 of 1" in page
    assert "English: 1" in page
    assert "Nothing that we know of." in page
    assert officer.post(f"{board_of(sitting)}/over").status_code == 409
    assert officer.post(f"{board_of(sitting)}/began", follow_redirects=True).status_code == 200

    at(app, minute(91))
    done = officer.post(f"{board_of(sitting)}/over", follow_redirects=True)

    held = newest_holding(db, sitting=sitting)
    assert "Over at 14:31." in done.text
    assert held is not None
    assert (held.started_at, held.ended_at, held.source) == (minute(2), minute(91), "manual")
    assert officer.post(f"{board_of(sitting)}/slept").status_code == 404


def test_hours_that_were_written_elsewhere_hold_on_the_board_too(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting
) -> None:
    make_holding(db, sitting=sitting)
    at(app, minute(100))

    page = signed_in(db, client, minute(100)).get(board_of(sitting)).text

    assert "by the clock in Geneva" in page
    assert "Not begun yet." not in page
    assert "It has begun now" not in page


@pytest.mark.parametrize("people", [1, 4])
def test_the_board_asks_as_much_of_the_database_however_many_come(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    queries: list[str],
    people: int,
) -> None:
    at(app, minute(1))
    officer = signed_in(db, client, minute(1))
    for number in range(people):
        mine = make_registration(
            db, sitting=sitting, name=f"Person {number}", address=f"p{number}@example.org"
        )
        press(db, registration=mine, way=Way.ROOM, language=Language.ENGLISH, now=minute(1))
    db.expire_all()
    queries.clear()

    officer.get(board_of(sitting))

    assert len(queries) == 19


def test_a_stream_that_is_no_link_is_asked_again(officer: FlaskClient, sitting: Sitting) -> None:
    answer = officer.post(
        f"{board_of(sitting)}/door", data={"full": "y", "overflow": "javascript:alert(1)"}
    )

    assert answer.status_code == 422
    assert "Write the whole link of the stream" in answer.text
