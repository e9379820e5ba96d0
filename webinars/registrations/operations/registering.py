"""Registering: somebody new, somebody known, somebody who comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.people.models import Address
from webinars.people.operations import prove_address
from webinars.people.queries import follow
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.rules import registration_is_open, standing
from webinars.registrations.letters import CHANGED
from webinars.registrations.models import Approval, Category, Place, Registration, Source
from webinars.registrations.operations.declared import as_before_here
from webinars.registrations.operations.entering import enter
from webinars.registrations.operations.first_letters import known_letter
from webinars.registrations.operations.interpreting import refuse_unless_interpreted
from webinars.registrations.operations.newcomers import (
    THEMSELVES,
    By,
    Newcomer,
    Who,
    somebody_known,
    somebody_new,
)
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.refusals import (
    AnotherWebinar,
    AsksMore,
    HasBegun,
    MailboxFull,
    NoSuchState,
    NotForYou,
    NotOpenYet,
    RegistrationClosed,
    SittingCancelled,
)
from webinars.registrations.operations.taking import new_place, note_taken
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import last_registration, letters_since, sitting_to_register
from webinars.registrations.queries.doors import sitting_at_door
from webinars.registrations.queries.mailboxes import letters_to_mailbox, meet_at_mailbox
from webinars.registrations.rules import ADMITTED, Declaration, standing_place

KNOWN_LETTERS = 3
KNOWN_WITHIN = timedelta(hours=1)
"""So many letters “you are registered already” in so long: nobody's mailbox is filled by others."""


MAILBOX_LETTERS = 12
MAILBOX_WITHIN = timedelta(hours=1)
"""So many letters to one mailbox in so long, whoever is registered there."""

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
    find = sitting_to_register if declared.also else sitting_at_door
    sitting = find(db, public_id=sitting_id)
    if sitting is None:
        raise NotFound
    refuse_unless_open(sitting, declared.category, now=now)
    if sitting.webinar.asks_more and not declared.asked_more:
        raise AsksMore
    if declared.also:
        register(db, sitting=sitting, declared=declared, now=now)
        return
    refuse_unless_interpreted(db, sitting.webinar, declared.listens_in)
    _take_in(db, [sitting], declared, THEMSELVES, now)


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
        who = _look_up(db, wanted[0], declared, by, now)
        if isinstance(who, Standing):
            if not attempt:
                _again(db, who, wanted[0], now)
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
    hold(db, sittings=[sitting])
    refuse_unless_open(sitting, registration.category, now=now)
    person = follow(db, person=registration.person)
    last = last_registration(db, webinar_id=sitting.webinar_id, person=person)
    address = registration.address
    if address is None or (last is not None and last.cancelled_at is None):
        return last or registration
    if by == registration.public_id:
        prove_address(db, address=address, now=now)
    declared, who = as_before_here(db, registration), somebody_known(address, person)
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


@dataclass(frozen=True)
class Standing:
    """The registration that somebody has already, and at which address they registered now."""

    registration: Registration
    address: Address


def _look_up(
    db: Db, sitting: Sitting, declared: Declaration, by: By, now: datetime
) -> Newcomer | Standing:
    """Return who registers, known or new; or the registration that they have for the webinar."""
    met = meet_at_mailbox(
        db, name=declared.name, address=declared.address, webinar_id=sitting.webinar_id
    )
    if met and by.source is Source.SELF:
        _refuse_flood(db, declared.address, now)
    if met is None or not met.is_same:
        return Newcomer(somebody_new(declared, now=now), declared, by)
    if not met.is_merged and not met.registered:
        who = Who(met.name, met.written, met.person_id, met.address_id)
        return Newcomer(who, declared, by)
    address = db.get_one(Address, met.address_id)
    person = follow(db, person=address.person)
    before = last_registration(db, webinar_id=sitting.webinar_id, person=person)
    if before is not None and before.cancelled_at is None:
        return Standing(before, address)
    sequence = before.sequence + 1 if before else 0
    return Newcomer(somebody_known(address, person), declared, by, sequence)


def _refuse_flood(db: Db, address: str, now: datetime) -> None:
    """Refuse to fill a mailbox with letters, under whichever names."""
    lately = letters_to_mailbox(db, address=address, since=now - MAILBOX_WITHIN)
    if lately >= MAILBOX_LETTERS:
        raise MailboxFull


def _again(db: Db, who: Standing, sitting: Sitting, now: datetime) -> None:
    """Tell who is registered already; give a place where theirs went with its sitting."""
    known, address = who.registration, who.address
    place = standing_place(known)
    if known.approval is not Approval.REJECTED and _needs_place(place):
        fresh, found = new_place(db, sitting=sitting, who=known, now=now)
        known.places.append(fresh)
        known.revision += 1
        db.flush()
        tell(db, registration=known, kind=CHANGED, now=now, address=address)
        note_taken(db, place=fresh, before=found)
        return
    since, about, kind = now - KNOWN_WITHIN, known.public_id, known_letter(known)
    if letters_since(db, about=about, kind=kind, since=since) < KNOWN_LETTERS:
        until = sitting.ends_at
        tell(db, registration=known, kind=kind, now=now, address=address, valid_until=until)


def _needs_place(place: Place | None) -> bool:
    return place is None or place.sitting.cancelled_at is not None
