"""Proving the address of a registration by its link; holding the row while it changes."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.dml import ReturningUpdate

from webinars.database import Db
from webinars.database.inserting import Row, write
from webinars.journal.operations import entry_rows
from webinars.people.operations import prove_address
from webinars.registrations.models import Enrolment, Place, Registration, Substitution


def prove(db: Db, *, registration: Registration, now: datetime) -> None:
    """Note that the letter's reader opened the registration. Twice is once.

    Who was sent by a colleague accepts by it, and a wish for the whole series
    counts from now on, with an address proven before too.
    """
    write(db, *_proof(db, registration, now))


def prove_holder(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    write(db, *proof_of_holder(db, registration, by=by, now=now))


def proof_of_holder(db: Db, registration: Registration, *, by: str, now: datetime) -> list[Row]:
    """Prove, if it is the holder; return the journal's entries, to be written with others."""
    return _proof(db, registration, now) if by == registration.public_id else []


def _proof(db: Db, registration: Registration, now: datetime) -> list[Row]:
    done = [
        *(["accept"] if _accept(db, registration, now) else []),
        *(["enrol"] if _confirm_wish(db, registration, now) else []),
    ]
    address = registration.address
    if address is not None and address.proven_at is None:
        prove_address(db, address=address, now=now)
        done.append("prove")
    subject = registration.public_id
    return [
        row
        for verb in done
        for row in entry_rows(kind=f"registrations.{verb}", actor=subject, subject=subject, now=now)
    ]


def lock(db: Db, registration: Registration) -> None:
    """Read it again, held: of two who change it, the second sees what the first did.

    Places in a statement of their own, since PostgreSQL shows the one that
    waits for the lock only the locked row as it is now. Nothing is asked of SQLite:
    there a writing transaction excludes every other from its first statement on.
    """
    if db.get_bind().dialect.name == "sqlite":
        return
    db.flush()  # refreshing forgets what was not written yet
    names = ["cancelled_at", "cancelled_by", "revision", "sequence"]
    db.refresh(registration, names, with_for_update=True)
    held = select(Place).where(Place.registration_id == registration.id).order_by(Place.id)
    places = db.scalars(held.execution_options(populate_existing=True)).all()
    set_committed_value(registration, "places", list(places))


def _accept(db: Db, registration: Registration, now: datetime) -> bool:
    """Let a substitution by which the registration was made stand for good; say whether one did."""
    if not registration.registered_by:
        return False  # nobody sent them
    offered = update(Substitution).where(
        Substitution.successor_id == registration.id,
        Substitution.accepted_at.is_(None),
        Substitution.undone_at.is_(None),
    )
    return _changed(db, offered.values(accepted_at=now).returning(Substitution.id))


def _confirm_wish(db: Db, registration: Registration, now: datetime) -> bool:
    """Let a wish that was written with the registration count; say whether one did not yet."""
    if all(wish.confirmed_at or wish.ended_at for wish in registration.wishes):
        return False
    written = update(Enrolment).where(
        Enrolment.registration_id == registration.id,
        Enrolment.confirmed_at.is_(None),
        Enrolment.ended_at.is_(None),
    )
    return _changed(db, written.values(confirmed_at=now).returning(Enrolment.id))


def _changed(db: Db, change: ReturningUpdate[int]) -> bool:
    return bool(db.scalars(change).all())
