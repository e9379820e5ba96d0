"""Places: taken under a lock where they are few, released, and given on at once.

This is the simplest form of `reference/seats.md`, “at once”: a place is confirmed
while any is free, the others wait, and a place that is freed goes to the first
of them. For now the first is who has waited longest; the published order with
offers and deadlines replaces `queries.first_waiting`, and nothing here.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.programme.operations import raise_revision
from webinars.registrations.letters import PLACE_GIVEN
from webinars.registrations.models import Place, PlaceState
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import first_waiting, seats_for_newcomer, seats_in
from webinars.registrations.rules import HOLDING, Seats

DECISIVE = ["capacity", "reserve", "starts_at", "ends_at", "cancelled_at"]
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
    limited = [sitting for sitting in sittings if sitting.capacity is not None]
    db.flush()  # refreshing forgets what was not written yet
    for sitting in sorted(limited, key=lambda one: one.id):
        db.refresh(sitting, DECISIVE, with_for_update=True)


def new_place(db: Db, *, sitting: Sitting, now: datetime) -> tuple[Place, Seats]:
    """Return a place that a newcomer gets, and the seats as they were; the caller holds the row."""
    seats = seats_for_newcomer(db, sitting=sitting)
    free = seats.open_to_newcomers
    place = Place(
        sitting_id=sitting.id,
        state=PlaceState.CONFIRMED if free else PlaceState.WAITING,
        since=now,
        reason=WAS_FREE if free else WAS_FULL,
    )
    return place, seats


def note_taken(db: Db, *, place: Place, before: Seats) -> None:
    """Let public pages know where a place that was taken changes what they tell."""
    if place.state in HOLDING:
        _note(db, before, replace(before, held=before.held + 1))
    else:
        _note(db, before, replace(before, waiting=before.waiting + 1))


def release(place: Place, *, now: datetime) -> None:
    place.state, place.released_at = PlaceState.RELEASED, now


def give_on(db: Db, *, sitting: Sitting, freed: PlaceState | None, now: datetime) -> int:
    """Give the free places of `sitting` to who waits; return to how many.

    The caller holds the row. `freed` is the state of a place that was released
    just now, if one was: public pages hear of it.
    """
    if sitting.places is None and freed is not None:
        return 0  # nobody waits where there is no limit
    seats = seats_in(db, sitting=sitting)
    given = _give(db, sitting, seats, now) if sitting.starts_at > now else 0
    after = replace(seats, held=seats.held + given, waiting=seats.waiting - given)
    _note(db, _before(seats, freed), after)
    return given


def _give(db: Db, sitting: Sitting, seats: Seats, now: datetime) -> int:
    free = seats.waiting if seats.free is None else min(seats.free, seats.waiting)
    places = first_waiting(db, sitting=sitting, limit=free) if free else []
    for place in places:
        registration = place.registration
        place.state, place.since, place.reason = PlaceState.CONFIRMED, now, WAS_FREED
        registration.revision += 1
        until = sitting.ends_at
        tell(db, registration=registration, kind=PLACE_GIVEN, now=now, valid_until=until)
        subject = registration.public_id
        record(db, kind="registrations.give_place", actor="queue", subject=subject, now=now)
    return len(places)


def _before(seats: Seats, freed: PlaceState | None) -> Seats:
    if freed is PlaceState.WAITING:
        return replace(seats, waiting=seats.waiting + 1)
    return replace(seats, held=seats.held + 1) if freed in HOLDING else seats


def _note(db: Db, before: Seats, after: Seats) -> None:
    if before.band is not after.band:
        raise_revision(db)
