"""Who goes instead: somebody new, somebody known; and the rows of their registration."""

from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.database.inserting import Row
from webinars.kernel.ids import new_public_id
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.outbox.operations import letter_row
from webinars.people.models import Address
from webinars.people.operations import rows_of_somebody
from webinars.people.queries import follow
from webinars.registrations.letters import HANDED
from webinars.registrations.models import (
    Approval,
    Place,
    PlaceState,
    Preference,
    Registration,
    Source,
)
from webinars.registrations.operations.newcomers import Who
from webinars.registrations.operations.refusals import SamePerson
from webinars.registrations.queries import last_registration
from webinars.registrations.queries.substitutions import Known
from webinars.registrations.rules import NOTICE_VERSION

PASSED = N_("A colleague passed the place on.")


@dataclass(frozen=True)
class Colleague:
    """Who goes instead, as whoever sends them says."""

    name: str
    address: str
    language: Language


@dataclass(frozen=True)
class Passing:
    """Which place is passed on, by whom, and when."""

    before: Registration
    place: Place
    language: Language
    """In which the colleague is written to, where they are new."""
    by: str
    source: Source
    now: datetime


@dataclass(frozen=True)
class Successor:
    """Who goes instead, merges followed, and what they last registered for the webinar."""

    who: Who
    last: Registration | None = None
    address: Address | None = None
    """At which they were named; none where there is no registration."""


def who_goes(
    db: Db, registration: Registration, colleague: Colleague, known: Known | None, now: datetime
) -> Successor:
    """Return who the colleague is, if they are not the person themselves.

    Raises:
        SamePerson: they are.
        BadAddress, NameMissing: of the colleague.
    """
    if known is None:
        return Successor(_somebody_new(registration, colleague, now))
    if known.is_entangled:
        return _looked_up(db, registration, known)
    return Successor(Who(known.name, known.written, known.person_id, known.address_id))


def _looked_up(db: Db, registration: Registration, known: Known) -> Successor:
    """Return as whom somebody counts of whom merges or a registration say more."""
    address = db.get_one(Address, known.address_id)
    person = follow(db, person=address.person)
    if person is follow(db, person=registration.person):
        raise SamePerson
    who = Who(person.name, address.written, person.id, address.id)
    last = last_registration(db, webinar_id=registration.webinar_id, person=person)
    return Successor(who, last, address)


def _somebody_new(registration: Registration, colleague: Colleague, now: datetime) -> Who:
    person, address = rows_of_somebody(
        name=colleague.name,
        address=colleague.address,
        language=colleague.language,
        zone=registration.zone,
        now=now,
    )
    return Who(person.said["name"], address.said["written"], person, address)


def rows_of_successor(passing: Passing, successor: Successor) -> tuple[Row, list[Row]]:
    """Return the registration of a colleague who has none, and it with all that goes with it."""
    place, now = passing.place, passing.now
    mine = _registration(passing, successor)
    theirs = [
        *successor.who.fresh,
        mine,
        Row(
            Place,
            registration_id=mine,
            sitting_id=place.sitting_id,
            state=PlaceState.CONFIRMED,
            since=now,
            reason=PASSED,
        ),
        Row(Preference, registration_id=mine, rank=1, sitting_id=place.sitting_id),
        _handed(passing, successor.who, mine),
    ]
    return mine, theirs


def _registration(passing: Passing, successor: Successor) -> Row:
    before, last, source = passing.before, successor.last, passing.source
    return Row(
        Registration,
        public_id=new_public_id(),
        webinar_id=before.webinar_id,
        person_id=successor.who.person,
        address_id=successor.who.address,
        category=before.category,
        state_code=before.state_code,
        organisation=before.organisation,
        language=passing.language,
        zone=before.zone,
        source=source,
        registered_by=passing.by,
        registered_at=passing.now,
        notice_version=NOTICE_VERSION,
        approval=_approval(before, source),
        revision=1,
        sequence=max(before.sequence, last.sequence + 1 if last else 0),
    )


def _handed(passing: Passing, who: Who, mine: Row) -> Row:
    return letter_row(
        kind=HANDED,
        address=who.written,
        name=who.name,
        language=passing.language,
        zone=passing.before.zone,
        about=mine.said["public_id"],
        revision=mine.said["revision"],
        now=passing.now,
        valid_until=passing.place.sitting.ends_at,
    )


def _approval(before: Registration, source: Source) -> Approval:
    """Who was approved sends somebody who is not yet; a focal point's word is the approval."""
    own = source is Source.SELF and before.approval is Approval.APPROVED
    return Approval.PENDING if own else before.approval
