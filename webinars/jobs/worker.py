"""The worker: does what is due, then looks again. Several may run side by side."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.exc import OperationalError

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.jobs.models import Job
from webinars.jobs.operations import (
    EVERY,
    LEASE,
    Lane,
    beat_due,
    beats,
    claim,
    enqueue,
    is_due,
    mark_done,
    mark_failed,
    mark_onward,
    renew,
)
from webinars.jobs.register import REGULARLY, GivenUp, Onward, Outcome, Register, TryLater
from webinars.kernel.clock import Clock
from webinars.kernel.faults import told

log = logging.getLogger("webinars.worker")

PAUSE = 0.5
"""Seconds between two looks when nothing is due, or when others need the machine more."""

Source = Callable[[], bool]
"""Does one piece of work and says whether there was one."""


def work(sources: list[Source], stop: threading.Event, *, is_rush: Source = lambda: False) -> None:
    """Go round the sources until `stop` is set, resting when none had work, or in a rush."""
    while not stop.is_set():
        worked = [_guarded(source) for source in sources if not stop.is_set()]  # each in its turn
        if not any(worked) or _guarded(is_rush):
            stop.wait(PAUSE)


def _guarded(source: Source) -> bool:
    try:
        return source()
    except OperationalError as error:  # the database is away or busy: the next round tries again
        log.warning("the database did not answer: %s", type(error.orig).__name__)
        return False


def run_one_job(engine: Bind, register: Register, clock: Clock, lane: Lane = EVERY) -> bool:
    """Claim a job, do it outside any transaction, and say how it ended."""
    with reading(engine) as db:
        if not is_due(db, now=clock(), lane=lane):
            return False
    with unit_of_work(engine) as db:
        job = claim(db, now=clock(), lane=lane)
    if job is None:
        return False
    failure, outcome = _attempt(engine, register, job, clock)
    with unit_of_work(engine) as db:
        _mark(db.get_one(Job, job.id), failure, outcome, clock())
    return True


class Failure(NamedTuple):
    """How an attempt failed, without personal data."""

    error: str
    after: timedelta | None = None
    final: bool = False


def _mark(job: Job, failure: Failure | None, outcome: Outcome, now: datetime) -> None:
    if failure is not None:
        mark_failed(job, now=now, **failure._asdict())
    elif isinstance(outcome, Onward):
        mark_onward(job, progress=outcome.progress, now=now)
    else:
        mark_done(job, outcome=outcome, now=now)


def _attempt(
    engine: Bind, register: Register, job: Job, clock: Clock
) -> tuple[Failure | None, Outcome]:
    """Do the job; return what went wrong, and the outcome."""
    try:
        with _held(engine, job, clock):
            outcome = register.task_of(job.name)(engine, job.arguments, clock())
    except TryLater as wait:
        log.info("job %s %s: %s", job.name, job.public_id, wait.reason)
        return Failure(wait.reason, wait.after), None
    except GivenUp as end:
        log.warning("job %s %s: %s", job.name, job.public_id, end.reason)
        return Failure(end.reason, final=True), None
    except Exception as error:  # noqa: BLE001  (any fault of a job is its own, never the worker's)
        log.error("job %s %s\n%s", job.name, job.public_id, told(error))  # noqa: TRY400
        return Failure(type(error).__name__), None
    return None, outcome


@contextmanager
def _held(engine: Bind, job: Job, clock: Clock) -> Iterator[None]:
    """Hold the lease of a job for as long as this worker lives and works on it."""
    over = threading.Event()

    def hold() -> None:
        while not over.wait(LEASE.total_seconds() / 3):
            with suppress(OperationalError), unit_of_work(engine) as db:
                renew(db, job_id=job.id, now=clock())

    holder = threading.Thread(target=hold, daemon=True)
    holder.start()
    try:
        yield
    finally:
        over.set()
        holder.join()


def run_regular(engine: Bind, register: Register, clock: Clock) -> bool:
    """Do every regular task that is due. Never counts as work, so that the worker rests.

    What comes seldom is asked for as a job in the same transaction that notes its
    beat: a worker that is killed in a nightly snapshot leaves a job whose lease
    ends, not a night without one.
    """
    with reading(engine) as db:
        ran = beats(db)
    for name, regular in register.regular.items():
        if name in ran and ran[name] + regular.every > clock():
            continue  # looked before it writes: an idle worker takes no write lock
        with unit_of_work(engine) as db:
            due = beat_due(db, name=name, every=regular.every, now=clock())
            if due and regular.seldom:
                _ask(db, name, clock())
        if due and not regular.seldom:
            _regularly(engine, name, regular.task, clock)
    return False


def _ask(db: Db, name: str, now: datetime) -> None:
    key = f"{REGULARLY}{name} {now.isoformat()}"
    enqueue(db, name=f"{REGULARLY}{name}", arguments={}, key=key, now=now)


def _regularly(
    engine: Bind, name: str, task: Callable[[Bind, datetime], object], clock: Clock
) -> None:
    try:
        task(engine, clock())
    except Exception as error:  # noqa: BLE001  (the next round tries again)
        log.error("regular task %s\n%s", name, told(error))  # noqa: TRY400
