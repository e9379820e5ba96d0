"""Places: taken under a lock where they are few, released, and given on by the published rules.

A sitting without a limit costs none of this. Otherwise who comes gets a place
while any is free beyond what is kept, or waits; a place that is freed is
offered to the first of those who wait, in the engine's order. Nothing that was
given is taken back.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.programme.operations import raise_revision
from webinars.registrations.letters import PLACE_GIVEN
from webinars.registrations.models import (
    Outcome,
    Place,
    PlaceState,
    Registration,
    Way,
)
from webinars.registrations.operations.offering import (
    deadline_for,
    decision_row,
    make_offer,
    places_called,
    withdraw_void_offers,
)
from webinars.registrations.operations.queueing import enter, queue_of
from webinars.registrations.operations.running import run
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import first_waiting, seats_in
from webinars.registrations.queries.queue import (
    Waiting,
    seat_settings,
    waiting_for,
)
from webinars.registrations.rules import HOLDING, Seats, standing_places
from webinars.registrations.rules.keeping import Settings

DECISIVE = (
    Sitting.capacity,
    Sitting.reserve,
    Sitting.starts_at,
    Sitting.ends_at,
    Sitting.cancelled_at,
)
"""What is read again once the row is held: somebody may have changed it meanwhile."""

WAS_FREE = N_("A place was free.")
WAS_FULL = N_("All places were taken.")
WAS_FREED = N_("A place was freed, and nobody had waited longer.")


def hold(db: Db, *, sittings: Collection[Sitting]) -> None:
    """Let nobody else decide places of these sittings before this transaction ends.

    Only where there is a limit: elsewhere nobody waits for anybody. Locked in
    one order, and before any registration, so that two never wait for each other.
    """
    if db.get_bind().dialect.name == "sqlite":
        return  # a writing transaction there excludes every other from its first statement on
    limited = {sitting.id: sitting for sitting in sittings if sitting.capacity is not None}
    db.flush()  # reading again forgets what was not written yet
    if not limited:
        return
    held = select(Sitting.id, *DECISIVE).where(Sitting.id.in_(limited)).order_by(Sitting.id)
    for sitting_id, *facts in db.execute(held.with_for_update()):
        for column, fact in zip(DECISIVE, facts, strict=True):
            set_committed_value(limited[sitting_id], column.key, fact)


def release(place: Place, *, now: datetime) -> None:
    place.state, place.released_at = PlaceState.RELEASED, now


def release_all(
    db: Db, *, registration: Registration, now: datetime, places: Sequence[Place] | None = None
) -> None:
    """Release every place that stands, or these, and give each on; the caller holds them all."""
    gone = [
        (one, one.state) for one in (standing_places(registration) if places is None else places)
    ]
    for place, _freed in gone:
        release(place, now=now)
    db.flush()  # none of them may be offered to the person again
    for place, freed in gone:
        give_on(db, sitting=place.sitting, freed=freed, now=now)


def give_on(db: Db, *, sitting: Sitting, freed: PlaceState | None, now: datetime) -> int:
    """Offer the free places of `sitting` to who waits; return to how many.

    The caller holds the row. `freed` is the state of a place that was released
    just now, if one was: public pages hear of it. Where the limit is gone,
    everybody gets a place and need not answer.
    """
    if sitting.places is None and freed is not None:
        return 0  # nobody waits where there is no limit
    if freed is PlaceState.OFFERED:
        withdraw_void_offers(db, sitting=sitting, now=now)
    seats = seats_in(db, sitting=sitting)
    given = _give(db, sitting, seats, now) if sitting.starts_at > now and seats.waiting else 0
    after = replace(seats, held=seats.held + given, waiting=seats.waiting - given)
    note_band(db, before=_before(seats, freed), after=after)
    return given


def confirm(db: Db, *, place: Place, why: str, now: datetime) -> None:
    """Give the place for good; the person's turns in other queues end."""
    registration = place.registration
    place.state, place.since, place.reason = PlaceState.CONFIRMED, now, why
    registration.revision += 1
    close_others(db, kept=place, now=now)


def close_others(db: Db, *, kept: Place, now: datetime) -> None:
    """Release what else the person waits for or was offered."""
    registration, open_ = kept.registration, {PlaceState.WAITING, PlaceState.OFFERED}
    others = [one for one in registration.places if one is not kept and one.state in open_]
    if others:
        release_all(db, registration=registration, now=now, places=others)


def _give(db: Db, sitting: Sitting, seats: Seats, now: datetime) -> int:
    if seats.free is None:
        return _give_to_all(db, sitting, seats.waiting, now)
    settings, queue = seat_settings(db, sitting=sitting), queue_of(db, sitting=sitting, now=now)
    undrawn = settings.way is Way.DRAW and queue.drawn_at is None
    halted = queue.paused_at is not None or queue.first_come_at is not None
    if not seats.free or undrawn or halted or now >= settings.cutoff:
        return 0
    enter(db, sitting=sitting)
    waiting = waiting_for(db, sitting=sitting)
    first = [one for one in waiting if not one.expired]
    given = _offer(db, sitting, first, free=seats.free, settings=settings, now=now) if first else 0
    rest = [one for one in waiting if one.expired]
    if rest and given == len(first) < seats.free:
        given += _offer(db, sitting, rest, free=seats.free - given, settings=settings, now=now)
    return given


def _offer(
    db: Db,
    sitting: Sitting,
    waiting: Sequence[Waiting],
    *,
    free: int,
    settings: Settings,
    now: datetime,
) -> int:
    """Run the engine and offer what it gives; return how many were offered."""
    made = run(db, sitting=sitting, waiting=waiting, free=free, drawn=False, now=now)
    places = places_called(db, [one.place_id for _decision, one in made.placed])
    for count, (decided, one) in enumerate(made.placed):
        until = deadline_for(sitting, zone=one.zone, cutoff=settings.cutoff, now=now)
        if until is None:
            _open_to_all(db, sitting, now)
            return count
        ids = {"place_id": one.place_id, "allocation_id": made.allocation.id}
        row = decision_row(decided, Outcome.OFFER, now=now, **ids)
        make_offer(db, place=places[one.place_id], until=until, decision=row, now=now)
    return len(made.placed)


def _open_to_all(db: Db, sitting: Sitting, now: datetime) -> None:
    """The first in the order could not answer in time: what is free is first come from now on."""
    queue_of(db, sitting=sitting, now=now).first_come_at = now
    kind, subject = "registrations.first_come", sitting.public_id
    record(db, kind=kind, actor="queue", subject=subject, now=now)
    raise_revision(db)


def _give_to_all(db: Db, sitting: Sitting, count: int, now: datetime) -> int:
    places = first_waiting(db, sitting=sitting, limit=count)
    for place in places:
        registration = place.registration
        confirm(db, place=place, why=WAS_FREE, now=now)
        until = sitting.ends_at
        tell(db, registration=registration, kind=PLACE_GIVEN, now=now, valid_until=until)
        subject = registration.public_id
        record(db, kind="registrations.give_place", actor="queue", subject=subject, now=now)
    return len(places)


def _one_more(seats: Seats) -> Seats:
    return replace(seats, held=seats.held + 1)


def _before(seats: Seats, freed: PlaceState | None) -> Seats:
    if freed is PlaceState.WAITING:
        return replace(seats, waiting=seats.waiting + 1)
    return _one_more(seats) if freed in HOLDING else seats


def note_band(db: Db, *, before: Seats, after: Seats) -> None:
    """Let public pages know where they tell another band of free places."""
    if before.band is not after.band:
        raise_revision(db)
