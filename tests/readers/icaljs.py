"""Calendars as Thunderbird's parser reads them (ical.js), where Node.js is found.

The parser is installed once, by its lock and without running anything of it, into the
virtual environment, which is thrown away with it. Where Node.js or the registry cannot
be had, `skip_without` says so.
"""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PATIENCE = 60
"""Seconds that an installation may take."""


@cache
def installed() -> Path | str:
    """Return where the reader stands, or why there is none."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return "Node.js is not installed"
    place = Path(sys.prefix) / "readers"
    place.mkdir(exist_ok=True)
    lock = place / "package-lock.json"
    fresh = lock.exists() and lock.read_bytes() == (HERE / lock.name).read_bytes()
    for name in ("package.json", "icaljs.mjs"):
        shutil.copy(HERE / name, place / name)
    if not (fresh and (place / "node_modules/ical.js").is_dir()):
        shutil.copy(HERE / lock.name, lock)
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        try:
            subprocess.run(
                [npm, "ci", *quiet], cwd=place, check=True, capture_output=True, timeout=PATIENCE
            )
        except (subprocess.SubprocessError, OSError):
            lock.unlink()
            return "ical.js cannot be had from the npm registry"
    return place


def skip_without() -> None:
    found = installed()
    if isinstance(found, str):
        pytest.skip(found)


def read(body: bytes) -> dict[str, Any]:
    """Return METHOD and entries as ical.js understands them; times in UTC, ISO 8601."""
    place = installed()
    assert isinstance(place, Path), place
    done = subprocess.run(
        ["node", "icaljs.mjs"], cwd=place, input=body, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
