"""What a person changes of a registration: wishes, sitting, consents; and cancelling it.

`by` is the public id of who does it. The registration's own id means the holder
of its link: the first thing they do proves the address to which the link went.
"""

from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.database.inserting import Row, write
from webinars.journal.operations import entry_rows
from webinars.kernel.languages import Language
from webinars.outbox.operations import withdraw
from webinars.people.operations import rename
from webinars.programme.models import Sitting
from webinars.registrations.letters import CANCELLED, CHANGED, LEFT
from webinars.registrations.models import Consent, ConsentKind, Place, PlaceState, Registration
from webinars.registrations.operations.interpreting import refuse_unless_interpreted
from webinars.registrations.operations.places import give_on, hold, release, release_all
from webinars.registrations.operations.proving import lock, proof_of_holder, prove_holder
from webinars.registrations.operations.refusals import (
    HasBegun,
    IsCancelled,
    NoPlaceThere,
)
from webinars.registrations.operations.registering import (
    refuse_unless_open,
    sitting_called,
)
from webinars.registrations.operations.taking import new_place, note_taken, take_first_come
from webinars.registrations.operations.telling import tell, told_rows
from webinars.registrations.rules import (
    HOLDING,
    NOTICE_VERSION,
    agreed,
    last_place,
    place_in,
    standing_place,
    standing_places,
)


@dataclass(frozen=True)
class Wishes:
    """How a person wants to be written to, and what she wants to hear."""

    language: Language
    zone: str | None
    listens_in: str
    needs: str
    viewers: int


def change(db: Db, *, registration: Registration, wishes: Wishes, by: str, now: datetime) -> None:
    """Change language, zone, interpretation, needs or viewers. What is the same says nothing.

    Raises:
        IsCancelled: there is nothing to change.
        NotInterpreted: the webinar is not interpreted into that language.
    """
    if wishes.listens_in != registration.listens_in:
        refuse_unless_interpreted(db, registration.webinar, wishes.listens_in)
    lock(db, registration)
    _refuse_cancelled(registration)
    prove_holder(db, registration, by=by, now=now)
    differing = {}
    for name, after in vars(wishes).items():
        before = getattr(registration, name)
        if before != after:
            differing[name] = [before, after]
            setattr(registration, name, after)
    if not differing:
        return
    registration.revision += 1
    told = told_rows(registration=registration, kind=CHANGED, now=now)
    write(db, *told, *_noted(registration, "change", by=by, now=now, **differing))


def move(db: Db, *, registration: Registration, to: str, by: str, now: datetime) -> None:
    """Exchange the place for one in another sitting of the same webinar; the old one is given on.

    Who waits in several queues leaves them all. Who waits for the very sitting
    takes a place there once free ones are first come, and else keeps her turns.

    Args:
        to: public id of the other sitting.

    Raises:
        AnotherWebinar: it is not a sitting of the same webinar.
        NoPlaceThere: no place is free there, and the present one is worth keeping.
        IsCancelled, RegistrationClosed, SittingCancelled: it cannot be had.
        HasBegun: one of the two sittings has.
    """
    sitting = sitting_called(registration, to)
    hold(db, sittings=registration.webinar.sittings)
    lock(db, registration)
    _refuse_cancelled(registration)
    old, there = standing_place(registration), place_in(registration, to)
    if there is not None:
        if take_first_come(db, place=there, now=now):
            _tell_taken(db, registration, there, by=by, now=now)
        return
    _refuse_begun(old, now)
    refuse_unless_open(sitting, registration.category, now=now)
    fresh, found = new_place(db, sitting=sitting, who=registration, now=now)
    if fresh.state is PlaceState.WAITING and _worth_keeping(old):
        raise NoPlaceThere
    proof = proof_of_holder(db, registration, by=by, now=now)
    entry = _noted(registration, "move", by=by, now=now, to=to)
    _exchange(db, registration, old, fresh, beside=[*entry, *proof], now=now)
    note_taken(db, place=fresh, before=found)


def _tell_taken(
    db: Db, registration: Registration, place: Place, *, by: str, now: datetime
) -> None:
    prove_holder(db, registration, by=by, now=now)
    until = place.sitting.ends_at
    tell(db, registration=registration, kind=CHANGED, now=now, valid_until=until)
    _note(db, registration, "take_place", by=by, now=now)


