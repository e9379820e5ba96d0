"""Waiting in the queue of another sitting of the webinar too, and leaving one of them."""

from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.registrations.letters import CHANGED
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.operations.places import close_others, hold, release_all
from webinars.registrations.operations.proving import lock, prove_holder
from webinars.registrations.operations.refusals import IsCancelled
from webinars.registrations.operations.registering import refuse_unless_open, sitting_called
from webinars.registrations.operations.taking import new_place, note_taken
from webinars.registrations.operations.telling import tell
from webinars.registrations.rules import place_in, standing_places


class NotInAQueue(Refusal):
    message = N_("You wait for no place: there is nothing to add to.")


class LastTurn(Refusal):
    message = N_("This is the only queue in which you wait. To give it up, cancel.")


def wait_too(db: Db, *, registration: Registration, to: str, by: str, now: datetime) -> None:
    """Let who waits for one sitting stand in the queue of another one too.

    If a place is free there, she has it, and her other turns end. Twice is once.

    Args:
        to: public id of a sitting of the same webinar.

    Raises:
        AnotherWebinar, RegistrationClosed, SittingCancelled: it cannot be had.
        IsCancelled, NotInAQueue: she waits nowhere.
    """
    sitting = sitting_called(registration, to)
    hold(db, sittings=registration.webinar.sittings)
    lock(db, registration)
    if registration.cancelled_at is not None:
        raise IsCancelled
    if place_in(registration, to) is not None:
        return
    if not _waits(registration):
        raise NotInAQueue
    refuse_unless_open(sitting, registration.category, now=now)
    fresh, found = new_place(db, sitting=sitting, who=registration, now=now)
    prove_holder(db, registration, by=by, now=now)
    registration.places.append(fresh)
    db.flush()
    note_taken(db, place=fresh, before=found)
    if fresh.state is PlaceState.CONFIRMED:
        close_others(db, kept=fresh, now=now)
    _told(db, registration, fresh, "wait_too", by=by, now=now)


def leave_turn(db: Db, *, registration: Registration, of: str, by: str, now: datetime) -> None:
    """Leave the queue of one sitting, and go on waiting for the others. Twice is once.

    Args:
        of: public id of the sitting.

    Raises:
        LastTurn: it is the only one.
    """
    hold(db, sittings=registration.webinar.sittings)
    lock(db, registration)
    place = place_in(registration, of)
    if place is None or place.state is not PlaceState.WAITING:
        return
    if len(standing_places(registration)) < 2:
        raise LastTurn
    prove_holder(db, registration, by=by, now=now)
    release_all(db, registration=registration, now=now, places=[place])
    _told(db, registration, place, "leave_turn", by=by, now=now)


def _waits(registration: Registration) -> bool:
    states = {place.state for place in standing_places(registration)}
    return bool(states) and PlaceState.CONFIRMED not in states


def _told(
    db: Db, registration: Registration, place: Place, verb: str, *, by: str, now: datetime
) -> None:
    registration.revision += 1
    tell(db, registration=registration, kind=CHANGED, now=now, valid_until=place.sitting.ends_at)
    kind, subject = f"registrations.{verb}", registration.public_id
    detail = {"sitting": place.sitting.public_id}
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
