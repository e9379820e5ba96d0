"""Letters about registrations: what each says, and when it has become false.

They are drafted at hand-over, from the rows as they are then. A letter of an
older revision, or about a place that is no longer so, is not sent: the change
that overtook it posted a letter of its own.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from webinars.accounts.queries import names_of
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Invitation, Kind, Pen
from webinars.programme.calendar import is_cancelled
from webinars.programme.models import PromisedPart, Sitting
from webinars.programme.rules import SOON, promised, standing, text_in
from webinars.registrations.calendar import invitation_to, withdrawal_of
from webinars.registrations.models import Approval, PlaceState, Registration, Source
from webinars.registrations.queries import (
    find_registration,
    needed_by_another,
    registrations_at,
)
from webinars.registrations.rules import (
    HOLDING,
    is_admitted,
    is_proven,
    last_place,
    standing_place,
)

CONFIRMATION = "registrations.confirmation"
KNOWN = "registrations.known"
WAITING = "registrations.waiting"
PLACE_GIVEN = "registrations.place_given"
CHANGED = "registrations.changed"
LEFT = "registrations.left"
CANCELLED = "registrations.cancelled"
RESCHEDULED = "registrations.rescheduled"
WEBINAR_CANCELLED = "registrations.webinar_cancelled"
REMINDER_DAY = "registrations.reminder_day"
REMINDER_HOUR = "registrations.reminder_hour"
LINKS = "registrations.links"
NOTICE = "registrations.notice"
AWAITING = "registrations.awaiting"
APPROVED = "registrations.approved"
REJECTED = "registrations.rejected"

ANY = HOLDING | {PlaceState.WAITING}


def about_place(name: str, states: frozenset[PlaceState]) -> Kind:
    """Return a kind that speaks of the place as it is, while it is in one of `states`."""

    def draft(db: Db, letter: Letter, pen: Pen) -> Draft | None:
        registration = _present(db, letter)
        place = standing_place(registration) if registration else None
        if registration is None or place is None or place.state not in states:
            return None
        if is_cancelled(place.sitting):
            return None
        values = _values(registration, place.sitting, letter, pen)
        confirmed = values["confirmed"]
        invitation = invitation_to(registration, place.sitting, pen=pen) if confirmed else None
        return Draft(_path(name), values, invitation)

    return draft


def notice(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what a person hears whom somebody else registered: by whom, and how to undo it."""
    draft = about_place("notice", ANY)(db, letter, pen)
    registration = _present(db, letter)
    if draft is None or registration is None:
        return None
    known = names_of(db, public_ids=[registration.registered_by])
    by = known.get(registration.registered_by, "")
    more = {"by": by, "by_delegation": registration.source is Source.FOCAL_POINT}
    return replace(draft, values={**draft.values, **more})


