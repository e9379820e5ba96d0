"""Handing over on a bad day: at night, to a busy host, to a server that fails in each way."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from tests.conftest import NOON
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration, make_registrations
from tests.integration.outbox.hands import hand_over_all
from tests.integration.registrations.reading import letters
from tests.servers.bad_mail import bad_server
from webinars.app.handing import REST, Counter, hand_over_one
from webinars.database import Db
from webinars.outbox import delivery
from webinars.outbox.delivery import A_SECOND, NotDelivered, pace_of, post_office
from webinars.outbox.models import Letter
from webinars.outbox.operations import BACK_OFF
from webinars.outbox.rules import Pace
from webinars.registrations.operations import post_reminders
from webinars.web.requests import WebinarsApp

MIDNIGHT = datetime(2027, 3, 8, 21, tzinfo=UTC)
"""In Nairobi; the sitting is at 15:00 there on 10 March."""


def read(db: Db) -> Letter:
    db.expire_all()
    [letter] = letters(db)
    return letter


def test_a_reminder_waits_for_the_morning_and_leaves_then(db: Db, app: WebinarsApp) -> None:
    make_registration(db, sitting=make_sitting(db))
    post_reminders(db, now=MIDNIGHT)
    app.clock = lambda: MIDNIGHT

    hand_over_all(app)

    db.expire_all()
    [joining] = letters(db, kind="registrations.joining")
    [confirmation] = letters(db, kind="registrations.confirmation")
    morning = datetime(2027, 3, 9, 4, tzinfo=UTC)
    assert confirmation.sent_at == MIDNIGHT
    assert (joining.sent_at, joining.due_at, joining.attempts) == (None, morning, 0)

    app.clock = lambda: morning
    hand_over_all(app)
    db.expire_all()
    assert joining.sent_at == morning


def test_a_reminder_of_a_sitting_before_the_morning_leaves_at_night(
    db: Db, app: WebinarsApp
) -> None:
    sitting = make_sitting(db, starts_at=MIDNIGHT + timedelta(hours=4))
    make_registration(db, sitting=sitting, now=NOON)
    post_reminders(db, now=MIDNIGHT)
    app.clock = lambda: MIDNIGHT

    hand_over_all(app)

    db.expire_all()
    assert {one.sent_at for one in letters(db, kind="registrations.joining")} == {MIDNIGHT}


def test_a_host_gets_no_more_than_its_share_a_second(db: Db, app: WebinarsApp) -> None:
    sitting = make_sitting(db)
    make_registrations(db, sitting=sitting, count=8)
    make_registration(db, sitting=sitting, address="amina@another.example")
    taken: list[EmailMessage] = []

    sent = [hand_over_all(app, taken.append, pace=Pace(2))]
    for second in (1, 2, 3):
        app.clock = lambda second=second: NOON + timedelta(seconds=second)  # type: ignore[misc]
        sent.append(hand_over_all(app, taken.append, pace=Pace(2)))

    assert sent == [4, 2, 2, 1]
    assert any("another.example" in message["To"] for message in taken[:4])


@pytest.mark.parametrize(
    ("answers", "error", "given_up"),
    [
        ({"RCPT": "450 mailbox busy"}, "recipient refused: 450", 0),
        ({"RCPT": "550 no such user"}, "recipient refused: 550", 1),
        ({"MAIL": "451 later"}, "server answered 451", 0),
        ({"END": "554 spam"}, "server answered 554", 1),
        ({"END": "452 disk full"}, "server answered 452", 0),
        ({"END": None}, "SMTPServerDisconnected", 0),
        ({"DATA": None}, "SMTPServerDisconnected", 0),
        ({"GREETING": "421 closing"}, "server answered 421", 0),
        ({"GREETING": "554 no service"}, "server answered 554", 0),
        ({"GREETING": None}, "SMTPServerDisconnected", 0),
        ({"EHLO": None}, "SMTPServerDisconnected", 0),
    ],
)
def test_each_fault_of_a_server_is_noted_and_tried_again_or_given_up(
    db: Db, app: WebinarsApp, answers: dict[str, str | None], error: str, given_up: int
) -> None:
    make_registration(db, sitting=make_sitting(db))

    with bad_server(**answers) as server:
        office = post_office(f"smtp://127.0.0.1:{server.port}", app.settings.data)
        hand_over_one(app, office)

    letter = read(db)
    assert letter.last_error == error
    assert (letter.failed_at is not None) == given_up
    assert letter.sent_at is None
    if not given_up:
        assert letter.due_at == NOON + BACK_OFF[0]


@pytest.mark.parametrize("goodbye", ["500 what", None, "421 gone"])
def test_a_bad_goodbye_after_the_letter_was_taken_repeats_nothing(
    db: Db, app: WebinarsApp, goodbye: str | None
) -> None:
    make_registration(db, sitting=make_sitting(db))

    with bad_server(QUIT=goodbye) as server:
        office = post_office(f"smtp://127.0.0.1:{server.port}", app.settings.data)
        hand_over_all(app, office)

    assert read(db).sent_at == NOON
    assert len(server.kept) == 1


def test_a_server_that_takes_the_letter_and_drops_the_line_gets_it_again_under_one_id(
    db: Db, app: WebinarsApp
) -> None:
    make_registration(db, sitting=make_sitting(db))

    with bad_server(END=None) as server:
        office = post_office(f"smtp://127.0.0.1:{server.port}", app.settings.data)
        hand_over_one(app, office)
        server.answers["."] = "250 kept"
        app.clock = lambda: NOON + BACK_OFF[0]
        hand_over_one(app, office)

    ids = [re.findall(r"^Message-ID: (.+?)\r$", one, re.MULTILINE) for one in server.kept]
    assert ids[0] == ids[1]
    assert read(db).sent_at == NOON + BACK_OFF[0]


@pytest.mark.parametrize("word", ["GREETING", "RCPT", "END"])
def test_a_server_that_hangs_is_left_alone_for_a_while(
    db: Db, app: WebinarsApp, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """So that its silence does not hold up every job behind every letter."""
    monkeypatch.setattr(delivery, "TIMEOUT", 0.3)
    make_registrations(db, sitting=make_sitting(db), count=3)

    with bad_server(**{word: "..."}) as server:
        office = post_office(f"smtp://127.0.0.1:{server.port}", app.settings.data)
        counter = Counter(office)
        tried = [hand_over_one(app, counter) for _ in range(3)]
        app.clock = lambda: NOON + REST
        later = hand_over_one(app, counter)

    assert tried == [True, False, False]
    assert later
    db.expire_all()
    assert sorted(one.attempts for one in letters(db)) == [0, 1, 1]
    assert {one.last_error for one in letters(db)} == {"TimeoutError", None}


def test_nobody_listens_is_no_fault_of_the_letter(db: Db, app: WebinarsApp) -> None:
    make_registration(db, sitting=make_sitting(db))
    with bad_server() as server:
        port = server.port

    with pytest.raises(NotDelivered) as caught:
        post_office(f"smtp://127.0.0.1:{port}", app.settings.data)(message_to(AMINA[1]))

    assert (caught.value.final, caught.value.unreachable) == (False, True)


def message_to(address: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "us@example.org", address
    message.set_content("Good day.")
    return message


@pytest.mark.parametrize(
    ("url", "pace"),
    [("", 0), ("smtp://relay.example", A_SECOND), ("smtp://relay.example?pace=0.5", 0.5)],
)
def test_the_pace_stands_in_the_address_of_the_server(url: str, pace: float) -> None:
    assert pace_of(url).a_second == pace