def agree(
    db: Db, *, registration: Registration, consents: frozenset[ConsentKind], by: str, now: datetime
) -> None:
    """Let exactly `consents` stand. What was given before keeps its moment; nothing is deleted."""
    lock(db, registration)
    prove_holder(db, registration, by=by, now=now)
    present = agreed(registration)
    given, withdrawn = sorted(consents - present), sorted(present - consents)
    if not given and not withdrawn:
        return
    for row in registration.consents:
        if row.kind in withdrawn and row.withdrawn_at is None:
            row.withdrawn_at = now
    registration.consents.extend(
        Consent(kind=kind, given_at=now, notice_version=NOTICE_VERSION) for kind in given
    )
    _note(db, registration, "agree", by=by, now=now, given=given, withdrawn=withdrawn)


def cancel(db: Db, *, registration: Registration, by: str, now: datetime) -> None:
    """Cancel before the start: the place is given on at once, the calendar entry withdrawn.

    Cancelled already is no fault: nothing changes.

    Raises:
        HasBegun: the sitting has.
    """
    hold(db, sittings=registration.webinar.sittings)
    lock(db, registration)
    if registration.cancelled_at is not None:
        return
    place = standing_place(registration)
    _refuse_begun(place, now)
    prove_holder(db, registration, by=by, now=now)
    withdraw(db, about=registration.public_id, now=now)
    held, last = place is not None and place.state in HOLDING, last_place(registration)
    end(db, registration=registration, by=by, now=now)
    told = _told_cancelled(registration, last, now, held=held) if last else []
    write(db, *told, *_noted(registration, "cancel", by=by, now=now))


def _told_cancelled(
    registration: Registration, last: Place, now: datetime, *, held: bool
) -> list[Row]:
    left = last.sitting.public_id
    return told_rows(registration=registration, kind=CANCELLED, now=now, sitting=left, held=held)


def end(db: Db, *, registration: Registration, by: str, now: datetime) -> None:
    """Set a registration to cancelled and give its places on, without a word to anybody."""
    registration.cancelled_at, registration.cancelled_by = now, by
    registration.revision += 1
    registration.sequence += 1
    release_all(db, registration=registration, now=now)


def correct_name(db: Db, *, registration: Registration, name: str, by: str, now: datetime) -> None:
    """Correct the name under which the person is registered, here and everywhere.

    Raises:
        NameMissing, NameTaken: of the name.
    """
    prove_holder(db, registration, by=by, now=now)
    rename(db, person=registration.person, name=name, by=by, now=now)


def _exchange(
    db: Db,
    registration: Registration,
    old: Place | None,
    fresh: Place,
    *,
    beside: list[Row],
    now: datetime,
) -> None:
    """Put the fresh place where the old one was, and write the letters, and what goes beside."""
    registration.revision += 1
    registration.sequence += 1
    turns = [one for one in standing_places(registration) if one is not old]
    freed = old.state if old else None
    if old is not None:
        release(old, now=now)
    registration.places.append(fresh)
    db.flush()
    release_all(db, registration=registration, now=now, places=turns)
    left = old.sitting if old and freed in HOLDING else None
    write(db, *_told_moved(registration, fresh.sitting, left, now), *beside)
    if old is not None:
        give_on(db, sitting=old.sitting, freed=freed, now=now)


def _told_moved(
    registration: Registration, to: Sitting, left: Sitting | None, now: datetime
) -> list[Row]:
    """Return the letter that brings the new entry, and the one that takes the old one out."""
    told = told_rows(registration=registration, kind=CHANGED, now=now, valid_until=to.ends_at)
    if left is None or left.cancelled_at is not None:
        return told
    gone = told_rows(registration=registration, kind=LEFT, now=now, sitting=left.public_id)
    return [*told, *gone]


def _refuse_begun(place: Place | None, now: datetime) -> None:
    if place is not None and place.sitting.starts_at <= now and place.sitting.cancelled_at is None:
        raise HasBegun


def _worth_keeping(place: Place | None) -> bool:
    return place is not None and place.state in HOLDING and place.sitting.cancelled_at is None


def _refuse_cancelled(registration: Registration) -> None:
    if registration.cancelled_at is not None:
        raise IsCancelled


def _note(
    db: Db, registration: Registration, verb: str, *, by: str, now: datetime, **detail: object
) -> None:
    write(db, *_noted(registration, verb, by=by, now=now, **detail))


def _noted(
    registration: Registration, verb: str, *, by: str, now: datetime, **detail: object
) -> list[Row]:
    return entry_rows(
        kind=f"registrations.{verb}",
        actor=by,
        subject=registration.public_id,
        now=now,
        detail=detail or None,
    )
