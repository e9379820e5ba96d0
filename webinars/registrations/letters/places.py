"""Letters about the place that a registration has, waits for, or gave back."""

from dataclasses import replace
from datetime import timedelta

from webinars.accounts.queries import names_of
from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen
from webinars.programme.calendar import is_cancelled
from webinars.programme.models import Sitting
from webinars.registrations.calendar import invitation_to
from webinars.registrations.letters.parts import (
    named,
    path,
    present_row,
    row_of,
    values_of,
    withdrawal,
)
from webinars.registrations.models import Approval, PlaceState, Registration, Source
from webinars.registrations.queries.extra import open_questions
from webinars.registrations.rules import HOLDING, last_place, standing_place

ANY = HOLDING | {PlaceState.WAITING}

TWICE = timedelta(minutes=2)
"""Who sends the form again so soon has pressed its button twice, as one does on a slow line."""


def about_place(name: str, states: frozenset[PlaceState]) -> Kind:
    """Return a kind that speaks of the place as it is, while it is in one of `states`."""

    def draft(db: Db, letter: Letter, pen: Pen) -> Draft | None:
        registration = present_row(db, letter, pen)
        place = standing_place(registration) if registration else None
        if registration is None or place is None or place.state not in states:
            return None
        if is_cancelled(place.sitting):
            return None
        values = values_of(registration, place.sitting, letter, pen)
        values["to_complete"] = bool(open_questions(db, registration=registration))
        confirmed = values["confirmed"]
        invitation = invitation_to(registration, place.sitting, pen=pen) if confirmed else None
        return Draft(path(name), values, invitation)

    return draft


def confirmation(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what somebody hears who has a place, and why where it is not the one named first."""
    draft = about_place("confirmation", HOLDING)(db, letter, pen)
    registration = present_row(db, letter, pen)
    if draft is None or registration is None:
        return None
    return replace(draft, values={**draft.values, "was_full": _first_wish_missed(registration)})


def _first_wish_missed(registration: Registration) -> Sitting | None:
    place = standing_place(registration)
    first = next(iter(registration.preferences), None)
    if place is None or first is None or first.sitting_id == place.sitting_id:
        return None
    named = {sitting.id: sitting for sitting in registration.webinar.sittings}
    wished = named.get(first.sitting_id)
    return None if wished is None or is_cancelled(wished) else wished


def known(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what somebody hears who registers again; nothing where a button was pressed twice.

    The letter is posted all the same, so that the form takes alike long for everybody.
    """
    registration = present_row(db, letter, pen)
    if registration is None or _pressed_twice(registration, letter):
        return None
    return about_place("known", ANY)(db, letter, pen)


def _pressed_twice(registration: Registration, letter: Letter) -> bool:
    """Return whether the first letter to the same mailbox has only just been posted."""
    mailbox = registration.address.written if registration.address else ""
    own = registration.source is Source.SELF and mailbox == letter.address
    return own and letter.posted_at - registration.registered_at < TWICE


def notice(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what a person hears whom somebody else registered: by whom, and how to undo it."""
    draft = about_place("notice", ANY)(db, letter, pen)
    registration = present_row(db, letter, pen)
    if draft is None or registration is None:
        return None
    known = names_of(db, public_ids=[registration.registered_by])
    by = known.get(registration.registered_by, "")
    more = {"by": by, "by_delegation": registration.source is Source.FOCAL_POINT}
    return replace(draft, values={**draft.values, **more})


def rejected(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a registration was not approved, with the reason in its person's language."""
    registration = present_row(db, letter, pen)
    place = last_place(registration) if registration else None
    if registration is None or place is None or registration.approval is not Approval.REJECTED:
        return None
    held = letter.content.get("held", False)
    invitation = withdrawal(db, registration, place.sitting, pen) if held else None
    values = values_of(registration, place.sitting, letter, pen) | {
        "reason": pen.say(registration.approval_reason),
        "leaves": invitation is not None,
    }
    return Draft(path("rejected"), values, invitation)


def left(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the withdrawal of the entry of a sitting that was exchanged for another."""
    registration = present_row(db, letter, pen)
    place = standing_place(registration) if registration else None
    if registration is None or place is None:
        return None
    sitting = named(registration, letter.content["sitting"])
    invitation = withdrawal(db, registration, sitting, pen)
    values = values_of(registration, sitting, letter, pen) | {
        "instead": place.sitting,
        "leaves": invitation is not None,
    }
    return Draft(path("left"), values, invitation)


def cancelled(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what a person hears who cancelled, or whose registration was cancelled."""
    registration = row_of(db, letter, pen)
    if registration is None or registration.cancelled_at is None:
        return None
    sitting = named(registration, letter.content["sitting"])
    held = letter.content["held"]
    invitation = withdrawal(db, registration, sitting, pen) if held else None
    values = values_of(registration, sitting, letter, pen) | {
        "leaves": invitation is not None,
        "by_others": registration.cancelled_by not in {"", registration.public_id},
    }
    return Draft(path("cancelled"), values, invitation)
