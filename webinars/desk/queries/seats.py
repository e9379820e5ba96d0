"""One queue at the desk: who stands in it, what was decided, which runs there were."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.registrations.models import (
    Allocation,
    Offer,
    OfferState,
    Place,
    PlaceState,
    Queue,
    Registration,
    SeatDecision,
)

SHOWN = 100
"""Rows of each list on the page of a queue."""


@dataclass(frozen=True)
class InQueue:
    """Somebody who waits or was offered a place, with what was decided last."""

    place: Place
    decision: SeatDecision | None
    offer: Offer | None


def queue_rows(db: Db, *, sitting: Sitting) -> Sequence[InQueue]:
    """Return who waits or was offered a place, offers first, then by last rank; two statements."""
    last = (
        select(SeatDecision.id)
        .where(SeatDecision.place_id == Place.id)
        .order_by(SeatDecision.id.desc())
        .limit(1)
        .correlate(Place)
        .scalar_subquery()
    )
    found = (
        select(Place, SeatDecision, Offer)
        .join(Place.registration)
        .outerjoin(SeatDecision, SeatDecision.id == last)
        .outerjoin(Offer, (Offer.place_id == Place.id) & (Offer.state == OfferState.OPEN))
        .where(Place.sitting_id == sitting.id)
        .where(Place.state.in_([PlaceState.WAITING, PlaceState.OFFERED]))
        .options(contains_eager(Place.registration).joinedload(Registration.person))
        .order_by(Place.state, SeatDecision.rank.is_(None), SeatDecision.rank, Place.public_id)
        .limit(SHOWN)
    )
    return [InQueue(*row) for row in db.execute(found)]


def runs_of(db: Db, *, sitting: Sitting) -> Sequence[Allocation]:
    """Return the runs over the queue of `sitting`, the newest first."""
    found = select(Allocation).where(Allocation.sitting_id == sitting.id)
    return db.scalars(found.order_by(Allocation.number.desc()).limit(SHOWN)).all()


def log_of(db: Db, *, sitting: Sitting) -> Sequence[SeatDecision]:
    """Return the decisions about places of `sitting`, the newest first."""
    found = (
        select(SeatDecision)
        .join(SeatDecision.place)
        .where(Place.sitting_id == sitting.id)
        .options(contains_eager(SeatDecision.place))
        .order_by(SeatDecision.id.desc())
        .limit(SHOWN)
    )
    return db.scalars(found).all()


def plan_of_run(db: Db, *, public_id: str) -> tuple[Sitting, int, bytes] | None:
    """Return the sitting, the number and the plan of a run, as JSON."""
    found = select(Allocation).where(Allocation.public_id == public_id)
    run = db.scalars(found.options(joinedload(Allocation.sitting))).one_or_none()
    return None if run is None else (run.sitting, run.number, zlib.decompress(run.plan))


def queues_of(db: Db, *, sittings: Sequence[Sitting]) -> dict[int, Queue]:
    """Return the queues of these sittings, by the sitting's id."""
    ids = [sitting.id for sitting in sittings]
    return {
        one.sitting_id: one for one in db.scalars(select(Queue).where(Queue.sitting_id.in_(ids)))
    }
