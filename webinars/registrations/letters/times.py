"""Letters about hours: a sitting that moves, is cancelled, comes near; and lost links."""

from datetime import datetime

from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Pen
from webinars.programme.calendar import is_cancelled
from webinars.registrations.calendar import invitation_to, withdrawal_of
from webinars.registrations.letters.parts import entry_of, named, path, standing_row, values_of
from webinars.registrations.models import PlaceState
from webinars.registrations.queries import registrations_at
from webinars.registrations.rules import standing_place


def rescheduled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a sitting was moved; of no use once it was moved again or cancelled."""
    registration = standing_row(db, letter, pen)
    place = standing_place(registration) if registration else None
    content = letter.content
    if registration is None or place is None or is_cancelled(place.sitting):
        return None
    sitting = place.sitting
    if (sitting.public_id, sitting.sequence) != (content["sitting"], content["sequence"]):
        return None
    values = values_of(registration, sitting, letter, pen) | {
        "was_starts_at": datetime.fromisoformat(content["was_starts_at"]),
        "was_ends_at": datetime.fromisoformat(content["was_ends_at"]),
        "was_zone": content["was_zone"],
        "reason": content["reason"],
    }
    confirmed = values["confirmed"]
    invitation = invitation_to(registration, sitting, pen=pen) if confirmed else None
    return Draft(path("rescheduled"), values, invitation)


def webinar_cancelled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a sitting, alone or with its webinar, was cancelled."""
    registration = standing_row(db, letter, pen)
    if registration is None:
        return None
    sitting = named(registration, letter.content["sitting"])
    place = standing_place(registration)
    if place is None or place.sitting is not sitting:  # another was taken meanwhile
        return None
    held = letter.content["held"]
    values = values_of(registration, sitting, letter, pen) | {
        "reason": letter.content["reason"],
        "leaves": held,
    }
    invitation = withdrawal_of(registration, sitting, pen=pen) if held else None
    return Draft(path("webinar_cancelled"), values, invitation)


def reminder(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft a reminder; it is about the start until which the letter is valid."""
    registration = standing_row(db, letter, pen)
    place = standing_place(registration) if registration else None
    if registration is None or place is None or place.state is not PlaceState.CONFIRMED:
        return None
    sitting = place.sitting
    if is_cancelled(sitting) or sitting.starts_at != letter.valid_until:
        return None
    return Draft(path("reminder"), values_of(registration, sitting, letter, pen))


def links(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the links of all that stands at an address; nothing is sent where nothing does."""
    found = registrations_at(db, address=letter.address, now=pen.now)
    entries = [entry_of(registration, letter.language, pen) for registration in found]
    if not entries:
        return None
    return Draft(path("links"), {"entries": entries, "posted_at": letter.posted_at})
