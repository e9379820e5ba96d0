"""Invited, moved, passed on, cancelled: what arrives by mail leaves exactly the right entries.

Each letter is handed to a real mail server, parsed from its bytes, and taken by a
calendar that was written apart from the product.
"""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import passing_on
from tests.integration.registrations.stories import METHODS, THURSDAY, message_of, told
from tests.integration.registrations.test_delivery import free_port
from tests.readers import icaljs, libical
from tests.readers.calendar import Calendar, Message, read
from tests.servers.mail import Mailbox, mail_server
from webinars.app.working import hand_over_one
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.delivery import PostOffice, post_office
from webinars.registrations.models import Registration
from webinars.registrations.operations import (
    Colleague,
    cancel,
    move,
    reschedule_announced,
    substitute,
    undo_substitution,
)
from webinars.web.requests import WebinarsApp


class House:
    """The product at a moment that passes, with a mail server on loopback."""

    def __init__(self, db: Db, app: WebinarsApp, office: PostOffice, mailbox: Mailbox) -> None:
        self.db, self.app, self.office, self.mailbox = db, app, office, mailbox
        self.now = NOON
        self.messages: list[tuple[str, Message]] = []

    def later(self) -> datetime:
        """Let five minutes pass: longer than a change is held back."""
        self.now += timedelta(minutes=5)
        self.app.clock = lambda: self.now
        return self.now

    def deliver(self) -> list[tuple[str, str]]:
        """Hand over all that is due; return who got which method, in order."""
        self.db.flush()
        self.later()
        before = len(self.mailbox.messages)
        while hand_over_one(self.app, self.office):
            pass
        fresh = [taken(message) for message in self.mailbox.messages[before:]]
        sent = [one for one in fresh if one is not None]
        self.messages += sent
        return [(to, message.method) for to, message in sent]

    def calendar(self, owner: str) -> Calendar:
        """Return the calendar of a mailbox that took every message in the order of arrival."""
        return calendar_of(owner, [message for to, message in self.messages if to == owner])


def calendar_of(owner: str, messages: list[Message]) -> Calendar:
    calendar = Calendar(owner)
    for message in messages:
        calendar.take(message)
    return calendar


def taken(message: EmailMessage) -> tuple[str, Message] | None:
    """Return recipient and iTIP message of a letter, if it carries one."""
    bodies = calendars_in(message)
    if not bodies:
        return None
    alternative, attached = bodies
    assert alternative == attached, "both parts say the same"
    if libical.FOUND:
        assert libical.faults(attached) == 0
    return message["To"].addresses[0].addr_spec, read(attached)


def calendars_in(message: EmailMessage) -> list[bytes]:
    parts = [part for part in message.walk() if not part.is_multipart()]
    wanted = {"text/calendar", "application/ics"}
    found = [part.get_payload(decode=True) for part in parts if part.get_content_type() in wanted]
    return [body for body in found if isinstance(body, bytes)]


@pytest.fixture
def house(db: Db, app: WebinarsApp) -> Iterator[House]:
    port = free_port()
    with mail_server(port) as mailbox:
        office = post_office(f"smtp://127.0.0.1:{port}", app.settings.data / "letters")
        yield House(db, app, office, mailbox)


def invited(house: House) -> Registration:
    sitting = make_webinar(house.db, sittings=2, title="Needs; first, “all”").sittings[0]
    return make_registration(house.db, sitting=sitting, now=house.later())


