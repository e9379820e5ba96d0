"""A worker killed at fifty random moments of its work on films: each copy whole, or absent."""

import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine, select

from tests.factories.recordings import filmed, make_asset, make_held_sitting
from tests.servers.programs import ROOT, environment
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.models import Job
from webinars.kernel.clock import system_clock
from webinars.recordings.models import Asset
from webinars.recordings.rules import in_use
from webinars.storage.models import StoredFile
from webinars.storage.store import Store, open_store
from webinars.storage.tasks import sweep_unreferenced

pytestmark = pytest.mark.kill

KILLS = 50
COPIES = {"poster", "opus", "mp3", "240p"}

WORKER = """
import sys
from datetime import timedelta
from webinars.app.building import create_app
from webinars.app.rooms import register_of
from webinars.jobs.operations import Lane
from webinars.jobs.worker import run_one_job
from webinars.kernel.clock import system_clock
app = create_app()
register = register_of(app)
lane, later = Lane(register.long), timedelta(hours=int(sys.argv[1]))
app.clock = lambda: system_clock() + later  # the lease of the one who was killed is over
print("ready", flush=True)
while run_one_job(app.engine, register, app.clock, lane):
    print("did", flush=True)
print("done", flush=True)
"""


def worker(url: str, data: Path, life: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(life)],
        cwd=ROOT,
        env=environment(data, url),
        stdout=subprocess.PIPE,
        text=True,
    )


def add_film(engine: Engine, store: Store, number: int) -> None:
    with unit_of_work(engine) as db:
        data = filmed(seconds=31 + number, size=(320, 240), rate=4)
        make_asset(db, store, sitting=make_held_sitting(db), data=data, now=system_clock())


def killed(url: str, data: Path, life: int, pause: float) -> bool:
    """Let a worker live that long; return whether it still had work when it was killed."""
    with worker(url, data, life) as one:
        assert one.stdout is not None
        one.stdout.readline()  # ready
        time.sleep(pause)
        children = psutil.Process(one.pid).children(recursive=True)
        one.kill()
        told = one.stdout.read()
    psutil.wait_procs(children, timeout=30)  # what it had begun ends by itself
    return "done" not in told


def test_every_copy_is_whole_or_absent_and_made_in_the_end(
    fresh_url: str, fresh_engine: Engine, data_dir: Path
) -> None:
    store = open_store(f"file://{data_dir}/storage")
    life = killed_again_and_again(fresh_url, fresh_engine, store, data_dir)

    with worker(fresh_url, data_dir, life + 1) as last:
        assert last.wait(timeout=600) == 0

    with reading(fresh_engine) as db:
        assets = in_use(db.scalars(select(Asset)))
        assert db.scalars(select(Job.key).where(Job.failed_at.is_not(None))).all() == []
    originals = {one.digest for one in assets if not one.recipe}
    made = {(one.derived_from, one.recipe) for one in assets if one.recipe}
    assert made == {(digest, recipe) for digest in originals for recipe in COPIES}
    assert half_files(fresh_engine, store) == []
    assert list((data_dir / "working").iterdir()) == []
    sweep_unreferenced(store, fresh_engine, system_clock() + timedelta(days=2))
    with reading(fresh_engine) as db:
        known = set(db.scalars(select(StoredFile.digest)))
    assert set(store.digests(older_than=system_clock() + timedelta(days=2))) == known


def killed_again_and_again(url: str, engine: Engine, store: Store, data: Path) -> int:
    """Kill workers in the midst of their work, each time with enough of it; return how many lived.

    After each of them what a row tells of is whole.
    """
    chance = random.Random(11)  # noqa: S311  (no secret)
    films = kills = life = 0
    while kills < KILLS:
        if not films or not left(engine):
            add_film(engine, store, films)
            films += 1
        life += 1
        kills += killed(url, data, life, chance.uniform(0, 1.5))
        assert half_files(engine, store) == []
    return life


def left(engine: Engine) -> bool:
    with reading(engine) as db:
        return db.scalar(select(Job.id).where(Job.done_at.is_(None)).limit(1)) is not None


def half_files(engine: Engine, store: Store) -> list[str]:
    """Return the files that a row tells of and that are not what it says."""
    with reading(engine) as db:
        return [one for one in db.scalars(select(StoredFile.digest)) if not store.verify(one)]
