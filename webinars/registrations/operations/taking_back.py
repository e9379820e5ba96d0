"""Undoing a substitution, until the colleague has answered."""

from datetime import datetime

from webinars.database import Db
from webinars.database.inserting import write
from webinars.kernel.text import N_
from webinars.outbox.operations import withdraw
from webinars.people.queries import follow
from webinars.registrations.letters import HANDED, PLACE_BACK, TAKEN_BACK
from webinars.registrations.models import Place, Registration, Substitution
from webinars.registrations.operations.passing import leave_to, noted, seat
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.proving import lock
from webinars.registrations.operations.refusals import (
    CameBackSince,
    ColleagueAnswered,
    HasBegun,
    NoSubstitution,
)
from webinars.registrations.operations.telling import told_rows
from webinars.registrations.queries import get_registration, last_registration
from webinars.registrations.rules import standing_place

CAME_BACK = N_("The place was passed on, and taken back.")


def undo_substitution(db: Db, *, substitution: Substitution, by: str, now: datetime) -> None:
    """Give the place back to the predecessor, as long as the colleague has not answered.

    Args:
        by: public id of either registration, or of an account.

    Raises:
        NoSubstitution: it was undone already.
        ColleagueAnswered: the colleague has accepted, or passed the place on in turn.
        CameBackSince: the predecessor has another registration.
        HasBegun: the sitting has.
    """
    back = get_registration(db, public_id=substitution.predecessor.public_id)
    leaves = get_registration(db, public_id=substitution.successor.public_id)
    hold(db, sittings=back.webinar.sittings)
    for row in sorted((back, leaves), key=lambda one: one.id):
        lock(db, row)
    place = _to_take_back(db, substitution, back, leaves, now)
    told = not withdraw(db, about=leaves.public_id, now=now, kinds=[HANDED])
    withdraw(db, about=back.public_id, now=now)
    leave_to(leaves, place, by, now)
    seat(db, back, place, now, CAME_BACK)
    back.cancelled_at, back.cancelled_by = None, ""
    substitution.undone_at, substitution.undone_by = now, by
    db.flush()
    left, until = place.sitting.public_id, place.sitting.ends_at
    lost = told_rows(registration=leaves, kind=TAKEN_BACK, now=now, sitting=left) if told else []
    got = told_rows(registration=back, kind=PLACE_BACK, now=now, valid_until=until)
    entry = noted(back, "undo_substitution", by=by, now=now, successor=leaves.public_id)
    write(db, *lost, *got, *entry)


def _to_take_back(
    db: Db, substitution: Substitution, back: Registration, leaves: Registration, now: datetime
) -> Place:
    db.refresh(substitution, ["accepted_at", "undone_at"], with_for_update=True)
    if substitution.undone_at is not None or back.address is None:
        raise NoSubstitution
    place = standing_place(leaves)
    if substitution.accepted_at is not None or leaves.cancelled_at is not None or place is None:
        raise ColleagueAnswered
    person = follow(db, person=back.person)
    last = last_registration(db, webinar_id=back.webinar_id, person=person)
    if last is not None and last.cancelled_at is None:
        raise CameBackSince
    if place.sitting.starts_at <= now:
        raise HasBegun
    return place
