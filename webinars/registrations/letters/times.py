"""Letters about hours: a sitting that moves, is cancelled, comes near; and lost links."""

from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Pen
from webinars.programme.calendar import is_cancelled
from webinars.programme.rules import room_of
from webinars.registrations.calendar import invitation_to, withdrawal_of
from webinars.registrations.letters.parts import entry_of, path, standing_row, values_of
from webinars.registrations.models import Place, PlaceState
from webinars.registrations.queries import registrations_at
from webinars.registrations.queries.extra import open_questions
from webinars.registrations.rules import place_in, standing_place


def rescheduled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a sitting was moved; of no use once it was moved again or cancelled."""
    content, registration = letter.content, standing_row(db, letter, pen)
    place = place_in(registration, content["sitting"]) if registration else None
    if place is None or is_cancelled(place.sitting):
        return None
    sitting = place.sitting
    if sitting.starts_at != datetime.fromisoformat(content["starts_at"]):
        return None
    starts_at = datetime.fromisoformat(content["was_starts_at"])
    ends_at = datetime.fromisoformat(content["was_ends_at"])
    values = values_of(place.registration, sitting, letter, pen) | {
        "was_starts_at": starts_at,
        "was_ends_at": ends_at,
        "same_time": (starts_at, ends_at) == (sitting.starts_at, sitting.ends_at),
        "was_venue": content["was_venue"],
        "reason": content["reason"],
        "taken_back": content.get("taken_back", False),
    }
    return _with_entry("rescheduled", values, place, pen)


def amended(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that the webinar has another title; of no use once that was changed again."""
    place = _place_to_come(db, letter, pen)
    if place is None:
        return None
    values = values_of(place.registration, place.sitting, letter, pen)
    if values["title"] != letter.content["title"]:
        return None
    values["was_title"] = letter.content["was_title"]
    values["taken_back"] = letter.content.get("taken_back", False)
    return _with_entry("amended", values, place, pen)


def webinar_cancelled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a sitting, alone or with its webinar, was cancelled."""
    registration = standing_row(db, letter, pen)
    if registration is None:
        return None
    place = place_in(registration, letter.content["sitting"])
    if place is None:  # another was taken meanwhile
        return None
    sitting = place.sitting
    held = letter.content["held"]
    values = values_of(registration, sitting, letter, pen) | {
        "reason": letter.content["reason"],
        "leaves": held,
    }
    invitation = withdrawal_of(registration, sitting, pen=pen) if held else None
    return Draft(path("webinar_cancelled"), values, invitation)


def reminder(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft a reminder; it is about the start until which the letter is valid."""
    place = _place_at_start(db, letter, pen)
    if place is None:
        return None
    values = values_of(place.registration, place.sitting, letter, pen)
    values["to_complete"] = bool(open_questions(db, registration=place.registration))
    return Draft(path("reminder"), values)


def joining(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft how to join: by the page, and by telephone where the room has numbers."""
    place = _place_at_start(db, letter, pen)
    room = room_of(place.sitting) if place else None
    if place is None or room is None:
        return None
    row = place.registration
    values = values_of(row, place.sitting, letter, pen) | {
        "join": pen.link(Purpose.JOIN, row.public_id, row.generation),
        "numbers": _lines(room.dial_in),
        "notes": _lines(room.notes),
    }
    return Draft(path("joining"), values)


def links(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the links of all that stands at an address; nothing is sent where nothing does."""
    found = registrations_at(db, address=letter.address, now=pen.now)
    entries = [entry_of(registration, letter.language, pen) for registration in found]
    if not entries:
        return None
    return Draft(path("links"), {"entries": entries, "posted_at": letter.posted_at})


def _place_at_start(db: Db, letter: Letter, pen: Pen) -> Place | None:
    """Return the confirmed place in the sitting whose start the letter is about."""
    place = _place_to_come(db, letter, pen)
    if place is None or place.state is not PlaceState.CONFIRMED:
        return None
    return place if place.sitting.starts_at == letter.valid_until else None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _place_to_come(db: Db, letter: Letter, pen: Pen) -> Place | None:
    """Return the place that the registration has in a sitting that is not cancelled."""
    registration = standing_row(db, letter, pen)
    place = standing_place(registration) if registration else None
    return None if place is None or is_cancelled(place.sitting) else place


def _with_entry(name: str, values: dict[str, Any], place: Place, pen: Pen) -> Draft:
    """Return a draft that brings the calendar entry along, where a place is confirmed."""
    registration, sitting = place.registration, place.sitting
    confirmed = values["confirmed"]
    invitation = invitation_to(registration, sitting, pen=pen) if confirmed else None
    return Draft(path(name), values, invitation)
