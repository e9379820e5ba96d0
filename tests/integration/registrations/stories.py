"""How each letter comes about: a story a kind, and the letter as its reader gets it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import vobject

from tests.conftest import NOON
from tests.factories.people import JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_text, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.mime import compose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Content
from webinars.programme.models import Webinar
from webinars.programme.operations import Slot
from webinars.registrations.models import PlaceState, Registration
from webinars.registrations.operations import (
    Wishes,
    cancel,
    cancel_sitting_announced,
    change,
    give_free_places,
    move,
    post_reminders,
    reschedule_announced,
    send_links,
)
from webinars.registrations.operations.telling import tell
from webinars.web.requests import WebinarsApp

THURSDAY = Slot(datetime(2027, 3, 11, 15, 0), "Europe/Zurich", 60)
SENDER = "Technical Assistance Webinars <webinars@example.org>"

Story = Callable[[Db, Webinar, Registration], None]


def two_sittings(db: Db) -> Webinar:
    webinar = make_webinar(db, sittings=2, title="What a small office needs first")
    arabic = make_text(title="ما يحتاج إليه المكتب الصغير أولًا", language=Language.ARABIC)
    webinar.texts.append(arabic)
    db.flush()
    return webinar


def message_of(app: WebinarsApp, letter: Letter) -> EmailMessage | None:
    content = render(app, letter, app.clock())
    return compose(letter, content, sender=SENDER, now=app.clock()) if content else None


def content_of(app: WebinarsApp, letter: Letter) -> Content:
    content = render(app, letter, app.clock())
    assert content is not None, letter.kind
    return content


def event_in(app: WebinarsApp, letter: Letter) -> tuple[str, Any]:
    """Return METHOD and entry, after two readers have taken the calendar part."""
    message = message_of(app, letter)
    assert message is not None
    [part] = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    text = part.get_content()
    calendar = icalendar.Calendar.from_ical(text)
    assert part.get_param("method") == calendar["method"]
    read = vobject.readOne(text)
    [event] = calendar.walk("VEVENT")
    assert read.vevent.uid.value == event["uid"]
    return str(calendar["method"]), event


def registered(_db: Db, _webinar: Webinar, _mine: Registration) -> None:
    """Nothing more."""


def known(db: Db, webinar: Webinar, _mine: Registration) -> None:
    make_registration(db, sitting=webinar.sittings[0], now=NOON + timedelta(minutes=2))


def waiting(db: Db, webinar: Webinar, _mine: Registration) -> None:
    webinar.sittings[0].capacity = 1
    make_registration(db, sitting=webinar.sittings[0], name=JUMA[0], language=_mine.language)


def place_given(db: Db, webinar: Webinar, mine: Registration) -> None:
    make_registration(db, sitting=webinar.sittings[1], name=JUMA[0])
    webinar.sittings[0].capacity = 1
    mine.places[0].state = PlaceState.WAITING
    webinar.sittings[0].capacity = None
    give_free_places(db, now=NOON)


def changed(db: Db, _webinar: Webinar, mine: Registration) -> None:
    wishes = Wishes(mine.language, None, "", "Large slides", 1)
    change(db, registration=mine, wishes=wishes, by="otto", now=NOON)


def left(db: Db, webinar: Webinar, mine: Registration) -> None:
    move(db, registration=mine, to=webinar.sittings[1].public_id, by="otto", now=NOON)


def cancelled(db: Db, _webinar: Webinar, mine: Registration) -> None:
    cancel(db, registration=mine, by="otto", now=NOON)


def rescheduled(db: Db, webinar: Webinar, _mine: Registration) -> None:
    first = webinar.sittings[0]
    reschedule_announced(db, sitting=first, slot=THURSDAY, reason="Snow.", by="otto", now=NOON)


def webinar_cancelled(db: Db, webinar: Webinar, _mine: Registration) -> None:
    cancel_sitting_announced(db, sitting=webinar.sittings[0], reason="Storm.", by="otto", now=NOON)


def reminder_day(db: Db, _webinar: Webinar, _mine: Registration) -> None:
    post_reminders(db, now=TENTH_OF_MARCH - timedelta(hours=20))


def reminder_week(db: Db, _webinar: Webinar, _mine: Registration) -> None:
    post_reminders(db, now=TENTH_OF_MARCH - timedelta(days=7))


def reminder_hour(db: Db, _webinar: Webinar, _mine: Registration) -> None:
    post_reminders(db, now=TENTH_OF_MARCH - timedelta(minutes=50))


def links(db: Db, _webinar: Webinar, mine: Registration) -> None:
    assert mine.address is not None
    send_links(db, address=mine.address.written, language=mine.language, zone=None, now=NOON)


def offered(db: Db, _webinar: Webinar, mine: Registration) -> None:
    """Hold the place for her until tomorrow, as an offer is held."""
    place = mine.places[0]
    place.state = PlaceState.OFFERED
    until = NOON + timedelta(days=1)
    tell(
        db,
        registration=mine,
        kind="registrations.offer",
        now=NOON,
        valid_until=until,
        offer=place.public_id,
        until=until.isoformat(),
    )


def offer_expired(db: Db, webinar: Webinar, mine: Registration) -> None:
    mine.places[0].state = PlaceState.WAITING
    sitting = webinar.sittings[0].public_id
    kind = "registrations.offer_expired"
    tell(db, registration=mine, kind=kind, now=NOON, sitting=sitting, waits=True)


STORIES: dict[str, Story] = {
    "confirmation": registered,
    "known": known,
    "waiting": waiting,
    "place_given": place_given,
    "changed": changed,
    "left": left,
    "cancelled": cancelled,
    "rescheduled": rescheduled,
    "webinar_cancelled": webinar_cancelled,
    "reminder_week": reminder_week,
    "joining": reminder_day,
    "reminder_day": reminder_day,
    "reminder_hour": reminder_hour,
    "links": links,
    "offer": offered,
    "offer_expired": offer_expired,
}
METHODS = {
    "confirmation": "REQUEST",
    "known": "REQUEST",
    "place_given": "REQUEST",
    "changed": "REQUEST",
    "left": "CANCEL",
    "cancelled": "CANCEL",
    "rescheduled": "REQUEST",
    "webinar_cancelled": "CANCEL",
}


def told(db: Db, kind: str, language: Language) -> tuple[Registration, Letter]:
    """Let the story of `kind` happen; return the first registration and the letter."""
    webinar = two_sittings(db)
    mine = make_registration(db, sitting=webinar.sittings[0], language=language)
    STORIES[kind](db, webinar, mine)
    db.flush()
    [letter] = letters(db, kind=f"registrations.{kind}")
    return mine, letter
