"""Killed while it takes a snapshot: nothing half written verifies, and the next one is whole."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config import Settings
from tests.conftest import NOON
from webinars.database.unit import unit_of_work
from webinars.evaluation.operations import clear_unfinished, verify_folder
from webinars.evaluation.operations.unfinished import LOCK
from webinars.journal.operations import record
from webinars.states.operations import load_reference

ROOT = Path(__file__).parents[3]
PATIENCE = 120
"""Seconds in which a snapshot is begun, or taken."""

PAUSES = (0.0, 0.05, 0.1, 0.2)
"""Seconds after the folder appeared; a quick machine is done after half of one."""

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
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)


def said(process: subprocess.Popen[bytes]) -> list[str]:
    """Return what it printed, once it has ended well."""
    words, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return words.decode().splitlines()


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(".*.part"))


def wait_for_another(folder: Path, known: set[Path]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not set(parts(folder)) - known:
        assert time.monotonic() < deadline, "no snapshot was begun"
        time.sleep(0.005)


def wait_for_turn(process: subprocess.Popen[bytes]) -> None:
    """Wait until the process has come to where one snapshot is written at a time."""
    deadline = time.monotonic() + PATIENCE
    while LOCK not in open_files(process):
        assert time.monotonic() < deadline, "it never came so far"
        time.sleep(0.02)


def open_files(process: subprocess.Popen[bytes]) -> set[str]:
    names = set()
    for one in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            names.add(one.readlink().name)
    return names


def evidence_in(engine: Engine, settings: Settings) -> Path:
    """Make evidence for a snapshot; return the folder in which it will be taken."""
    folder = settings.data / "snapshots"
    folder.mkdir(parents=True)
    with unit_of_work(engine) as db:
        load_reference(db, now=NOON)
    with unit_of_work(engine) as db:
        record(db, kind="test.evidence", actor="test", subject="s", now=NOON)
    return folder


def test_a_snapshot_that_was_killed_verifies_nowhere_and_the_next_is_whole(
    fresh_engine: Engine, fresh_url: str, settings: Settings
) -> None:
    folder = evidence_in(fresh_engine, settings)
    for pause in PAUSES:
        known = set(parts(folder))
        process = begun(settings, fresh_url)
        wait_for_another(folder, known)
        time.sleep(pause)
        process.kill()
        process.communicate(timeout=PATIENCE)

        for one in parts(folder):
            assert not verify_folder(one).identical, one

    left = len(parts(folder))
    printed = said(begun(settings, fresh_url))
    (whole,) = (one for one in folder.iterdir() if not one.name.startswith("."))
    assert printed[0] == f"unfinished snapshots cleared: {left}"
    assert parts(folder) == []
    assert verify_folder(whole).differences == ()


def test_what_is_being_written_is_left_and_two_at_once_are_one_snapshot(
    fresh_engine: Engine, fresh_url: str, settings: Settings
) -> None:
    folder = evidence_in(fresh_engine, settings)
    first = begun(settings, fresh_url)
    wait_for_another(folder, set())
    first.send_signal(signal.SIGSTOP)  # as slow as can be, and alive
    try:
        cleared = clear_unfinished(folder)
        second = begun(settings, fresh_url)
        wait_for_turn(second)
        still = len(parts(folder))
    finally:
        first.send_signal(signal.SIGCONT)
    printed = said(first), said(second)

    assert (cleared, still) == (0, 1)
    assert printed[0] == printed[1]
    (whole,) = (one for one in folder.iterdir() if not one.name.startswith("."))
    assert verify_folder(whole).differences == ()
    assert (parts(folder), clear_unfinished(folder)) == ([], 0)
