"""Registering: somebody new, somebody known, somebody who comes back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.database.inserting import insert_row, know, undoable
from webinars.journal.operations import record
from webinars.people.models import Address
from webinars.people.operations import new_address, prove_address
from webinars.people.queries import follow
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.rules import registration_is_open, standing
from webinars.registrations.letters import CHANGED
from webinars.registrations.models import (
    Approval,
    Category,
    Place,
    Preference,
    Registration,
    Source,
)
from webinars.registrations.operations.declared import as_before_here
from webinars.registrations.operations.first_letters import first_letter, known_letter
from webinars.registrations.operations.interpreting import refuse_unless_interpreted
from webinars.registrations.operations.keeping import keep_said
from webinars.registrations.operations.newcomers import THEMSELVES, By, Newcomer, row_of
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.refusals import (
    AnotherWebinar,
    HasBegun,
    MailboxFull,
    NoSuchState,
    NotForYou,
    NotOpenYet,
    RegistrationClosed,
    SittingCancelled,
)
from webinars.registrations.operations.taking import new_place, new_places, note_taken
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import last_registration, letters_since
from webinars.registrations.queries.mailboxes import find_at_mailbox, letters_to_mailbox
from webinars.registrations.rules import (
    ADMITTED,
    Declaration,
    standing_place,
)

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
    refuse_unless_interpreted(sitting.webinar, declared.listens_in)
    return take_in(db, sitting=sitting, declared=declared, now=now, by=by, also=also)


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
    wanted = [sitting, *also]
    for attempt in range(ATTEMPTS):
        new = _look_up(db, sitting, declared, by, now)
        if new.before is not None and new.before.cancelled_at is None:
            return new.before if attempt else _again(db, new.before, sitting, new.address, now)
        made = _enter(db, wanted, new, now)
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
    new = Newcomer(address, person, as_before_here(db, registration), last, THEMSELVES)
    made = _enter(db, [sitting], new, now)
    return (
        made or last_registration(db, webinar_id=sitting.webinar_id, person=person) or registration
    )


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


def _look_up(db: Db, sitting: Sitting, declared: Declaration, by: By, now: datetime) -> Newcomer:
    """Return who registers, known or new, with their last registration for the webinar."""
    address, known = find_at_mailbox(db, name=declared.name, address=declared.address)
    if known and by.source is Source.SELF:
        _refuse_flood(db, declared.address, now)
    if address is not None:
        person = follow(db, person=address.person)
        before = last_registration(db, webinar_id=sitting.webinar_id, person=person)
        return Newcomer(address, person, declared, before, by)
    fresh = new_address(
        name=declared.name,
        address=declared.address,
        language=declared.language,
        zone=declared.zone,
        now=now,
    )
    return Newcomer(fresh, fresh.person, declared, None, by)


def _refuse_flood(db: Db, address: str, now: datetime) -> None:
    """Refuse to fill a mailbox with letters, under whichever names."""
    lately = letters_to_mailbox(db, address=address, since=now - MAILBOX_WITHIN)
    if lately >= MAILBOX_LETTERS:
        raise MailboxFull


def _enter(db: Db, wanted: Sequence[Sitting], new: Newcomer, now: datetime) -> Registration | None:
    """Write the registration with all that belongs to it.

    None: nothing was written, since somebody made the same person or the same
    registration meanwhile, or the State is none. The caller looks again.
    """
    webinar, taken = wanted[0].webinar, new_places(db, sittings=wanted, who=new.declared, now=now)
    registration = row_of(wanted[0], new, now)
    try:
        with undoable(db):
            _write(db, registration, [place for place, _found in taken], wanted, new)
    except IntegrityError:
        return None
    keep_said(db, registration, new.declared, webinar, now)
    kind, until = first_letter(registration, taken[0][0]), max(one.ends_at for one in wanted)
    tell(db, registration=registration, kind=kind, now=now, valid_until=until)
    subject = registration.public_id
    actor = new.by.account or subject
    record(db, kind="registrations.register", actor=actor, subject=subject, now=now)
    for place, found in taken:
        note_taken(db, place=place, before=found)
    return registration


def _write(
    db: Db,
    registration: Registration,
    places: Sequence[Place],
    wanted: Sequence[Sitting],
    new: Newcomer,
) -> None:
    """Insert person and address where they are new, then registration, places, preferences."""
    person, address, fresh = new.person, new.address, new.address.id is None
    if fresh:
        insert_row(db, person)
        address.person_id = person.id
        insert_row(db, address)
    registration.person_id, registration.address_id = person.id, address.id
    insert_row(db, registration)
    for place in places:
        place.registration_id = registration.id
        insert_row(db, place)
    for rank, sitting in enumerate(wanted, start=1):
        chosen = {"registration_id": registration.id, "rank": rank, "sitting_id": sitting.id}
        insert_row(db, Preference(**chosen))
    know(db, registration, *((person, address) if fresh else ()))


def _again(
    db: Db, known: Registration, sitting: Sitting, address: Address, now: datetime
) -> Registration:
    """Tell who is registered already; give a place where theirs went with its sitting."""
    place = standing_place(known)
    if known.approval is not Approval.REJECTED and _needs_place(place):
        fresh, found = new_place(db, sitting=sitting, who=known, now=now)
        known.places.append(fresh)
        known.revision += 1
        db.flush()
        tell(db, registration=known, kind=CHANGED, now=now, address=address)
        note_taken(db, place=fresh, before=found)
        return known
    since, about, kind = now - KNOWN_WITHIN, known.public_id, known_letter(known)
    if letters_since(db, about=about, kind=kind, since=since) < KNOWN_LETTERS:
        until = sitting.ends_at
        tell(db, registration=known, kind=kind, now=now, address=address, valid_until=until)
    return known


def _needs_place(place: Place | None) -> bool:
    return place is None or place.sitting.cancelled_at is not None
