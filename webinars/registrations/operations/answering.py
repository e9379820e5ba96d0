"""Answering an offer: accepted, declined, run out, or taken back by hand."""

from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import Gone, Refusal
from webinars.kernel.text import N_, clean_paragraphs
from webinars.programme.operations.refusals import NoReason
from webinars.registrations.letters import CANCELLED, CONFIRMATION, OFFER_EXPIRED
from webinars.registrations.models import (
    Offer,
    OfferState,
    Outcome,
    Place,
    PlaceState,
    QueueEntry,
    Registration,
    SeatDecision,
)
from webinars.registrations.operations.changing import end
from webinars.registrations.operations.offering import deadline_for, make_offer
from webinars.registrations.operations.places import confirm, give_on, hold, release
from webinars.registrations.operations.proving import lock, prove
from webinars.registrations.operations.queueing import enter
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import get_registration
from webinars.registrations.queries.queue import (
    find_offer,
    held_in,
    offers_run_out,
    seat_settings,
)
from webinars.registrations.rules import standing_places

ACCEPTED = N_("Offered to you, and accepted.")
RAN_OUT = N_("The offer ran out: your turn is behind all the others.")
BY_HAND = "by-hand"
PATIENCE = 2
"""So many offers that run out end an entry."""


class OfferOver(Gone):
    message = N_("This offer is over: its time has run out, or it was answered already.")


class NotWaiting(Refusal):
    message = N_("Nobody waits there any more: look at the queue again.")


class NoneFree(Refusal):
    message = N_("No place is free. Nothing is taken from those who hold one.")


class TooLateToOffer(Refusal):
    message = N_("A place cannot be offered in time any more: a free one is first come.")


def accept(db: Db, *, offer: Offer, now: datetime) -> None:
    """Confirm the place that is held. Two who press at once are one.

    Raises:
        OfferOver: it has run out, was answered otherwise, or its place is gone.
    """
    registration = _held(db, offer)
    if offer.state is OfferState.ACCEPTED and offer.place.state is PlaceState.CONFIRMED:
        return
    _refuse_over(offer, now)
    prove(db, registration=registration, now=now)
    _finish(offer, OfferState.ACCEPTED, now)
    confirm(db, place=offer.place, why=ACCEPTED, now=now)
    until = offer.place.sitting.ends_at
    tell(db, registration=registration, kind=CONFIRMATION, now=now, valid_until=until)
    _note(db, registration, "accept_offer", by=registration.public_id, now=now)


def decline(db: Db, *, offer: Offer, now: datetime) -> None:
    """Give the place back; it is offered to the next at once. Other queues of hers stay.

    Raises:
        OfferOver: it has run out or was answered.
    """
    registration = _held(db, offer)
    if offer.state is OfferState.DECLINED:
        return
    _refuse_over(offer, now)
    prove(db, registration=registration, now=now)
    _finish(offer, OfferState.DECLINED, now)
    by = registration.public_id
    _note(db, registration, "decline_offer", by=by, now=now)
    if len(standing_places(registration)) > 1:
        _leave(db, registration, offer.place, now)
        return
    end(db, registration=registration, by=by, now=now)
    left = offer.place.sitting.public_id
    tell(db, registration=registration, kind=CANCELLED, now=now, sitting=left, held=False)


def expire_offers(db: Db, *, now: datetime) -> int:
    """End the offers whose time is over; return how many. Twice ends none twice.

    After the first one stands behind all others, after the second one is out,
    and is told so. The place is offered to the next.
    """
    over = offers_run_out(db, now=now)
    hold(db, sittings={offer.place.sitting for offer in over})
    return sum(_expire(db, offer.public_id, now) for offer in over)


