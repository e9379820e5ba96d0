"""A snapshot whose program is killed leaves nothing that verifies, and the next one is whole."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config import load
from tests.conftest import NOON
from tests.servers.programs import ROOT, environment
from webinars.app.filling import fill
from webinars.evaluation.operations import verify_folder

pytestmark = pytest.mark.kill

SNAPSHOT = [sys.executable, "-m", "flask", "--app", "wsgi", "evaluation", "snapshot"]
STEPS = (0.02, 0.1, 0.2, 0.4, 0.7)
"""Seconds after the first file appears at which the program is killed."""


def test_what_a_killed_snapshot_leaves_does_not_verify(
    fresh_url: str, fresh_engine: Engine, data_dir: Path
) -> None:
    secret = {"WEBINARS_SECRET_KEY": "no secret, " * 4}
    surroundings = environment(data_dir, fresh_url) | secret
    settings = load({"WEBINARS_DATA_DIR": str(data_dir), **secret})
    fill(fresh_engine, settings, demonstration=True, now=NOON)
    folder = data_dir / "snapshots"

    left = [kill_after(seconds, folder, surroundings) for seconds in STEPS]
    done = subprocess.run(SNAPSHOT, cwd=ROOT, env=surroundings, check=True, capture_output=True)

    assert any(left), "every one was killed before it wrote anything, or after it was done"
    whole = [one for one in folder.iterdir() if one.name.isdigit()]
    assert [verify_folder(one).differences for one in whole] == [()]
    assert f"folder {whole[0]}" in done.stdout.decode()


def kill_after(seconds: float, folder: Path, surroundings: dict[str, str]) -> bool:
    """Kill a snapshot so long after its first file; say whether it left a part, and look at it."""
    with subprocess.Popen(SNAPSHOT, cwd=ROOT, env=surroundings) as program:
        while program.poll() is None and not list(folder.glob(".*.part/*")):
            time.sleep(0.005)
        time.sleep(seconds)
        program.kill()
    parts = list(folder.glob(".*.part"))
    assert not any(verify_folder(part).identical for part in parts)
    assert not [one for one in folder.iterdir() if one.name.isdigit()]
    return bool(parts)