def test_invite_reschedule_substitute_cancel_leaves_the_right_entries(house: House) -> None:
    amina, juma = AMINA[1], JUMA[1]
    mine = invited(house)
    assert house.deliver() == [(amina, "REQUEST")]
    assert house.calendar(amina).starts() == ["20270310T120000Z"]

    first = mine.places[0].sitting
    reschedule_announced(
        house.db, sitting=first, slot=THURSDAY, reason="Snow.", by="otto", now=house.later()
    )
    assert house.deliver() == [(amina, "REQUEST")]
    assert house.calendar(amina).starts() == ["20270311T140000Z"]

    colleague = Colleague(JUMA[0], juma, Language.FRENCH)
    by, moment = mine.public_id, house.later()
    substitute(house.db, registration=mine, colleague=colleague, by=by, now=moment)
    assert sorted(house.deliver()) == [(amina, "CANCEL"), (juma, "REQUEST")]
    assert house.calendar(amina).starts() == []
    assert house.calendar(juma).starts() == ["20270311T140000Z"]

    cancel(
        house.db, registration=passing_on(house.db, mine).successor, by="otto", now=house.later()
    )
    assert house.deliver() == [(juma, "CANCEL")]
    assert house.calendar(amina).starts() == house.calendar(juma).starts() == []

    told_of = [message for _, message in house.messages]
    assert {message.uid.partition("@")[0] for message in told_of} == {first.public_id}
    assert {message.organizer for message in told_of} == {"mailto:webinars@example.org"}


def test_a_place_that_is_taken_back_is_in_the_first_calendar_again(house: House) -> None:
    mine = invited(house)
    colleague = Colleague(JUMA[0], JUMA[1], Language.ENGLISH)
    by = mine.public_id
    moment = house.later()
    substitute(house.db, registration=mine, colleague=colleague, by=by, now=moment)
    house.deliver()

    undo_substitution(house.db, substitution=passing_on(house.db, mine), by=by, now=house.later())
    house.deliver()

    assert house.calendar(AMINA[1]).starts() == ["20270310T120000Z"]
    assert house.calendar(JUMA[1]).starts() == []


def test_the_order_in_which_letters_arrive_does_not_matter(house: House) -> None:
    """Mail is late at times: SEQUENCE and DTSTAMP say which of two is newer."""
    mine = invited(house)
    house.deliver()
    twin = mine.webinar.sittings[1]
    move(house.db, registration=mine, to=twin.public_id, by="otto", now=house.later())
    house.deliver()
    reschedule_announced(
        house.db, sitting=twin, slot=THURSDAY, reason="Snow.", by="otto", now=house.later()
    )
    house.deliver()
    messages = [message for _, message in house.messages]
    assert [message.method for message in messages] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]

    ends = {
        tuple(calendar_of(AMINA[1], list(order)).starts())
        for order in itertools.permutations(messages)
    }

    assert ends == {("20270311T140000Z",)}


@pytest.mark.parametrize("kind", METHODS)
def test_each_calendar_part_is_accepted_by_both_readers(
    db: Db, app: WebinarsApp, kind: str
) -> None:
    """Libical checks the restrictions of RFC 5546, ical.js the hours; each where it is found."""
    mine, letter = told(db, kind, Language.ARABIC)
    message = message_of(app, letter)
    assert message is not None
    body = calendars_in(message)[0]
    if libical.FOUND:
        assert libical.faults(body) == 0
    icaljs.skip_without()

    understood = icaljs.read(body)

    [entry] = understood["entries"]
    sitting = next(one for one in mine.webinar.sittings if entry["uid"].startswith(one.public_id))
    assert understood["method"] == METHODS[kind]
    assert datetime.fromisoformat(entry["start"]) == sitting.starts_at
    assert datetime.fromisoformat(entry["end"]) == sitting.ends_at
    assert entry["attendees"] == [f"mailto:{letter.address}"]


@pytest.mark.skipif(libical.FOUND is None, reason="libical is not installed")
def test_libical_would_refuse_an_invitation_to_nobody(db: Db, app: WebinarsApp) -> None:
    _, letter = told(db, "confirmation", Language.ENGLISH)
    message = message_of(app, letter)
    assert message is not None
    body = calendars_in(message)[0]

    assert libical.faults(body.replace(b"\r\nATTENDEE", b"\r\nX-ATTENDEE")) > 0
