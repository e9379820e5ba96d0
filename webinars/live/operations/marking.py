"""When a sitting began and was over: by one button, or by its room."""

from datetime import datetime

from webinars.attendance.models import Holding, HoldingSource
from webinars.attendance.operations import record_holding
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.live.models import MarkKind, SittingMark
from webinars.live.queries.rooms import marks_of
from webinars.live.rules.holding import Hours, hours_of
from webinars.programme.models import Sitting

ANEW = N_("The room was started again.")


class NotBegun(Refusal):
    message = N_("Record first that the sitting has begun.")


class NotToday(Refusal):
    message = N_("This can be recorded on the day of the sitting only. Later, write the hours.")


def mark(
    db: Db,
    *,
    sitting: Sitting,
    kind: MarkKind,
    at: datetime,
    source: HoldingSource,
    by: str,
    now: datetime,
) -> Hours:
    """Append that `sitting` began or is over; once both are known, it has a holding.

    The same again changes nothing. A person's word is not replaced by the room's.

    Raises:
        NotBegun: it is said to be over, by hand, and nobody knows since when it ran.
        NotToday: by hand, more than twelve hours from the sitting.
    """
    db.refresh(sitting, ["cancelled_at"], with_for_update=True)  # the holding is decided by one
    known = list(marks_of(db, sitting=sitting))
    manual = source is HoldingSource.MANUAL
    if manual and abs(at - sitting.starts_at).total_seconds() > 12 * 3600:
        raise NotToday
    before = hours_of(known, planned_start=sitting.starts_at)
    if manual and kind is MarkKind.OVER and before.began_at is None:
        raise NotBegun
    if not any((one.kind, one.at, one.source) == (kind, at, source) for one in known):
        row = SittingMark(
            sitting_id=sitting.id, kind=kind, at=at, source=source, recorded_at=now, recorded_by=by
        )
        db.add(row)
        db.flush()
        known.append(row)
    hours = hours_of(known, planned_start=sitting.starts_at)
    _hold(db, sitting, hours, by=by, now=now)
    return hours


def _hold(db: Db, sitting: Sitting, hours: Hours, *, by: str, now: datetime) -> Holding | None:
    """Record the holding, unless a person recorded other hours, or the hours make none yet."""
    began, over = hours.began_at, hours.over_at
    if began is None or over is None or not began < over <= now or sitting.cancelled_at:
        return None
    last = newest_holding(db, sitting=sitting)
    by_hand = last is not None and last.source is HoldingSource.MANUAL
    if by_hand and hours.source is HoldingSource.PROVIDER:
        return last
    return record_holding(
        db,
        sitting=sitting,
        started_at=began,
        ended_at=over,
        source=hours.source,
        reason=ANEW if last else "",
        by=by,
        now=now,
    )
