"""Whom the form brings: somebody new, somebody known, somebody who is registered already.

All three take about as long, or the time of an answer would tell who is known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webinars.database import Db
from webinars.database.inserting import write
from webinars.outbox.operations import letter_row
from webinars.people.models import Address
from webinars.people.queries import follow
from webinars.programme.models import Sitting
from webinars.registrations.letters import CHANGED
from webinars.registrations.models import Approval, Registration, Source
from webinars.registrations.operations.first_letters import known_letter
from webinars.registrations.operations.newcomers import By, Newcomer, Who, somebody_new
from webinars.registrations.operations.refusals import MailboxFull
from webinars.registrations.operations.taking import new_place, note_taken
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import last_registration
from webinars.registrations.queries.had import Had, had_called, last_had, letters_since
from webinars.registrations.queries.mailboxes import Met, letters_to_mailbox, meet_at_mailbox
from webinars.registrations.rules import Declaration

KNOWN_LETTERS = 3
KNOWN_WITHIN = timedelta(hours=1)
"""So many letters “you are registered already” in so long: nobody's mailbox is filled by others."""

MAILBOX_LETTERS = 12
MAILBOX_WITHIN = timedelta(hours=1)
"""So many letters to one mailbox in so long, whoever is registered there."""


@dataclass(frozen=True)
class Standing:
    """The registration that somebody has already, and who they are at this mailbox."""

    registration: Had
    who: Who


def meet(
    db: Db, *, sitting: Sitting, declared: Declaration, by: By, now: datetime
) -> Newcomer | Standing:
    """Return who registers, known or new; or the registration that they have for the webinar.

    Raises:
        BadAddress, NameMissing: of name and address.
        MailboxFull: too many letters went there lately.
    """
    where = sitting.webinar_id
    met = meet_at_mailbox(db, name=declared.name, address=declared.address, webinar_id=where)
    if met and by.source is Source.SELF:
        _refuse_flood(db, declared.address, now)
    if met is None or not met.is_same:
        return Newcomer(somebody_new(declared, now=now), declared, by)
    who, had = _known(db, met, where)
    if had is not None and had.cancelled_at is None:
        return Standing(had, who)
    return Newcomer(who, declared, by, had.sequence + 1 if had else 0)


def tell_again(db: Db, *, standing: Standing, sitting: Sitting, now: datetime) -> None:
    """Tell who is registered already; give a place where theirs went with its sitting."""
    had, who = standing.registration, standing.who
    if had.approval is not Approval.REJECTED and not had.is_placed:
        _place_again(db, standing, sitting, now)
        return
    kind = known_letter(had.approval)
    since = now - KNOWN_WITHIN
    if letters_since(db, about=had.public_id, kind=kind, since=since) >= KNOWN_LETTERS:
        return
    letter = letter_row(
        kind=kind,
        address=who.written,
        name=had.name,
        language=had.language,
        zone=had.zone,
        about=had.public_id,
        revision=had.revision,
        now=now,
        valid_until=sitting.ends_at,
    )
    write(db, letter)


def _place_again(db: Db, standing: Standing, sitting: Sitting, now: datetime) -> None:
    known = db.get_one(Registration, standing.registration.id)
    fresh, found = new_place(db, sitting=sitting, who=known, now=now)
    known.places.append(fresh)
    known.revision += 1
    db.flush()
    address = db.get_one(Address, standing.who.address)
    tell(db, registration=known, kind=CHANGED, now=now, address=address)
    note_taken(db, place=fresh, before=found)


def _known(db: Db, met: Met, webinar_id: int) -> tuple[Who, Had | None]:
    """Return as whom somebody counts at the address where they were met, and what they had."""
    if met.is_merged:
        person = follow(db, person=db.get_one(Address, met.address_id).person)
        last = last_registration(db, webinar_id=webinar_id, person=person)
        had = had_called(db, registration_id=last.id) if last else None
        return Who(person.name, met.written, person.id, met.address_id), had
    who = Who(met.name, met.written, met.person_id, met.address_id)
    if not met.registered:
        return who, None
    return who, last_had(db, webinar_id=webinar_id, person_id=met.person_id)


def _refuse_flood(db: Db, address: str, now: datetime) -> None:
    """Refuse to fill a mailbox with letters, under whichever names."""
    lately = letters_to_mailbox(db, address=address, since=now - MAILBOX_WITHIN)
    if lately >= MAILBOX_LETTERS:
        raise MailboxFull
