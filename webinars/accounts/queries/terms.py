"""Terms of focal points and coordinators: which run, and for whom."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.people.models import Coordinator, FocalPoint
from webinars.people.queries import merged_ids

T = TypeVar("T", FocalPoint, Coordinator)


def terms_of(db: Db, *, person_id: int | None, on: date) -> Sequence[FocalPoint]:
    """Return the terms of a person as focal point that run on the day `on`, by State."""
    return _running(db, FocalPoint, person_id, FocalPoint.state_code, on)


def coordinations_of(db: Db, *, person_id: int | None, on: date) -> Sequence[Coordinator]:
    """Return the terms of a person as coordinator that run on the day `on`, by group."""
    return _running(db, Coordinator, person_id, Coordinator.group, on)


def find_term(db: Db, *, public_id: str) -> FocalPoint | Coordinator | None:
    """Return the term of that public id with its person."""
    return _term(db, FocalPoint, public_id) or _term(db, Coordinator, public_id)


def _term(db: Db, kind: type[T], public_id: str) -> T | None:
    this = select(kind).where(kind.public_id == public_id)
    return db.scalars(this.options(joinedload(kind.person))).one_or_none()


def all_terms(db: Db) -> tuple[Sequence[FocalPoint], Sequence[Coordinator]]:
    """Return every term with its person: focal points by State, coordinators by group."""
    focal = select(FocalPoint).options(
        joinedload(FocalPoint.person), joinedload(FocalPoint.successor)
    )
    coordinating = select(Coordinator).options(joinedload(Coordinator.person))
    return (
        db.scalars(focal.order_by(FocalPoint.state_code, FocalPoint.starts_on)).all(),
        db.scalars(coordinating.order_by(Coordinator.group, Coordinator.starts_on)).all(),
    )


def states_with_focal_point(db: Db, *, on: date) -> frozenset[str]:
    """Return the codes of the States that have a focal point on the day `on`."""
    running = select(FocalPoint.state_code).where(*runs_on(FocalPoint, on))
    return frozenset(db.scalars(running))


def runs_on(kind: type[FocalPoint] | type[Coordinator], on: date) -> list[ColumnElement[bool]]:
    """Return what is true of a term on a day, its last one included."""
    return [
        kind.starts_on <= on,
        or_(kind.ends_on.is_(None), kind.ends_on >= on),
        kind.ended_at.is_(None),
    ]


def _running(
    db: Db,
    kind: type[T],
    person_id: int | None,
    order: SQLColumnExpression[str],
    on: date,
) -> Sequence[T]:
    if person_id is None:
        return []
    counts_as = merged_ids(db).get(person_id, person_id)
    own = select(kind).where(kind.person_id.in_({person_id, counts_as}), *runs_on(kind, on))
    return db.scalars(own.order_by(order)).all()
