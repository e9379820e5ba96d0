"""Messages to those who registered: previewed, tried on oneself, sent once, taken back."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.accounts.models import Account
from webinars.app.letters import render
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.outbox.rendering import TOPICS
from webinars.programme.models import Webinar
from webinars.registrations.letters import SORTS
from webinars.registrations.models import Message
from webinars.registrations.operations import cancel
from webinars.web.requests import WebinarsApp

PATH = "/secretariat/webinars/one/messages"
WORDS = {
    "audience": "everybody",
    "en-subject": "Bring a question",
    "en-body": "Please bring one.\n\nIt may be <short>.",
    "fr-subject": "Apportez une question",
    "fr-body": "Une seule suffit.",
}
SURE = {"confirmed": "yes"}


@pytest.fixture
def webinar(db: Db) -> Webinar:
    """One place, held by Amina; Jean waits, in French; Juma has cancelled."""
    webinar = make_webinar(db, slug="one", sittings=0)

    sitting = make_sitting(db, webinar=webinar, capacity=1)
    juma = make_registration(db, sitting=sitting, name="Juma", address="juma@office.example")
    cancel(db, registration=juma, by="otto", now=NOON)
    make_registration(db, sitting=sitting, name="Amina", address="amina@office.example")
    make_registration(
        db, sitting=sitting, name="Jean", address="jean@x.example", language=Language.FRENCH
    )
    db.flush()
    return webinar


def letters(db: Db, kind: str = "registrations.message") -> list[Letter]:
    return list(db.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def drafted(secretariat: FlaskClient, **over: str) -> str:
    answer = secretariat.post(f"{PATH}/new", data=WORDS | over)
    assert answer.status_code == 303
    return answer.headers["Location"]


@pytest.mark.usefixtures("webinar")
def test_a_message_is_written_shown_and_sent_once(db: Db, secretariat: FlaskClient) -> None:
    page = drafted(secretariat)
    draft = secretariat.get(page).text
    shown = secretariat.post(f"{page}/send").text
    assert letters(db) == []
    secretariat.post(f"{page}/send", data=SURE)
    again = secretariat.post(f"{page}/send", data=SURE)
    told = secretariat.get(page).text

    assert "2 persons will be written to." in draft
    assert "Bring a question" in shown
    assert "Apportez une question" in shown
    assert "It may be &lt;short&gt;." in shown
    assert "Write to 2 persons" in shown
    assert again.status_code == 303
    assert "This message was sent already." in told
    assert len(letters(db)) == 2


@pytest.mark.usefixtures("webinar")
def test_what_is_sent_is_what_was_shown(db: Db, secretariat: FlaskClient) -> None:
    page = drafted(secretariat)
    first = _print_in(secretariat.get(f"{page}/edit").text)
    shown = _print_in(secretariat.post(f"{page}/send").text)
    other = WORDS | {"en-body": "Bring two."}
    assert secretariat.post(f"{page}/edit", data=other | {"seen": first}).status_code == 303

    late = secretariat.post(f"{page}/edit", data=WORDS | {"seen": first})
    secretariat.post(f"{page}/send", data=SURE | {"seen": shown})
    told = secretariat.get(page).text

    assert late.status_code == 409
    assert "Somebody else changed this while you wrote." in late.text
    assert "Somebody else changed this while you wrote." in told
    assert letters(db) == []
    now_shown = _print_in(secretariat.post(f"{page}/send").text)
    secretariat.post(f"{page}/send", data=SURE | {"seen": now_shown})
    assert len(letters(db)) == 2


def _print_in(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', page)
    assert found
    return found[1]


@pytest.mark.usefixtures("webinar")
def test_its_letters_wait_and_speak_to_each_in_the_own_language(
    db: Db, app: WebinarsApp, secretariat: FlaskClient
) -> None:
    secretariat.post(f"{drafted(secretariat)}/send", data=SURE)

    amina, jean = letters(db)
    said = render(app, jean, NOON + timedelta(minutes=2))
    assert (amina.due_at, jean.language) == (NOON + timedelta(minutes=2), "fr")
    assert said is not None
    assert said.subject == "Apportez une question"
    assert "Une seule suffit." in said.text
    kinds = select(Entry.kind).where(Entry.kind.like("registrations.%message"))
    assert db.scalars(kinds).all() == ["registrations.send_message"]


def test_whoever_declined_messages_is_asked_at_hand_over() -> None:
    assert SORTS["registrations.message"].topic == "messages"
    assert "messages" in TOPICS


@pytest.mark.usefixtures("webinar")
@pytest.mark.parametrize(("audience", "names"), [("confirmed", ["Amina"]), ("waiting", ["Jean"])])
def test_it_goes_to_those_who_are_meant(
    db: Db, secretariat: FlaskClient, audience: str, names: list[str]
) -> None:
    page = drafted(secretariat, audience=audience)

    secretariat.post(f"{page}/send", data=SURE)

    assert [letter.name for letter in letters(db)] == names


@pytest.mark.usefixtures("webinar")
def test_a_language_without_words_reads_another(
    db: Db, app: WebinarsApp, secretariat: FlaskClient
) -> None:
    page = drafted(secretariat, **{"fr-subject": "", "fr-body": ""})
    secretariat.post(f"{page}/send", data=SURE)

    said = render(app, letters(db)[1], NOON + timedelta(minutes=2))

    assert said is not None
    assert said.subject == "Bring a question"
    assert 'lang="en"' in said.html


@pytest.mark.usefixtures("webinar")
def test_it_is_tried_on_oneself_in_each_language_and_opens_nothing(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, otto: Account
) -> None:
    page = drafted(secretariat)

    secretariat.post(f"{page}/test")

    trials = letters(db, "registrations.message_test")
    assert {letter.address for letter in trials} == {otto.email}
    assert {letter.language for letter in trials} == {"en", "fr"}
    said = render(app, trials[0], NOON)
    assert said is not None
    assert "This is a trial: nobody else got it." in said.text
    assert not re.search(r"/my/a\w+", said.text)
    assert letters(db) == []


@pytest.mark.usefixtures("webinar")
def test_it_is_taken_back_within_two_minutes_and_not_later(
    db: Db, app: WebinarsApp, secretariat: FlaskClient
) -> None:
    page = drafted(secretariat)
    secretariat.post(f"{page}/send", data=SURE)
    waiting = secretariat.get(page).text
    secretariat.post(f"{page}/undo")
    draft = secretariat.get(page).text
    secretariat.post(f"{page}/send", data=SURE)
    app.clock = lambda: NOON + timedelta(minutes=2)
    secretariat.post(f"{page}/undo")
    late = secretariat.get(page).text

    assert "in 120 seconds" in waiting
    assert "Taken back: it is a draft again." in draft
    assert "It can no longer be taken back" in late
    assert [letter.withdrawn_at for letter in letters(db)] == [NOON, NOON, None, None]


@pytest.mark.usefixtures("webinar")
def test_a_draft_is_written_anew_and_a_sent_message_is_not(
    db: Db, secretariat: FlaskClient
) -> None:
    page = drafted(secretariat)
    form = secretariat.get(f"{page}/edit").text
    secretariat.post(f"{page}/edit", data=WORDS | {"en-subject": "Bring two"})
    secretariat.post(f"{page}/send", data=SURE)
    refused = secretariat.post(f"{page}/edit", data=WORDS)

    db.expire_all()
    assert 'value="Apportez une question"' in form
    assert refused.status_code == 409
    message = db.scalars(select(Message)).one()
    assert [text.subject for text in message.texts] == ["Bring two", "Apportez une question"]


@pytest.mark.usefixtures("webinar")
@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"en-subject": ""}, "write both a subject and a text, or neither"),
        (dict.fromkeys(WORDS, "") | {"audience": "everybody"}, "in at least one language"),
        ({"audience": "all"}, "Choose one of the answers offered."),
        ({"en-subject": "x" * 201}, "Use at most 200 characters"),
    ],
)
def test_what_is_not_a_message_is_said_and_kept_on_the_page(
    db: Db, secretariat: FlaskClient, over: dict[str, str], sentence: str
) -> None:
    page = secretariat.post(f"{PATH}/new", data=WORDS | over)

    assert page.status_code == 422
    assert sentence in page.text
    assert db.scalars(select(Message)).all() == []


def test_nobody_is_written_to_where_nobody_is(db: Db, secretariat: FlaskClient) -> None:
    make_webinar(db, slug="one")
    page = drafted(secretariat)

    secretariat.post(f"{page}/send", data=SURE)

    assert "Nobody of those you chose has a place" in secretariat.get(page).text
    assert letters(db) == []
    assert "Nothing has been written yet." not in secretariat.get(PATH).text


@pytest.mark.usefixtures("webinar")
def test_a_message_of_another_webinar_is_not_found(db: Db, secretariat: FlaskClient) -> None:
    make_webinar(db, slug="two")
    page = drafted(secretariat).replace("/one/", "/two/")

    assert secretariat.get(page).status_code == 404
    assert secretariat.post(f"{page}/send", data=SURE).status_code == 404
