"""Who goes instead of whom."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from webinars.database import Db
from webinars.registrations.models import Registration, Substitution


def passed_on(db: Db, *, registration: Registration) -> Substitution | None:
    """Return the standing substitution by which `registration` gave its place away, if any."""
    return _standing(db, Substitution.predecessor_id, registration)


def received(db: Db, *, registration: Registration) -> Substitution | None:
    """Return the standing substitution by which `registration` has its place, if any."""
    return _standing(db, Substitution.successor_id, registration)


def substitutions_since(db: Db, *, registration: Registration, since: datetime) -> int:
    """Return how often `registration` passed its place on since a moment, undone or not."""
    passed = select(func.count()).select_from(Substitution)
    mine = (Substitution.predecessor_id == registration.id, Substitution.made_at > since)
    return db.scalar(passed.where(*mine)) or 0


def _standing(
    db: Db, column: InstrumentedAttribute[int], registration: Registration
) -> Substitution | None:
    found = (
        select(Substitution)
        .where(column == registration.id, Substitution.undone_at.is_(None))
        .options(
            joinedload(Substitution.predecessor).joinedload(Registration.person),
            joinedload(Substitution.successor).joinedload(Registration.person),
        )
        .order_by(Substitution.id.desc())
        .limit(1)
    )
    return db.scalars(found).one_or_none()
