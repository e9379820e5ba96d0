"""The entrance of a hybrid sitting: who came into the room, from the list or by their code.

Rows are appended: who leaves, and who was checked in by mistake, is a new row that
replaces the earlier one.
"""

from datetime import datetime, timedelta

from webinars.attendance.models import CheckIn, CheckInHow
from webinars.attendance.operations.refusals import (
    EntranceClosed,
    LeavesBeforeComing,
    NoEntrance,
    NotCheckedIn,
    NotRegisteredHere,
    ReasonNeeded,
)
from webinars.attendance.queries.entrance import standing_check_in
from webinars.attendance.queries.holdings import windows_of
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.people.queries import follow
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration

OPENS = timedelta(hours=3)
"""So long before the start people may be checked in."""


def check_in(
    db: Db,
    *,
    sitting: Sitting,
    registration: Registration,
    how: CheckInHow,
    by: str,
    now: datetime,
) -> CheckIn:
    """Say that who registered so came into the room; once, whatever is pressed again.

    After the end a paper list is typed in: it says who came, and not when, so the start of the
    live window stands in.

    Raises:
        NoEntrance: the sitting has no venue, or was cancelled.
        EntranceClosed: it begins more than three hours later.
        NotRegisteredHere: the registration is of another webinar, or was cancelled.
    """
    _refuse(sitting, registration, now=now)
    db.refresh(sitting, ["cancelled_at"], with_for_update=True)  # two officers, one row
    person = follow(db, person=registration.person)
    known = standing_check_in(db, sitting=sitting, person_id=person.id)
    if known is not None:
        return known
    window = windows_of(db, sittings=[sitting])[sitting.id].interval
    row = CheckIn(
        sitting_id=sitting.id,
        person_id=person.id,
        came_at=now if now < window.end else window.start,
        how=how,
        recorded_at=now,
        recorded_by=by,
    )
    return _kept(db, row, "attendance.check_in")


def check_out(db: Db, *, row: CheckIn, by: str, now: datetime) -> CheckIn:
    """Say that somebody left the room now, by a new row.

    Raises:
        NotCheckedIn: the row was replaced meanwhile, or was left already.
        LeavesBeforeComing: the clock went back.
    """
    if row.left_at is not None:
        raise NotCheckedIn
    if now < row.came_at:
        raise LeavesBeforeComing
    return _replacing(db, row, "attendance.check_out", left_at=now, by=by, now=now)


def withdraw_check_in(db: Db, *, row: CheckIn, reason: str, by: str, now: datetime) -> CheckIn:
    """Say that somebody was checked in by mistake, by a new row.

    Raises:
        ReasonNeeded: there is none.
        NotCheckedIn: the row was replaced meanwhile.
    """
    why = clean_line(reason)
    if not why:
        raise ReasonNeeded
    return _replacing(
        db, row, "attendance.withdraw_check_in", withdrawn=True, reason=why, by=by, now=now
    )


def _refuse(sitting: Sitting, registration: Registration, *, now: datetime) -> None:
    if not sitting.venue or sitting.cancelled_at is not None:
        raise NoEntrance
    if now < sitting.starts_at - OPENS:
        raise EntranceClosed(hours=OPENS // timedelta(hours=1))
    if registration.webinar_id != sitting.webinar_id or registration.cancelled_at is not None:
        raise NotRegisteredHere


def _replacing(
    db: Db,
    row: CheckIn,
    kind: str,
    *,
    by: str,
    now: datetime,
    left_at: datetime | None = None,
    withdrawn: bool = False,
    reason: str = "",
) -> CheckIn:
    standing = standing_check_in(db, sitting=row.sitting, person_id=row.person_id)
    if standing is None or standing.id != row.id:
        raise NotCheckedIn
    later = CheckIn(
        sitting_id=row.sitting_id,
        person_id=row.person_id,
        came_at=row.came_at,
        left_at=left_at or row.left_at,
        how=row.how,
        replaces_id=row.id,
        withdrawn=withdrawn,
        reason=reason,
        recorded_at=now,
        recorded_by=by,
    )
    return _kept(db, later, kind)


def _kept(db: Db, row: CheckIn, kind: str) -> CheckIn:
    db.add(row)
    db.flush()
    detail = {"how": row.how.value, "reason": row.reason, "person": row.person_id}
    by, at = row.recorded_by, row.recorded_at
    record(db, kind=kind, actor=by, subject=row.public_id, now=at, detail=detail)
    return row
