"""Moving and cancelling what people registered for: they all hear of it, in their language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_paragraphs
from webinars.programme.models import Sitting, Webinar
from webinars.programme.operations import Slot, cancel_sitting, cancel_webinar, move_sitting
from webinars.programme.operations.refusals import NoReason
from webinars.registrations.letters import RESCHEDULED, WEBINAR_CANCELLED
from webinars.registrations.models import PlaceState, Registration
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import holders_in, holders_of
from webinars.registrations.rules import standing_place


def reschedule_announced(
    db: Db, *, sitting: Sitting, slot: Slot, reason: str, by: str, now: datetime
) -> int:
    """Give a sitting another time and write to all who hold or await a place; return how many.

    Their letters carry the calendar entry with the SEQUENCE that the move raised.

    Raises:
        NoReason: none is given.
        HasBegun, IsCancelled, TimeIsPast, SameTime and others of `programme.move_sitting`.
    """
    why = clean_paragraphs(reason)
    if not why:
        raise NoReason
    hold(db, sittings=[sitting])
    was: dict[str, Any] = {
        "was_starts_at": sitting.starts_at.isoformat(),
        "was_ends_at": sitting.ends_at.isoformat(),
        "was_zone": sitting.zone,
    }
    if not move_sitting(db, sitting=sitting, slot=slot, by=by, now=now):
        return 0
    told = holders_of(db, sitting=sitting)
    content = was | {"sitting": sitting.public_id, "sequence": sitting.sequence, "reason": why}
    for registration in told:
        tell(
            db,
            registration=registration,
            kind=RESCHEDULED,
            now=now,
            valid_until=sitting.ends_at,
            urgent=True,
            **content,
        )
    _note(db, "reschedule", sitting.public_id, why, len(told), by=by, now=now)
    return len(told)


def cancel_sitting_announced(
    db: Db, *, sitting: Sitting, reason: str, by: str, now: datetime
) -> int:
    """Cancel one sitting of several and write to who hold or await a place; return how many.

    Their registrations stand: on her page each may take a place in another sitting.

    Raises:
        NoReason, HasBegun, IsCancelled, OnlySitting: of `programme.cancel_sitting`.
    """
    hold(db, sittings=[sitting])
    told = holders_of(db, sitting=sitting)
    cancel_sitting(db, sitting=sitting, reason=reason, by=by, now=now)
    _tell_cancelled(db, told, sitting.cancel_reason, now=now)
    _note(db, "cancel_sitting", sitting.public_id, reason, len(told), by=by, now=now)
    return len(told)


def cancel_webinar_announced(
    db: Db, *, webinar: Webinar, reason: str, by: str, now: datetime
) -> int:
    """Cancel a webinar for good and write to who hold or await a place; return how many.

    Raises:
        NoReason, HasBeenHeld, IsCancelled: of `programme.cancel_webinar`.
    """
    hold(db, sittings=webinar.sittings)
    told = holders_in(db, webinar=webinar)
    cancel_webinar(db, webinar=webinar, reason=reason, by=by, now=now)
    _tell_cancelled(db, told, webinar.cancel_reason, now=now)
    _note(db, "cancel_webinar", webinar.public_id, reason, len(told), by=by, now=now)
    return len(told)


def _tell_cancelled(db: Db, told: Sequence[Registration], reason: str, *, now: datetime) -> None:
    for registration in told:
        place = standing_place(registration)
        if place is None:
            continue
        tell(
            db,
            registration=registration,
            kind=WEBINAR_CANCELLED,
            now=now,
            urgent=True,
            sitting=place.sitting.public_id,
            held=place.state is PlaceState.CONFIRMED,
            reason=reason,
        )


def _note(
    db: Db, verb: str, subject: str, reason: str, letters: int, *, by: str, now: datetime
) -> None:
    detail = {"reason": reason, "letters": letters}
    kind = f"registrations.{verb}"
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
