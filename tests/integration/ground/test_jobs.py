"""Jobs: asked once by a key, done once, retried with patience, shown when given up."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from tests.conftest import NOON
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.jobs.models import Job
from webinars.jobs.operations import BACK_OFF, Lane, beat_due, claim, enqueue
from webinars.jobs.register import GivenUp, Onward, Outcome, Register, Regular, Task, TryLater
from webinars.jobs.worker import PAUSE, run_one_job, run_regular, work


def register_with(task: object) -> Register:
    return Register(jobs={"test.job": task}, regular={})  # type: ignore[dict-item]


def test_the_same_key_asked_twice_is_one_job(fresh_engine: Engine) -> None:
    done: list[dict[str, Any]] = []
    with unit_of_work(fresh_engine) as db:
        for _ in range(2):
            enqueue(db, name="test.job", arguments={"a": 1}, key="k", now=NOON)

    register = register_with(lambda _engine, arguments, _now: done.append(arguments))
    ran = [run_one_job(fresh_engine, register, lambda: NOON) for _ in range(2)]

    assert ran == [True, False]
    assert done == [{"a": 1}]


def test_a_job_that_fails_is_tried_again_and_then_given_up(fresh_engine: Engine) -> None:
    def fail(_engine: Bind, _arguments: dict[str, Any], _now: datetime) -> None:
        raise ZeroDivisionError

    with unit_of_work(fresh_engine) as db:
        enqueue(db, name="test.job", arguments={}, now=NOON)
    moment = NOON
    for pause in [*BACK_OFF, timedelta(0)]:
        assert run_one_job(fresh_engine, register_with(fail), lambda: moment)  # noqa: B023  (called at once)
        moment += pause

    with reading(fresh_engine) as db:
        job = db.scalars(select(Job)).one()
    assert (job.last_error, job.failed_at is not None, job.attempts) == (
        "ZeroDivisionError",
        True,
        5,
    )


@pytest.mark.parametrize(
    ("asked", "waits"), [(None, 1), (timedelta(seconds=5), 1), (timedelta(minutes=20), 20)]
)
def test_a_job_waits_as_long_as_it_was_asked_to(
    fresh_engine: Engine, asked: timedelta | None, waits: int
) -> None:
    def wait(_engine: Bind, _arguments: dict[str, Any], _now: datetime) -> None:
        raise TryLater("OverQuota", after=asked)

    with unit_of_work(fresh_engine) as db:
        enqueue(db, name="test.job", arguments={}, now=NOON)
    run_one_job(fresh_engine, register_with(wait), lambda: NOON)

    with reading(fresh_engine) as db:
        job = db.scalars(select(Job)).one()
    assert (job.last_error, job.due_at) == ("OverQuota", NOON + timedelta(minutes=waits))


def test_a_job_that_cannot_succeed_is_given_up_at_once(fresh_engine: Engine) -> None:
    def end(_engine: Bind, _arguments: dict[str, Any], _now: datetime) -> None:
        raise GivenUp("AuthRefused")

    with unit_of_work(fresh_engine) as db:
        enqueue(db, name="test.job", arguments={}, now=NOON)
    run_one_job(fresh_engine, register_with(end), lambda: NOON)

    with reading(fresh_engine) as db:
        job = db.scalars(select(Job)).one()
    assert (job.last_error, job.failed_at, job.attempts) == ("AuthRefused", NOON, 1)


def test_a_regular_task_runs_once_in_its_time(fresh_engine: Engine) -> None:
    runs: list[datetime] = []
    register = Register(
        {}, {"beat": Regular(timedelta(minutes=5), lambda _engine, now: runs.append(now))}
    )

    for minutes in (0, 1, 4, 5, 6, 11):
        run_regular(fresh_engine, register, lambda: NOON + timedelta(minutes=minutes))  # noqa: B023

    assert [run - NOON for run in runs] == [
        timedelta(0),
        timedelta(minutes=5),
        timedelta(minutes=11),
    ]


def test_a_job_that_goes_onward_is_called_again_at_once(fresh_engine: Engine) -> None:
    parts: Iterator[Outcome] = iter([Onward(40), Onward(80), "three parts"])
    with unit_of_work(fresh_engine) as db:
        enqueue(db, name="test.job", arguments={}, now=NOON)
    register = register_with(lambda _engine, _arguments, _now: next(parts))

    seen = []
    while run_one_job(fresh_engine, register, lambda: NOON):
        with reading(fresh_engine) as db:
            job = db.scalars(select(Job)).one()
        seen.append((job.progress, job.attempts, job.outcome))

    assert seen == [(40, 0, None), (80, 0, None), (100, 1, "three parts")]


def test_nothing_short_waits_for_a_long_job(fresh_engine: Engine) -> None:
    done: list[str] = []

    def note(name: str) -> Task:
        return lambda _engine, _arguments, _now: done.append(name)

    register = Register({"film": note("film"), "count": note("count")}, {})
    with unit_of_work(fresh_engine) as db:
        for name in ("film", "count"):
            enqueue(db, name=name, arguments={}, now=NOON)
    films = frozenset({"film"})

    short = Lane(films, others=True)
    ran = [run_one_job(fresh_engine, register, lambda: NOON, short) for _ in range(2)]

    assert (ran, done) == ([True, False], ["count"])
    assert run_one_job(fresh_engine, register, lambda: NOON, Lane(films))
    assert done == ["count", "film"]


def test_a_task_that_comes_seldom_is_a_job_which_outlives_its_worker(fresh_engine: Engine) -> None:
    runs: list[datetime] = []

    def work_of_the_night(_engine: Bind, now: datetime) -> str:
        runs.append(now)
        return "read back: 3 files"

    register = Register({}, {"night": Regular(timedelta(days=1), work_of_the_night)})
    run_regular(fresh_engine, register, lambda: NOON)
    run_regular(fresh_engine, register, lambda: NOON + timedelta(hours=1))
    with unit_of_work(fresh_engine) as db:
        claim(db, now=NOON)  # a worker that is killed before it has done anything

    early = run_one_job(fresh_engine, register, lambda: NOON + timedelta(minutes=9))
    late = run_one_job(fresh_engine, register, lambda: NOON + timedelta(minutes=10))

    assert (early, late) == (False, True)
    assert runs == [NOON + timedelta(minutes=10)]
    with reading(fresh_engine) as db:
        job = db.scalars(select(Job)).one()
    assert (job.name, job.outcome) == ("regular.night", "read back: 3 files")


def test_a_task_that_comes_seldom_is_asked_once_a_time(fresh_engine: Engine) -> None:
    register = Register({}, {"night": Regular(timedelta(days=1), lambda _engine, _now: None)})

    for hours in (0, 1, 23, 24, 25):
        run_regular(fresh_engine, register, lambda: NOON + timedelta(hours=hours))  # noqa: B023

    with reading(fresh_engine) as db:
        asked = [job.asked_at - NOON for job in db.scalars(select(Job).order_by(Job.id))]
    assert asked == [timedelta(0), timedelta(hours=24)]


def test_the_worker_rests_and_stops_when_told() -> None:
    stop, looks = threading.Event(), []

    def source() -> bool:
        looks.append(1)
        stop.set()
        return False

    work([source], stop)

    assert looks == [1]


def test_the_worker_rests_in_a_rush_though_there_is_work(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    rests: list[float] = []
    monkeypatch.setattr(stop, "wait", rests.append)

    def rush() -> bool:
        if rests:
            stop.set()
        return not stop.is_set()

    work([lambda: True], stop, is_rush=rush)

    assert rests == [PAUSE]


@pytest.mark.race
def test_of_workers_that_start_together_one_runs_a_task_for_the_first_time(
    fresh_engine: Engine,
) -> None:
    together = threading.Barrier(4)

    def first(_: int) -> bool:
        together.wait()
        with unit_of_work(fresh_engine) as db:
            return beat_due(db, name="night", every=timedelta(hours=1), now=NOON)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(first, range(4))) == [False, False, False, True]
