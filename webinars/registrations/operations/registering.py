"""Registering: somebody new, somebody known, somebody who comes back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.people.operations import prove_address
from webinars.people.queries import follow
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.rules import registration_is_open, standing
from webinars.registrations.models import Category, Registration
from webinars.registrations.operations.declared import (
    as_before_here,
    as_it_counts,
    as_it_counts_at,
)
from webinars.registrations.operations.entering import enter
from webinars.registrations.operations.interpreting import refuse_unless_interpreted
from webinars.registrations.operations.meeting import Standing, meet, tell_again
from webinars.registrations.operations.newcomers import THEMSELVES, By, Newcomer, somebody_known
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.refusals import (
    AnotherWebinar,
    AsksMore,
    HasBegun,
    NoSuchState,
    NotForYou,
    NotOpenYet,
    RegistrationClosed,
    SittingCancelled,
)
from webinars.registrations.queries import last_registration, sitting_to_register
from webinars.registrations.queries.doors import sitting_at_door
from webinars.registrations.rules import ADMITTED, Declaration

ATTEMPTS = 2
"""Whoever loses a race against the same person finds them at the second look."""


def register(
    db: Db, *, sitting: Sitting, declared: Declaration, now: datetime, by: By = THEMSELVES
) -> Registration:
    """Give who declares so a place in `sitting`, or the last turn in its queue.

    Where that is full, the other sittings count that were named: a place in the
    first of them that has one, else a turn in the queue of each.

    Somebody who is registered already keeps what they have and gets a letter
    that says so; what was declared now is not taken over, since anybody may
    have written it. Two who ask at once with one name and address are one.

    Raises:
        RegistrationClosed, NotOpenYet, SittingCancelled: not for this sitting now.
        NotForYou: the webinar is not open to the category.
        BadAddress, NameMissing: of name and address.
        NoSuchState, NotInterpreted: the code is not one that the form offers.
        MailboxFull: too many letters went there lately. The page must not tell.
    """
    declared = as_it_counts(db, webinar=sitting.webinar, declared=declared)
    also = _named_too(sitting, declared, now)
    hold(db, sittings=[sitting, *also])
    refuse_unless_open(sitting, declared.category, now=now)
    refuse_unless_interpreted(db, sitting.webinar, declared.listens_in)
    return take_in(db, sitting=sitting, declared=declared, now=now, by=by, also=also)


def register_at(db: Db, *, sitting_id: str, declared: Declaration, now: datetime) -> None:
    """Do what `register` does for a person themselves, as quickly as many need it at once.

    Args:
        sitting_id: public id.

    Raises:
        NotFound: there is no such sitting.
        AsksMore: the webinar has further questions, and they were not put.
    """
    find = _among_others if declared.also else _at_door
    sitting, declared = find(db, sitting_id, declared)
    refuse_unless_open(sitting, declared.category, now=now)
    if sitting.webinar.asks_more and not declared.asked_more:
        raise AsksMore
    if declared.also:
        register(db, sitting=sitting, declared=declared, now=now)
        return
    refuse_unless_interpreted(db, sitting.webinar, declared.listens_in)
    _take_in(db, [sitting], declared, THEMSELVES, now)


def _at_door(db: Db, sitting_id: str, declared: Declaration) -> tuple[Sitting, Declaration]:
    door = sitting_at_door(db, public_id=sitting_id)
    if door is None:
        raise NotFound
    return door.sitting, as_it_counts_at(db, door=door, declared=declared)


def _among_others(db: Db, sitting_id: str, declared: Declaration) -> tuple[Sitting, Declaration]:
    sitting = sitting_to_register(db, public_id=sitting_id)
    if sitting is None:
        raise NotFound
    return sitting, as_it_counts(db, webinar=sitting.webinar, declared=declared)


def take_in(
    db: Db,
    *,
    sitting: Sitting,
    declared: Declaration,
    now: datetime,
    by: By,
    also: Sequence[Sitting] = (),
) -> Registration:
    """Do what `register` does once nothing stands in the way; the caller holds the sittings."""
    made = _take_in(db, [sitting, *also], declared, by, now)
    beside = [joinedload(Registration.person), joinedload(Registration.address)]
    return db.get_one(Registration, made, options=beside)


def _take_in(
    db: Db, wanted: Sequence[Sitting], declared: Declaration, by: By, now: datetime
) -> int:
    for attempt in range(ATTEMPTS):
        who = meet(db, sitting=wanted[0], declared=declared, by=by, now=now)
        if isinstance(who, Standing):
            if not attempt:
                tell_again(db, standing=who, sitting=wanted[0], now=now)
            return who.registration.id
        made = enter(db, wanted=wanted, new=who, now=now)
        if made is not None:
            return made
    raise NoSuchState


def come_back(
    db: Db, *, registration: Registration, to: str, by: str, now: datetime
) -> Registration:
    """Register again who cancelled, as declared then; a new row in the ordinary order.

    Never blocked. Who was quicker by the form keeps that registration.

    Args:
        to: public id of a sitting of the same webinar.

    Raises:
        AnotherWebinar: it is none of this webinar's.
        RegistrationClosed, NotOpenYet, SittingCancelled: not for this sitting now.
        NotForYou: the webinar is not open to the category any more.
    """
    sitting = sitting_called(registration, to)
    before = as_before_here(db, registration)
    declared = as_it_counts(db, webinar=sitting.webinar, declared=before)
    hold(db, sittings=[sitting])
    refuse_unless_open(sitting, declared.category, now=now)
    person = follow(db, person=registration.person)
    last = last_registration(db, webinar_id=sitting.webinar_id, person=person)
    address = registration.address
    if address is None or (last is not None and last.cancelled_at is None):
        return last or registration
    if by == registration.public_id:
        prove_address(db, address=address, now=now)
    who = somebody_known(address, person)
    new = Newcomer(who, declared, THEMSELVES, last.sequence + 1 if last else 0)
    enter(db, wanted=[sitting], new=new, now=now)
    return last_registration(db, webinar_id=sitting.webinar_id, person=person) or registration


def _named_too(sitting: Sitting, declared: Declaration, now: datetime) -> list[Sitting]:
    """Return the other sittings that would suit, in the order named; what is closed is none."""
    if not declared.also:
        return []
    webinar = sitting.webinar
    known = {one.public_id: one for one in standing(webinar) if one is not sitting}
    found = [known[key] for key in dict.fromkeys(declared.also) if key in known]
    return [one for one in found if registration_is_open(webinar, one, now)]


def sitting_called(registration: Registration, public_id: str) -> Sitting:
    """Return the sitting of the registration's webinar that has this public id.

    Raises:
        AnotherWebinar: none has.
    """
    for sitting in registration.webinar.sittings:
        if sitting.public_id == public_id:
            return sitting
    raise AnotherWebinar


def refuse_unless_open(sitting: Sitting, category: Category, *, now: datetime) -> None:
    """Refuse where nobody of that category can register for `sitting` at this moment."""
    webinar = sitting.webinar
    if sitting.cancelled_at is not None or webinar.state is WebinarState.CANCELLED:
        raise SittingCancelled
    if webinar.state is not WebinarState.OPEN:
        raise NotOpenYet
    if not registration_is_open(webinar, sitting, now):
        raise HasBegun if sitting.starts_at <= now else RegistrationClosed
    if category not in ADMITTED[webinar.openness]:
        raise NotForYou
