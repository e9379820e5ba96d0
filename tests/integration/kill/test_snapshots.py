"""Killed while it takes a snapshot: nothing half written verifies, and the next one is whole."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config import Settings
from tests.conftest import NOON
from webinars.database.unit import unit_of_work
from webinars.evaluation.operations import verify_folder
from webinars.journal.operations import record
from webinars.states.operations import load_reference

ROOT = Path(__file__).parents[3]
PATIENCE = 120
"""Seconds in which a snapshot is begun, or taken."""

PAUSES = (0.0, 0.1, 0.3, 0.6)
"""Seconds after the folder appeared."""

pytestmark = pytest.mark.kill


def begun(settings: Settings, url: str) -> subprocess.Popen[bytes]:
    """Begin to take a snapshot as an operator does."""
    environment = {
        **os.environ,
        "WEBINARS_DATA_DIR": str(settings.data),
        "WEBINARS_DATABASE_URL": url,
        "WEBINARS_SECRET_KEY": "no secret, " * 4,
    }
    command = (sys.executable, "-m", "flask", "--app", "wsgi", "evaluation", "snapshot")
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(".*.part"))


def wait_for_another(folder: Path, known: set[Path]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not set(parts(folder)) - known:
        assert time.monotonic() < deadline, "no snapshot was begun"
        time.sleep(0.005)


def test_a_snapshot_that_was_killed_verifies_nowhere_and_the_next_is_whole(
    fresh_engine: Engine, fresh_url: str, settings: Settings
) -> None:
    folder = settings.data / "snapshots"
    folder.mkdir(parents=True)
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
    with unit_of_work(fresh_engine) as db:
        record(db, kind="test.evidence", actor="test", subject="s", now=NOON)
    for pause in PAUSES:
        known = set(parts(folder))
        process = begun(settings, fresh_url)
        wait_for_another(folder, known)
        time.sleep(pause)
        process.kill()
        process.wait(timeout=PATIENCE)

        for one in parts(folder):
            assert not verify_folder(one).identical, one

    assert begun(settings, fresh_url).wait(timeout=PATIENCE) == 0
    (whole,) = (one for one in folder.iterdir() if not one.name.startswith("."))
    assert verify_folder(whole).differences == ()
