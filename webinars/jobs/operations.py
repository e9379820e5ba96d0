"""Asking for work, claiming it, and saying how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.jobs.models import Beat, Job

LEASE = timedelta(minutes=10)
"""How long a worker may keep a job before another may take it."""

BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 30, 120)]


def enqueue(
    db: Db,
    *,
    name: str,
    arguments: dict[str, Any],
    now: datetime,
    key: str | None = None,
    due_at: datetime | None = None,
) -> Job:
    """Ask for work in the caller's transaction; the same `key` twice is one job."""
    if key is not None and (known := db.scalars(select(Job).where(Job.key == key)).one_or_none()):
        return known
    job = Job(
        name=name,
        arguments=arguments,
        key=key,
        asked_at=now,
        due_at=due_at or now,
        attempts=0,
        progress=0,
    )
    db.add(job)
    return job


def ask_again(db: Db, *, name: str, arguments: dict[str, Any], key: str, now: datetime) -> Job:
    """Ask for work even where the same was done or given up before; what waits goes on waiting."""
    job = enqueue(db, name=name, arguments=arguments, key=key, now=now)
    if job.done_at is not None or job.failed_at is not None:
        job.done_at = job.failed_at = job.claimed_until = job.last_error = job.outcome = None
        job.arguments, job.due_at, job.attempts, job.progress = arguments, now, 0, 0
    return job


@dataclass(frozen=True)
class Lane:
    """Which jobs a worker takes: those called so, or all others."""

    names: frozenset[str]
    others: bool = False


EVERY = Lane(frozenset(), others=True)


def claim(db: Db, *, now: datetime, lane: Lane = EVERY) -> Job | None:
    """Lease the job of `lane` that has been due longest, or return None if none is due."""
    due = _due(now, lane)
    oldest = select(Job.id).where(*due).order_by(Job.due_at, Job.id).limit(1)
    claimed = (
        update(Job)
        .where(Job.id == oldest.with_for_update(skip_locked=True).scalar_subquery(), *due)
        .values(claimed_until=now + LEASE, attempts=Job.attempts + 1)
        .returning(Job)
    )
    return db.scalars(claimed).one_or_none()


def is_due(db: Db, *, now: datetime, lane: Lane = EVERY) -> bool:
    """Say whether any job of `lane` waits for a worker; asked before `claim`, which writes."""
    return bool(db.scalar(select(exists().where(*_due(now, lane)))))


def _due(now: datetime, lane: Lane) -> list[ColumnElement[bool]]:
    free = or_(Job.claimed_until.is_(None), Job.claimed_until <= now)
    due = [Job.done_at.is_(None), Job.failed_at.is_(None), Job.due_at <= now, free]
    if lane.names:
        due.append(Job.name.not_in(lane.names) if lane.others else Job.name.in_(lane.names))
    return due


def renew(db: Db, *, job_id: int, now: datetime) -> None:
    """Hold a job longer, unless its lease was lost."""
    held = update(Job).where(Job.id == job_id, Job.claimed_until > now)
    db.execute(held.values(claimed_until=now + LEASE))


def mark_done(job: Job, *, now: datetime, outcome: str | None = None) -> None:
    job.outcome = outcome[:500] if outcome else None
    job.done_at, job.claimed_until, job.progress, job.last_error = now, None, 100, None


def mark_onward(job: Job, *, progress: int, now: datetime) -> None:
    """Let the next part be done: what has come so far counts as no failed attempt."""
    job.progress, job.due_at, job.claimed_until = progress, now, None
    job.attempts, job.last_error = 0, None


def mark_failed(
    job: Job, *, error: str, now: datetime, after: timedelta | None = None, final: bool = False
) -> None:
    """Try again later, or give up after the last attempt and show it to the administrator.

    `after` puts the next attempt off where somebody else asked us to wait longer;
    `final` gives up at once.
    """
    job.last_error, job.claimed_until = error[:500], None
    if final or job.attempts > len(BACK_OFF):
        job.failed_at = now
    else:
        job.due_at = now + max(BACK_OFF[job.attempts - 1], after or timedelta())


def try_again(db: Db, *, public_id: str, now: datetime) -> None:
    again = update(Job).where(Job.public_id == public_id, Job.failed_at.is_not(None))
    db.execute(again.values(failed_at=None, attempts=0, due_at=now))


def beats(db: Db) -> dict[str, datetime]:
    """Return when each regular task last ran."""
    return {beat.name: beat.ran_at for beat in db.scalars(select(Beat))}


def beat_due(db: Db, *, name: str, every: timedelta, now: datetime) -> bool:
    """Say whether a regular task is due, and note that it runs now. One worker hears yes."""
    beat = db.get(Beat, name, with_for_update=True)
    if beat is None:
        return _first_beat(db, name, now)
    due = beat.ran_at + every <= now
    if due:
        beat.ran_at = now
    return due


def _first_beat(db: Db, name: str, now: datetime) -> bool:
    """Note that a task runs for the first time, if no other worker does so at this moment."""
    try:
        with db.begin_nested():
            db.add(Beat(name=name, ran_at=now))
    except IntegrityError:
        return False
    return True