def rejected(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a registration was not approved, with the reason in its person's language."""
    registration = _present(db, letter)
    place = last_place(registration) if registration else None
    if registration is None or place is None or registration.approval is not Approval.REJECTED:
        return None
    values = _values(registration, place.sitting, letter, pen)
    return Draft(_path("rejected"), values | {"reason": pen.say(registration.approval_reason)})


def left(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the withdrawal of the entry of a sitting that was exchanged for another."""
    registration = _present(db, letter)
    place = standing_place(registration) if registration else None
    if registration is None or place is None:
        return None
    sitting = _named(registration, letter.content["sitting"])
    invitation = _withdrawal(db, registration, sitting, pen)
    values = _values(registration, sitting, letter, pen) | {
        "instead": place.sitting,
        "leaves": invitation is not None,
    }
    return Draft(_path("left"), values, invitation)


def cancelled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what a person hears who cancelled, or whose registration was cancelled."""
    registration = find_registration(db, public_id=letter.about)
    if registration is None or registration.cancelled_at is None:
        return None
    sitting = _named(registration, letter.content["sitting"])
    held = letter.content["held"]
    invitation = _withdrawal(db, registration, sitting, pen) if held else None
    values = _values(registration, sitting, letter, pen) | {
        "leaves": invitation is not None,
        "by_others": registration.cancelled_by not in {"", registration.public_id},
    }
    return Draft(_path("cancelled"), values, invitation)


def rescheduled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a sitting was moved; of no use once it was moved again or cancelled."""
    registration = _standing(db, letter)
    place = standing_place(registration) if registration else None
    content = letter.content
    if registration is None or place is None or is_cancelled(place.sitting):
        return None
    sitting = place.sitting
    if (sitting.public_id, sitting.sequence) != (content["sitting"], content["sequence"]):
        return None
    values = _values(registration, sitting, letter, pen) | {
        "was_starts_at": datetime.fromisoformat(content["was_starts_at"]),
        "was_ends_at": datetime.fromisoformat(content["was_ends_at"]),
        "was_zone": content["was_zone"],
        "reason": content["reason"],
    }
    confirmed = values["confirmed"]
    invitation = invitation_to(registration, sitting, pen=pen) if confirmed else None
    return Draft(_path("rescheduled"), values, invitation)


def webinar_cancelled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a sitting, alone or with its webinar, was cancelled."""
    registration = _standing(db, letter)
    if registration is None:
        return None
    sitting = _named(registration, letter.content["sitting"])
    place = standing_place(registration)
    if place is None or place.sitting is not sitting:  # another was taken meanwhile
        return None
    held = letter.content["held"]
    values = _values(registration, sitting, letter, pen) | {
        "reason": letter.content["reason"],
        "leaves": held,
    }
    invitation = withdrawal_of(registration, sitting, pen=pen) if held else None
    return Draft(_path("webinar_cancelled"), values, invitation)


def reminder(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft a reminder; it is about the start until which the letter is valid."""
    registration = _standing(db, letter)
    place = standing_place(registration) if registration else None
    if registration is None or place is None or place.state is not PlaceState.CONFIRMED:
        return None
    sitting = place.sitting
    if is_cancelled(sitting) or sitting.starts_at != letter.valid_until:
        return None
    return Draft(_path("reminder"), _values(registration, sitting, letter, pen))


def links(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the links of all that stands at an address; nothing is sent where nothing does."""
    found = registrations_at(db, address=letter.address, now=pen.now)
    entries = [_entry(registration, letter.language, pen) for registration in found]
    if not entries:
        return None
    return Draft(_path("links"), {"entries": entries, "posted_at": letter.posted_at})


def _standing(db: Db, letter: Letter) -> Registration | None:
    registration = find_registration(db, public_id=letter.about)
    if registration is None or registration.cancelled_at or registration.address is None:
        return None
    return registration


def _present(db: Db, letter: Letter) -> Registration | None:
    """Return the registration if it stands as it did when the letter was posted."""
    registration = _standing(db, letter)
    if registration is None or registration.revision != letter.revision:
        return None
    return registration


def _named(registration: Registration, public_id: str) -> Sitting:
    return next(one for one in registration.webinar.sittings if one.public_id == public_id)


def _withdrawal(
    db: Db, registration: Registration, sitting: Sitting, pen: Pen
) -> Invitation | None:
    """Return the withdrawal of the entry, unless somebody else with that mailbox still needs it.

    The entry is the sitting's: of two persons with one mailbox, and so with one
    calendar, the one who cancels must not take it from the other.
    """
    if needed_by_another(db, registration=registration, sitting=sitting):
        return None
    return withdrawal_of(registration, sitting, pen=pen)


def _path(name: str) -> str:
    return f"registrations/letters/{name}"


def _values(
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
        "others": _others(sitting, pen.now),
        "spoken": promised(webinar, PromisedPart.FLOOR),
        "interpreted": promised(webinar, PromisedPart.INTERPRETATION),
        "listens_in": registration.listens_in,
        "registered_at": registration.registered_at,
        "opens_at": sitting.starts_at - SOON,
        "proven": is_proven(registration),
        "confirmed": _leads_in(registration),
        "link": pen.link(Purpose.MY, row, generation),
        "erase": pen.link(Purpose.MY, row, generation, "erase"),
        "page": f"{pen.base_url}/webinars/{webinar.slug}",
        "demonstration": webinar.series.demonstration,
    }


def _leads_in(registration: Registration) -> bool:
    """Say whether the place is confirmed and nobody's approval is wanting."""
    place = standing_place(registration)
    held = place is not None and place.state is PlaceState.CONFIRMED
    return held and is_admitted(registration)


def _entry(registration: Registration, language: Language, pen: Pen) -> dict[str, Any]:
    place = standing_place(registration)
    text, tongue = text_in(registration.webinar.texts, language)
    return {
        "person": registration.person.name,
        "title": text.title,
        "title_language": tongue,
        "sitting": place.sitting if place else None,
        "link": pen.link(Purpose.MY, registration.public_id, registration.generation),
    }


def _others(sitting: Sitting, now: datetime) -> list[Sitting]:
    twins = standing(sitting.webinar)
    return [one for one in twins if one is not sitting and one.starts_at > now]


KINDS: Mapping[str, Kind] = {
    CONFIRMATION: about_place("confirmation", HOLDING),
    KNOWN: about_place("known", ANY),
    WAITING: about_place("waiting", frozenset({PlaceState.WAITING})),
    PLACE_GIVEN: about_place("place_given", HOLDING),
    CHANGED: about_place("changed", ANY),
    LEFT: left,
    CANCELLED: cancelled,
    RESCHEDULED: rescheduled,
    WEBINAR_CANCELLED: webinar_cancelled,
    REMINDER_DAY: reminder,
    REMINDER_HOUR: reminder,
    LINKS: links,
    NOTICE: notice,
    AWAITING: about_place("awaiting", ANY),
    APPROVED: about_place("approved", ANY),
    REJECTED: rejected,
}
