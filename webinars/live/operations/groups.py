"""Several persons at one connection: declared by one of them, confirmed by the focal point."""

from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line
from webinars.live.models import GroupViewing
from webinars.live.queries import counts, has_joined, last_viewing
from webinars.live.rules import MANY_VIEWERS, MOST_VIEWERS, may_declare_group
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration


class NotThen(Refusal):
    message = N_("Viewers can be declared from the start until 48 hours after the end.")


class DidNotJoin(Refusal):
    message = N_("Only who joined the sitting can say how many watched.")


class NotSoMany(BadInput):
    message = N_("Write a number from 2 to %(most)s: you, and those who watched with you.")


class BandsTooLarge(BadInput):
    message = N_("There are more women and men than viewers.")


class WhereMissing(BadInput):
    message = N_("Write where so many watched together.")


class Superseded(Refusal):
    message = N_("Another number was declared since. Look at it first.")


@dataclass(frozen=True)
class Group:
    """Who watched at one connection, the one who joined included."""

    viewers: int
    women: int = 0
    men: int = 0
    note: str = ""


def declare_viewers(
    db: Db, *, registration: Registration, sitting: Sitting, group: Group, by: str, now: datetime
) -> GroupViewing:
    """Declare who watched together; a later declaration counts instead, and is confirmed anew.

    Args:
        by: the registration's own id, or an account's (who may declare without having joined).

    Raises:
        NotThen, DidNotJoin, NotSoMany, BandsTooLarge, WhereMissing: it cannot be taken over.
    """
    if not may_declare_group(sitting, now):
        raise NotThen
    own = by == registration.public_id
    if own and not has_joined(db, registration=registration, sitting=sitting):
        raise DidNotJoin
    note = _judged(group)
    known = last_viewing(db, registration=registration, sitting=sitting)
    if known is not None and _same(known, group, note):
        return known
    declared = GroupViewing(
        registration=registration,
        sitting_id=sitting.id,
        viewers=group.viewers,
        women=group.women,
        men=group.men,
        note=note,
        declared_at=now,
        declared_by=by,
    )
    db.add(declared)
    db.flush()
    _note(db, declared, "declare", by=by, now=now)
    return declared


def confirm_viewers(db: Db, *, viewing: GroupViewing, by: str, now: datetime) -> None:
    """Confirm a declaration: the focal point of its State, or the Secretariat. Twice is once.

    Whether `by` may act for the registration's State is the caller's to check.

    Raises:
        Superseded: another one counts by now.
    """
    db.refresh(viewing, ["confirmed_at", "confirmed_by"], with_for_update=True)
    if viewing.confirmed_at is not None:
        return
    if not counts(db, viewing=viewing):
        raise Superseded
    viewing.confirmed_at, viewing.confirmed_by = now, by
    _note(db, viewing, "confirm", by=by, now=now)


def _judged(group: Group) -> str:
    if not 2 <= group.viewers <= MOST_VIEWERS:
        raise NotSoMany(most=MOST_VIEWERS)
    if group.women + group.men > group.viewers:
        raise BandsTooLarge
    note = clean_line(group.note)[:300]
    if group.viewers >= MANY_VIEWERS and not note:
        raise WhereMissing
    return note


def _same(known: GroupViewing, group: Group, note: str) -> bool:
    told = (known.viewers, known.women, known.men, known.note)
    return told == (group.viewers, group.women, group.men, note)


def _note(db: Db, viewing: GroupViewing, verb: str, *, by: str, now: datetime) -> None:
    kind = f"live.viewers_{verb}"
    detail = {"viewers": viewing.viewers}
    record(db, kind=kind, actor=by, subject=viewing.public_id, now=now, detail=detail)
