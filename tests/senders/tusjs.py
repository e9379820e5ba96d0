"""Files as the reference client of tus sends them (tus-js-client), where Node.js is found.

Installed once, by its lock and without running anything of it, into the virtual
environment, which is thrown away with it.
"""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PATIENCE = 90
"""Seconds that an installation may take."""

QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


@cache
def installed() -> Path | str:
    """Return where the sender stands, or why there is none."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "Node.js is not installed"
    place = Path(sys.prefix) / "senders"
    place.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json", "upload.mjs"):
        shutil.copy(HERE / name, place / name)
    if not (place / "node_modules/tus-js-client").is_dir():
        command = [npm, "ci", *QUIET]
        try:
            subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=PATIENCE)
        except (subprocess.SubprocessError, OSError):
            return "tus-js-client cannot be had from the npm registry"
    return place


def send(endpoint: str, token: str, file: Path) -> str:
    """Send `file` and return the address of its upload; skip the test without Node.js."""
    place = installed()
    if isinstance(place, str):
        pytest.skip(place)
    done = subprocess.run(
        ["node", "upload.mjs", endpoint, token, str(file)],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
