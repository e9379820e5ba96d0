"""What the letters about registrations share: their names, the row they speak of, its facts."""

from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Invitation, Pen
from webinars.programme.models import PromisedPart, Sitting
from webinars.programme.rules import SOON, promised, standing, text_in
from webinars.registrations.calendar import withdrawal_of
from webinars.registrations.models import PlaceState, Registration, Source
from webinars.registrations.queries import find_registration, needed_by_another
from webinars.registrations.rules import (
    inviting,
    is_admitted,
    is_proven,
    standing_place,
    turns_beside,
)

CONFIRMATION = "registrations.confirmation"
KNOWN = "registrations.known"
WAITING = "registrations.waiting"
PLACE_GIVEN = "registrations.place_given"
CHANGED = "registrations.changed"
LEFT = "registrations.left"
CANCELLED = "registrations.cancelled"
RESCHEDULED = "registrations.rescheduled"
AMENDED = "registrations.amended"
INVITATION = inviting.LETTER
MESSAGE = "registrations.message"
MESSAGE_TEST = "registrations.message_test"
WEBINAR_CANCELLED = "registrations.webinar_cancelled"
REMINDER_WEEK = "registrations.reminder_week"
JOINING = "registrations.joining"
REMINDER_DAY = "registrations.reminder_day"
REMINDER_HOUR = "registrations.reminder_hour"
LINKS = "registrations.links"
ARRANGED = "registrations.arranged"
NOTICE = "registrations.notice"
AWAITING = "registrations.awaiting"
APPROVED = "registrations.approved"
REJECTED = "registrations.rejected"
PASSED_ON = "registrations.passed_on"
HANDED = "registrations.handed"
TAKEN_BACK = "registrations.taken_back"
PLACE_BACK = "registrations.place_back"
OFFER = "registrations.offer"
DRAWN = "registrations.drawn"
OFFER_EXPIRED = "registrations.offer_expired"


def row_of(db: Db, letter: Letter, pen: Pen) -> Registration | None:
    """Return the registration that `letter` speaks of: the pen's sample, or the row."""
    if isinstance(pen.sample, Registration):
        return pen.sample
    return find_registration(db, public_id=letter.about)


def standing_row(db: Db, letter: Letter, pen: Pen) -> Registration | None:
    registration = row_of(db, letter, pen)
    if registration is None or registration.cancelled_at or registration.address is None:
        return None
    return registration


def present_row(db: Db, letter: Letter, pen: Pen) -> Registration | None:
    """Return the registration if it stands as it did when the letter was posted."""
    registration = standing_row(db, letter, pen)
    if registration is None or registration.revision != letter.revision:
        return None
    return registration


def named(registration: Registration, public_id: str) -> Sitting:
    return next(one for one in registration.webinar.sittings if one.public_id == public_id)


def withdrawal(db: Db, registration: Registration, sitting: Sitting, pen: Pen) -> Invitation | None:
    """Return the withdrawal of the entry, unless somebody else with that mailbox still needs it.

    The entry is the sitting's: of two persons with one mailbox, and so with one
    calendar, the one who cancels must not take it from the other.
    """
    if needed_by_another(db, registration=registration, sitting=sitting):
        return None
    return withdrawal_of(registration, sitting, pen=pen)


def path(name: str) -> str:
    return f"registrations/letters/{name}"


def values_of(
    registration: Registration, sitting: Sitting, letter: Letter, pen: Pen
) -> dict[str, Any]:
    """Return what the templates of all these letters know."""
    webinar = registration.webinar
    text, tongue = text_in(webinar.texts, letter.language)
    row, generation = registration.public_id, registration.generation
    return {
        "title": text.title,
        "title_language": tongue,
        "sitting": sitting,
        "clock": letter.zone or sitting.zone,
        "others": others_of(sitting, pen.now),
        "turns": turns_beside(registration, sitting),
        "spoken": promised(webinar, PromisedPart.FLOOR),
        "interpreted": promised(webinar, PromisedPart.INTERPRETATION),
        "listens_in": registration.listens_in,
        "registered_at": registration.registered_at,
        "enrolled": registration.source is Source.ENROLMENT,
        "opens_at": sitting.starts_at - SOON,
        "proven": is_proven(registration),
        "confirmed": leads_in(registration),
        "link": pen.link(Purpose.MY, row, generation),
        "erase": pen.link(Purpose.MY, row, generation, "erase"),
        "page": f"{pen.base_url}/webinars/{webinar.slug}",
        "demonstration": webinar.series.demonstration,
    }


def leads_in(registration: Registration) -> bool:
    """Say whether the place is confirmed and nobody's approval is wanting."""
    place = standing_place(registration)
    held = place is not None and place.state is PlaceState.CONFIRMED
    return held and is_admitted(registration)


def entry_of(registration: Registration, language: Language, pen: Pen) -> dict[str, Any]:
    place = standing_place(registration)
    text, tongue = text_in(registration.webinar.texts, language)
    return {
        "person": registration.person.name,
        "title": text.title,
        "title_language": tongue,
        "sitting": place.sitting if place else None,
        "link": pen.link(Purpose.MY, registration.public_id, registration.generation),
    }


def others_of(sitting: Sitting, now: datetime) -> list[Sitting]:
    twins = standing(sitting.webinar)
    return [one for one in twins if one is not sitting and one.starts_at > now]
