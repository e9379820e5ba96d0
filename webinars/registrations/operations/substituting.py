"""“My colleague goes instead of me”: the place stays in the delegation, nobody takes a new one.

The colleague has the place, and its calendar entry, from the moment at which it
is passed on; the way into the room opens once they press the button of their own
page, which is their consent too. Until then it can be undone, by whoever passed
it on, and by the colleague, who may not want it.
"""

from datetime import datetime, timedelta

from webinars.database import Db
from webinars.database.inserting import Row, write_if_able
from webinars.outbox.operations import withdraw
from webinars.registrations.letters import HANDED, KNOWN, PASSED_ON
from webinars.registrations.models import (
    Approval,
    Place,
    PlaceState,
    Registration,
    Source,
    Substitution,
)
from webinars.registrations.operations.changing import end
from webinars.registrations.operations.colleagues import (
    PASSED,
    Colleague,
    Passing,
    Successor,
    rows_of_successor,
    who_goes,
)
from webinars.registrations.operations.passing import leave_to, noted, seat
from webinars.registrations.operations.places import give_on, hold, release
from webinars.registrations.operations.proving import lock, proof_of_holder
from webinars.registrations.operations.refusals import (
    ColleagueAnswered,
    HasBegun,
    IsCancelled,
    NothingToPassOn,
    PassedOnOften,
)
from webinars.registrations.operations.telling import tell, told_rows
from webinars.registrations.queries.substitutions import before_passing_on
from webinars.registrations.rules import HOLDING, standing_place, standing_places

OFTEN = 3
OFTEN_WITHIN = timedelta(days=1)
"""So often in so long is one place passed on: each time somebody who did not ask gets a letter."""


def substitute(
    db: Db,
    *,
    registration: Registration,
    colleague: Colleague,
    by: str,
    now: datetime,
    source: Source = Source.SELF,
) -> None:
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
        ColleagueAnswered: the colleague registered at this very moment.
    """
    hold(db, sittings=registration.webinar.sittings)
    lock(db, registration)
    to, since = {"name": colleague.name, "address": colleague.address}, now - OFTEN_WITHIN
    known = before_passing_on(db, registration=registration, since=since, **to)
    place = _to_pass_on(registration, known.times, now)
    who = who_goes(db, registration, colleague, known.colleague, now)
    proof = proof_of_holder(db, registration, by=by, now=now)
    if known.has_letters:
        withdraw(db, about=registration.public_id, now=now)
    passing = Passing(registration, place, colleague.language, by, source, now)
    _write(db, *_hand_on(db, passing, who), *proof)


def _to_pass_on(registration: Registration, times: int, now: datetime) -> Place:
    if registration.cancelled_at is not None:
        raise IsCancelled
    place = standing_place(registration)
    if place is None or place.state is not PlaceState.CONFIRMED:
        raise NothingToPassOn
    if registration.approval is Approval.REJECTED or place.sitting.cancelled_at is not None:
        raise NothingToPassOn
    if place.sitting.starts_at <= now:
        raise HasBegun
    if times >= OFTEN:
        raise PassedOnOften
    return place


def _hand_on(db: Db, passing: Passing, who: Successor) -> list[Row]:
    """Give the place to a colleague who has a registration already; return what is to be written.

    With the registration of a colleague who has none.
    """
    known = _registered(db, who.last)
    if known is None:
        leave_to(passing.before, passing.place, passing.by, passing.now)
        mine, theirs = rows_of_successor(passing, who)
        return [*theirs, *_kept(passing, mine, mine.said["public_id"], accepted_at=None)]
    if _has_place(known):
        end(db, registration=passing.before, by=passing.by, now=passing.now)
        _tell_known(db, known, who, passing.now)
    else:
        leave_to(passing.before, passing.place, passing.by, passing.now)
        _seat(db, known, passing.place, passing.now)
    return _kept(passing, known.id, known.public_id, accepted_at=passing.now)


def _write(db: Db, *rows: Row) -> None:
    if not write_if_able(db, *rows):  # the colleague registered at this very moment
        raise ColleagueAnswered


def _kept(
    passing: Passing, successor: Row | int, public_id: str, *, accepted_at: datetime | None
) -> list[Row]:
    """Return the row of the substitution, the journal's entry, and the predecessor's letter."""
    before, now = passing.before, passing.now
    made = Row(
        Substitution,
        predecessor_id=before.id,
        successor_id=successor,
        made_at=now,
        made_by=passing.by,
        accepted_at=accepted_at,
    )
    left = passing.place.sitting.public_id
    told = told_rows(registration=before, kind=PASSED_ON, now=now, sitting=left)
    entry = noted(before, "substitute", by=passing.by, now=now, successor=public_id)
    return [*told, made, *entry]


def _registered(db: Db, last: Registration | None) -> Registration | None:
    """Return the registration that the colleague has for the webinar, locked, if one stands."""
    if last is None:
        return None
    lock(db, last)
    return last if last.cancelled_at is None else None


def _has_place(registration: Registration) -> bool:
    place = standing_place(registration)
    return place is not None and place.state in HOLDING and place.sitting.cancelled_at is None


def _seat(db: Db, known: Registration, passed: Place, now: datetime) -> None:
    """Give the place to a colleague who waited for one; their turns in every queue end."""
    turns = [(one, one.state) for one in standing_places(known)]
    for turn, _freed in turns:
        release(turn, now=now)
    db.flush()  # one standing place a sitting: the old one goes first
    seat(db, known, passed, now, PASSED)
    for turn, freed in turns:
        give_on(db, sitting=turn.sitting, freed=freed, now=now)
    tell(db, registration=known, kind=HANDED, now=now, valid_until=passed.sitting.ends_at)


def _tell_known(db: Db, known: Registration, who: Successor, now: datetime) -> None:
    place = standing_place(known)
    until = place.sitting.ends_at if place else None
    tell(db, registration=known, kind=KNOWN, now=now, address=who.address, valid_until=until)
