"""What passing a place on and taking it back have in common."""

from datetime import datetime

from webinars.database import Db
from webinars.database.inserting import Row
from webinars.journal.operations import entry_rows
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.operations.places import release


def leave_to(registration: Registration, place: Place, by: str, now: datetime) -> None:
    """Cancel without giving the place on: it goes to somebody named."""
    release(place, now=now)
    registration.cancelled_at, registration.cancelled_by = now, by
    registration.revision += 1
    registration.sequence += 1


def seat(db: Db, registration: Registration, passed: Place, now: datetime, why: str) -> None:
    """Give the registration a place where `passed` was."""
    registration.revision += 1
    registration.sequence += 1
    registration.places.append(
        Place(sitting=passed.sitting, state=PlaceState.CONFIRMED, since=now, reason=why)
    )
    db.flush()


def noted(
    registration: Registration, verb: str, *, by: str, now: datetime, successor: str
) -> list[Row]:
    """Return the journal's entry, to be written."""
    return entry_rows(
        kind=f"registrations.{verb}",
        actor=by,
        subject=registration.public_id,
        now=now,
        detail={"successor": successor},
    )
