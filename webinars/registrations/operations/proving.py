"""Proving the address of a registration by its link; holding the row while it changes."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import set_committed_value

from webinars.database import Db
from webinars.journal.operations import record
from webinars.people.operations import prove_address
from webinars.registrations.models import Enrolment, Place, Registration, Substitution


def prove(db: Db, *, registration: Registration, now: datetime) -> None:
    """Note that the letter's reader opened the registration. Twice is once.

    Who was sent by a colleague accepts by it, and a wish for the whole series
    counts from now on, with an address proven before too.
    """
    _accept(db, registration, now)
    _confirm_wish(db, registration, now)
    address = registration.address
    if address is None or address.proven_at is not None:
        return
    prove_address(db, address=address, now=now)
    subject = registration.public_id
    record(db, kind="registrations.prove", actor=subject, subject=subject, now=now)


def prove_holder(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    if by == registration.public_id:
        prove(db, registration=registration, now=now)


def lock(db: Db, registration: Registration) -> None:
    """Read it again, held: of two who change it, the second sees what the first did.

    Places in a statement of their own, since PostgreSQL shows the one that
    waits for the lock only the locked row as it is now.
    """
    db.flush()  # refreshing forgets what was not written yet
    names = ["cancelled_at", "cancelled_by", "revision", "sequence"]
    db.refresh(registration, names, with_for_update=True)
    held = select(Place).where(Place.registration_id == registration.id).order_by(Place.id)
    places = db.scalars(held.execution_options(populate_existing=True)).all()
    set_committed_value(registration, "places", list(places))


def _accept(db: Db, registration: Registration, now: datetime) -> None:
    """Let a substitution by which the registration was made stand for good."""
    if not registration.registered_by:
        return  # nobody sent them
    offered = update(Substitution).where(
        Substitution.successor_id == registration.id,
        Substitution.accepted_at.is_(None),
        Substitution.undone_at.is_(None),
    )
    accepted = db.scalars(offered.values(accepted_at=now).returning(Substitution.id)).all()
    if accepted:
        subject = registration.public_id
        record(db, kind="registrations.accept", actor=subject, subject=subject, now=now)


def _confirm_wish(db: Db, registration: Registration, now: datetime) -> None:
    written = update(Enrolment).where(
        Enrolment.registration_id == registration.id,
        Enrolment.confirmed_at.is_(None),
        Enrolment.ended_at.is_(None),
    )
    if db.scalars(written.values(confirmed_at=now).returning(Enrolment.id)).all():
        subject = registration.public_id
        record(db, kind="registrations.enrol", actor=subject, subject=subject, now=now)
