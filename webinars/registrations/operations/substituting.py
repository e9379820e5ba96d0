"""“My colleague goes instead of me”: the place stays in the delegation, nobody takes a new one.

The colleague has the place, and its calendar entry, from the moment at which it
is passed on; the way into the room opens once they press the button of their own
page, which is their consent too. Until then it can be undone, by whoever passed
it on, and by the colleague, who may not want it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.outbox.operations import withdraw
from webinars.people.models import Address, Person
from webinars.people.operations import make_address
from webinars.people.queries import find_address, follow
from webinars.registrations.letters import HANDED, KNOWN, PASSED_ON
from webinars.registrations.models import (
    Approval,
    Place,
    PlaceState,
    Preference,
    Registration,
    Source,
    Substitution,
)
from webinars.registrations.operations.changing import end
from webinars.registrations.operations.newcomers import By
from webinars.registrations.operations.passing import leave_to, note, seat
from webinars.registrations.operations.places import give_on, hold, release
from webinars.registrations.operations.proving import lock, prove_holder
from webinars.registrations.operations.refusals import (
    ColleagueAnswered,
    HasBegun,
    IsCancelled,
    NothingToPassOn,
    PassedOnOften,
    SamePerson,
)
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import last_registration
from webinars.registrations.queries.substitutions import substitutions_since
from webinars.registrations.rules import (
    HOLDING,
    NOTICE_VERSION,
    standing_place,
    standing_places,
)

OFTEN = 3
OFTEN_WITHIN = timedelta(days=1)
"""So often in so long is one place passed on: each time somebody who did not ask gets a letter."""

PASSED = N_("A colleague passed the place on.")


@dataclass(frozen=True)
class Colleague:
    """Who goes instead, as whoever sends them says."""

    name: str
    address: str
    language: Language


@dataclass(frozen=True)
class _Known:
    """Who that is, merges followed, and what they last registered for the webinar."""

    address: Address
    person: Person
    last: Registration | None


def substitute(
    db: Db,
    *,
    registration: Registration,
    colleague: Colleague,
    by: str,
    now: datetime,
    source: Source = Source.SELF,
) -> Substitution:
    """Let `colleague` go instead: they have the confirmed place, and `registration` is cancelled.

    State and organisation stay; nothing else that the predecessor said of
    themselves is handed on, and no consent. A colleague who is registered
    already keeps what they have, or gets the place if they wait; then the other
    place goes to the queue. The answer does not tell which.

    Args:
        by: public id of the author: the registration's own, or an account.
        source: how the colleague's registration comes to be, where it is new.

    Raises:
        IsCancelled, HasBegun: it is too late.
        NothingToPassOn: there is no confirmed place.
        PassedOnOften: it was passed on and taken back so often today.
        SamePerson: the colleague is the person themselves.
        BadAddress, NameMissing: of the colleague.
    """
    hold(db, sittings=registration.webinar.sittings)
    lock(db, registration)
    place = _to_pass_on(db, registration, now)
    who = _who_goes(db, registration, colleague, now)
    prove_holder(db, registration, by=by, now=now)
    withdraw(db, about=registration.public_id, now=now)
    known = _registered(db, who)
    if known is not None and _has_place(known):
        end(db, registration=registration, by=by, now=now)
        _tell_known(db, known, who.address, now)
    else:
        leave_to(registration, place, by, now)
        known = _seated(db, known, place, now) if known else None
    sent = By(source, by)
    successor = known or _new(db, registration, place, who, colleague.language, by=sent, now=now)
    accepted_at = now if known else None
    made = _kept(db, registration, successor, by=by, now=now, accepted_at=accepted_at)
    tell(db, registration=registration, kind=PASSED_ON, now=now, sitting=place.sitting.public_id)
    return made


def _kept(
    db: Db,
    predecessor: Registration,
    successor: Registration,
    *,
    by: str,
    now: datetime,
    accepted_at: datetime | None,
) -> Substitution:
    made = Substitution(
        predecessor=predecessor,
        successor=successor,
        made_at=now,
        made_by=by,
        accepted_at=accepted_at,
    )
    db.add(made)
    db.flush()
    note(db, predecessor, "substitute", by=by, now=now, successor=successor.public_id)
    return made


def _to_pass_on(db: Db, registration: Registration, now: datetime) -> Place:
    if registration.cancelled_at is not None:
        raise IsCancelled
    place = standing_place(registration)
    if place is None or place.state is not PlaceState.CONFIRMED:
        raise NothingToPassOn
    if registration.approval is Approval.REJECTED or place.sitting.cancelled_at is not None:
        raise NothingToPassOn
    if place.sitting.starts_at <= now:
        raise HasBegun
    if substitutions_since(db, registration=registration, since=now - OFTEN_WITHIN) >= OFTEN:
        raise PassedOnOften
    return place


def _who_goes(db: Db, registration: Registration, colleague: Colleague, now: datetime) -> _Known:
    """Return who the colleague is, known or new, if they are not the person themselves."""
    known = find_address(db, name=colleague.name, address=colleague.address)
    if known is None:
        made = _make(db, registration, colleague, now)
        return _Known(made, made.person, None)
    person = follow(db, person=known.person)
    if person is follow(db, person=registration.person):
        raise SamePerson
    last = last_registration(db, webinar_id=registration.webinar_id, person=person)
    return _Known(known, person, last)


def _make(db: Db, registration: Registration, colleague: Colleague, now: datetime) -> Address:
    return make_address(
        db,
        name=colleague.name,
        address=colleague.address,
        language=colleague.language,
        zone=registration.zone,
        now=now,
    )


def _registered(db: Db, who: _Known) -> Registration | None:
    """Return the registration that the colleague has for the webinar, locked, if one stands."""
    if who.last is None:
        return None
    lock(db, who.last)
    return who.last if who.last.cancelled_at is None else None


def _has_place(registration: Registration) -> bool:
    place = standing_place(registration)
    return place is not None and place.state in HOLDING and place.sitting.cancelled_at is None


def _seated(db: Db, known: Registration, passed: Place, now: datetime) -> Registration:
    """Give the place to a colleague who waited for one; their turns in every queue end."""
    turns = [(one, one.state) for one in standing_places(known)]
    for turn, _freed in turns:
        release(turn, now=now)
    db.flush()  # one standing place a sitting: the old one goes first
    seat(db, known, passed, now, PASSED)
    for turn, freed in turns:
        give_on(db, sitting=turn.sitting, freed=freed, now=now)
    tell(db, registration=known, kind=HANDED, now=now, valid_until=passed.sitting.ends_at)
    return known


def _tell_known(db: Db, known: Registration, address: Address, now: datetime) -> None:
    place = standing_place(known)
    until = place.sitting.ends_at if place else None
    tell(db, registration=known, kind=KNOWN, now=now, address=address, valid_until=until)


def _new(
    db: Db,
    before: Registration,
    passed: Place,
    who: _Known,
    language: Language,
    *,
    by: By,
    now: datetime,
) -> Registration:
    """Register the colleague in the place that was passed on."""
    made = Registration(
        webinar=before.webinar,
        person=who.person,
        address=who.address,
        category=before.category,
        state_code=before.state_code,
        organisation=before.organisation,
        language=language,
        zone=before.zone,
        source=by.source,
        registered_by=by.account,
        registered_at=now,
        notice_version=NOTICE_VERSION,
        approval=_approval(before, by.source),
        sequence=max(before.sequence, who.last.sequence + 1 if who.last else 0),
        preferences=[Preference(rank=1, sitting_id=passed.sitting_id)],
        places=[
            Place(sitting=passed.sitting, state=PlaceState.CONFIRMED, since=now, reason=PASSED)
        ],
    )
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError as error:  # the colleague registered at this very moment
        raise ColleagueAnswered from error
    tell(db, registration=made, kind=HANDED, now=now, valid_until=passed.sitting.ends_at)
    return made


def _approval(before: Registration, source: Source) -> Approval:
    """Who was approved sends somebody who is not yet; a focal point's word is the approval."""
    own = source is Source.SELF and before.approval is Approval.APPROVED
    return Approval.PENDING if own else before.approval
