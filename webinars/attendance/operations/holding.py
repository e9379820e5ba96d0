"""When a sitting really began and ended, as somebody recorded it."""

from datetime import datetime, timedelta

from webinars.attendance.models import Holding, HoldingSource
from webinars.attendance.operations.issuing import ask_to_issue
from webinars.attendance.operations.refusals import (
    CorrectionNeedsReason,
    EndsBeforeStart,
    FarFromSchedule,
    InTheFuture,
    NotHeld,
)
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.programme.models import Sitting
from webinars.programme.rules import standing

FAR = timedelta(hours=12)
INVITE = "feedback.invite"
"""Name of the job that asks for feedback; `app` knows its function."""


def record_holding(
    db: Db,
    *,
    sitting: Sitting,
    started_at: datetime,
    ended_at: datetime,
    source: HoldingSource,
    reason: str,
    by: str,
    now: datetime,
) -> Holding:
    """Append the actual start and end; the newest row holds. The same again changes nothing.

    The end of the webinar's last sitting asks for feedback, once.

    Raises:
        NotHeld: the sitting was cancelled.
        EndsBeforeStart, InTheFuture: of the two times.
        FarFromSchedule: more than twelve hours from the schedule, and no reason.
        CorrectionNeedsReason: other times are recorded already.
    """
    db.refresh(
        sitting, ["cancelled_at"], with_for_update=True
    )  # the newest row is decided by one at a time
    why = clean_line(reason)
    last = newest_holding(db, sitting=sitting)
    if last and (last.started_at, last.ended_at) == (started_at, ended_at):
        return last
    _refuse_unlikely(sitting, started_at, ended_at, reason=why, now=now)
    if last and not why:
        raise CorrectionNeedsReason
    holding = Holding(
        sitting_id=sitting.id,
        started_at=started_at,
        ended_at=ended_at,
        source=source,
        reason=why,
        recorded_at=now,
        recorded_by=by,
    )
    db.add(holding)
    db.flush()
    _tell(db, sitting, holding, now)
    return holding


def _refuse_unlikely(
    sitting: Sitting, started_at: datetime, ended_at: datetime, *, reason: str, now: datetime
) -> None:
    if sitting.cancelled_at is not None:
        raise NotHeld
    if ended_at <= started_at:
        raise EndsBeforeStart
    if ended_at > now:
        raise InTheFuture
    away = max(abs(started_at - sitting.starts_at), abs(ended_at - sitting.ends_at))
    if away > FAR and not reason:
        raise FarFromSchedule(hours=FAR // timedelta(hours=1))


def _tell(db: Db, sitting: Sitting, holding: Holding, now: datetime) -> None:
    detail = {
        "started": holding.started_at.isoformat(),
        "ended": holding.ended_at.isoformat(),
        "source": holding.source.value,
        "reason": holding.reason,
    }
    record(
        db,
        kind="attendance.record_holding",
        actor=holding.recorded_by,
        subject=sitting.public_id,
        now=now,
        detail=detail,
    )
    webinar = sitting.webinar
    ask_to_issue(db, webinar=webinar, now=now)
    if standing(webinar)[-1].id == sitting.id:
        enqueue(
            db,
            name=INVITE,
            arguments={"webinar": webinar.public_id, "by": "actual-end"},
            key=f"{INVITE}:{webinar.public_id}:actual-end",
            now=now,
        )