def offer_by_hand(db: Db, *, place: Place, reason: str, by: str, now: datetime) -> Offer:
    """Offer a free place out of the order. The reason is kept and the evaluator sees it.

    Raises:
        NoReason: none is given.
        NotWaiting, NoneFree, TooLateToOffer: it cannot be done.
    """
    why = clean_paragraphs(reason)
    if not why:
        raise NoReason
    sitting = place.sitting
    hold(db, sittings=[sitting])
    db.refresh(place)
    if place.state is not PlaceState.WAITING:
        raise NotWaiting
    if sitting.places is not None and held_in(db, sitting=sitting) >= sitting.places:
        raise NoneFree
    cutoff = seat_settings(db, sitting=sitting).cutoff
    until = deadline_for(sitting, zone=place.registration.zone, cutoff=cutoff, now=now)
    if until is None:
        raise TooLateToOffer
    enter(db, sitting=sitting)
    row = SeatDecision(
        place_id=place.id,
        outcome=Outcome.BY_HAND,
        rule=BY_HAND,
        why=why,
        values={},
        decided_at=now,
        decided_by=by,
    )
    offer = make_offer(db, place=place, until=until, decision=row, now=now)
    _note(db, place.registration, "offer_by_hand", by=by, now=now, reason=why)
    return offer


def withdraw_offer(db: Db, *, offer: Offer, reason: str, by: str, now: datetime) -> None:
    """Take back one open offer: that person waits again, in the order as before.

    Raises:
        NoReason: none is given.
        OfferOver: it is not open any more.
    """
    why = clean_paragraphs(reason)
    if not why:
        raise NoReason
    registration = _held(db, offer)
    _refuse_over(offer, now)
    _finish(offer, OfferState.WITHDRAWN, now)
    place = offer.place
    place.state, place.since = PlaceState.WAITING, now
    registration.revision += 1
    db.flush()
    _note(db, registration, "withdraw_offer", by=by, now=now, reason=why)
    give_on(db, sitting=place.sitting, freed=None, now=now)


def _held(db: Db, offer: Offer) -> Registration:
    """Hold sittings and registration, and read the offer again."""
    registration = get_registration(db, public_id=offer.place.registration.public_id)
    hold(db, sittings=registration.webinar.sittings)
    lock(db, registration)
    db.refresh(offer)
    return registration


def _refuse_over(offer: Offer, now: datetime) -> None:
    void = offer.place.state is not PlaceState.OFFERED
    if void or offer.state is not OfferState.OPEN or offer.until <= now:
        raise OfferOver


def _finish(offer: Offer, state: OfferState, now: datetime) -> None:
    offer.state, offer.ended_at = state, now


def _expire(db: Db, public_id: str, now: datetime) -> int:
    offer = find_offer(db, public_id=public_id)
    if offer is None or offer.state is not OfferState.OPEN:
        return 0
    if offer.place.state is not PlaceState.OFFERED:
        _finish(offer, OfferState.WITHDRAWN, now)
        return 0
    registration = _held(db, offer)
    _finish(offer, OfferState.EXPIRED, now)
    entry = db.get_one(QueueEntry, offer.place_id)
    entry.expired += 1
    _note(db, registration, "expire_offer", by="queue", now=now, times=entry.expired)
    waits, sitting = entry.expired < PATIENCE, offer.place.sitting
    if waits:
        place = offer.place
        place.state, place.since, place.reason = PlaceState.WAITING, now, RAN_OUT
        registration.revision += 1
        db.flush()
        give_on(db, sitting=sitting, freed=None, now=now)
    else:
        _leave(db, registration, offer.place, now)
    if offer.place.state is not PlaceState.OFFERED:  # nobody else waited: it is hers again
        _tell_expired(db, registration, offer.place, now, waits=waits)
    return 1


def _tell_expired(
    db: Db, registration: Registration, place: Place, now: datetime, *, waits: bool
) -> None:
    sitting = place.sitting
    tell(
        db,
        registration=registration,
        kind=OFFER_EXPIRED,
        now=now,
        valid_until=sitting.ends_at,
        sitting=sitting.public_id,
        waits=waits,
    )


def _leave(db: Db, registration: Registration, place: Place, now: datetime) -> None:
    """End this turn. The registration stands: one may enter the queue again, as anybody may."""
    release(place, now=now)
    registration.revision += 1
    db.flush()
    give_on(db, sitting=place.sitting, freed=PlaceState.OFFERED, now=now)


def _note(
    db: Db, registration: Registration, verb: str, *, by: str, now: datetime, **detail: object
) -> None:
    kind, subject = f"registrations.{verb}", registration.public_id
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail or None)
