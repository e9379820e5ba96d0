"""Letters about a place that a colleague passed on, took back, or has now."""

from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Pen
from webinars.programme.calendar import is_cancelled
from webinars.registrations.calendar import invitation_to
from webinars.registrations.letters.parts import (
    named,
    path,
    present_row,
    row_of,
    values_of,
    withdrawal,
)
from webinars.registrations.models import Registration
from webinars.registrations.queries import passed_on, received
from webinars.registrations.queries.extra import open_questions
from webinars.registrations.rules import standing_place


def passed_place_on(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft to whoever passed their place on: who goes instead, and that the entry leaves."""
    registration = row_of(db, letter, pen)
    passed = passed_on(db, registration=registration) if registration else None
    if registration is None or passed is None or registration.revision != letter.revision:
        return None
    goes, open_end = passed.successor.person.name, passed.accepted_at is None
    return _ended(db, letter, registration, pen, colleague=goes, open_end=open_end)


def handed(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft to the colleague who goes instead: the place, its entry, and whom from."""
    registration = present_row(db, letter, pen)
    place = standing_place(registration) if registration else None
    taken = received(db, registration=registration) if registration else None
    if registration is None or place is None or taken is None or is_cancelled(place.sitting):
        return None
    more = {
        "giver": taken.predecessor.person.name,
        "open_end": taken.accepted_at is None,
        "to_complete": bool(open_questions(db, registration=registration)),
    }
    values = values_of(registration, place.sitting, letter, pen) | more
    confirmed = values["confirmed"]  # where an approval is wanting, the entry comes with it
    invitation = invitation_to(registration, place.sitting, pen=pen) if confirmed else None
    return Draft(path("handed"), values, invitation)


def taken_back(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft to a colleague who need not go after all: the entry leaves."""
    registration = row_of(db, letter, pen)
    if registration is None or registration.revision != letter.revision:
        return None
    return _ended(db, letter, registration, pen)


def _ended(
    db: Db, letter: Letter, registration: Registration, pen: Pen, **more: object
) -> Draft | None:
    """Draft that a cancelled registration left the sitting that the letter names."""
    if registration.cancelled_at is None or registration.address is None:
        return None
    sitting = named(registration, letter.content["sitting"])
    invitation = withdrawal(db, registration, sitting, pen)
    values = values_of(registration, sitting, letter, pen) | more
    name = letter.kind.removeprefix("registrations.")
    return Draft(path(name), values | {"leaves": invitation is not None}, invitation)
