"""Offering a place to somebody who waits: held for them alone, until a deadline."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.registrations.letters import OFFER
from webinars.registrations.models import (
    Offer,
    OfferState,
    Outcome,
    Place,
    PlaceState,
    Registration,
    SeatDecision,
)
from webinars.registrations.operations.telling import tell
from webinars.registrations.rules import Decision
from webinars.registrations.rules.deadlines import offer_until

OFFERED_BY_ORDER = N_("Offered by the order of the published rules.")


def make_offer(
    db: Db, *, place: Place, until: datetime, decision: SeatDecision, now: datetime
) -> Offer:
    """Hold the place until a deadline and write to the person. The caller holds the sitting."""
    registration = place.registration
    place.state, place.since, place.reason = PlaceState.OFFERED, now, OFFERED_BY_ORDER
    registration.revision += 1
    offer = Offer(place_id=place.id, made_at=now, until=until, state=OfferState.OPEN)
    db.add_all([offer, decision])
    db.flush()  # gives the public id from which the letter's link is computed
    tell(
        db,
        registration=registration,
        kind=OFFER,
        now=now,
        valid_until=until,
        urgent=True,
        offer=offer.public_id,
        sitting=place.sitting.public_id,
        until=until.isoformat(),
    )
    return offer


def deadline_for(
    sitting: Sitting, *, zone: str | None, cutoff: datetime, now: datetime
) -> datetime | None:
    """Return until when a place would be held for somebody who lives in `zone`."""
    starts_at = sitting.starts_at
    return offer_until(now, starts_at=starts_at, cutoff=cutoff, zone=zone or sitting.zone)


def decision_row(
    decided: Decision, outcome: Outcome, *, place_id: int, allocation_id: int, now: datetime
) -> SeatDecision:
    return SeatDecision(
        place_id=place_id,
        allocation_id=allocation_id,
        outcome=outcome,
        rule=str(decided.rule),
        rank=decided.rank,
        why=decided.why,
        values=dict(decided.values),
        decided_at=now,
        decided_by="queue",
    )


def places_called(db: Db, ids: Sequence[int]) -> dict[int, Place]:
    """Return these places with registration, person and address."""
    found = (
        select(Place)
        .join(Place.registration)
        .where(Place.id.in_(ids))
        .options(
            contains_eager(Place.registration).options(
                joinedload(Registration.person), joinedload(Registration.address)
            )
        )
    )
    return {place.id: place for place in db.scalars(found)}


def withdraw_void_offers(db: Db, *, sitting: Sitting, now: datetime) -> None:
    """End the offers of places that are no longer offered: cancelled, or passed on."""
    gone = select(Place.id).where(Place.sitting_id == sitting.id, Place.state != PlaceState.OFFERED)
    void = update(Offer).where(Offer.state == OfferState.OPEN, Offer.place_id.in_(gone))
    db.execute(void.values(state=OfferState.WITHDRAWN, ended_at=now))
