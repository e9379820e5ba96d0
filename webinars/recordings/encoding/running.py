"""Running the program that encodes: bounded in time and memory, without a secret at hand."""

import json
import os
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]

PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv.pop(1));"
    " from webinars.recordings.encoding.program import main; main()"
)
"""Without this machine's own settings of Python (`-I`), which leave out where we stand."""

MEMORY = 3 * 1024**3
"""Bytes of address space: a picture of eight thousand points a side fits in."""

PATIENCE = 900
"""Seconds that one step may take. A piece of half a minute takes some ten on a small machine."""

LONG_PATIENCE = 3600
"""Seconds for the sound of a whole day."""


class Broken(Exception):
    """Nothing comes of this file; the word says why, as `sights.copies` explains it."""


def run(do: str, *, patience: int = PATIENCE, **said: object) -> dict[str, Any]:
    """Do one step and return what the program answers.

    Raises:
        Broken: it refused, fell, or was ended because it took too long.
    """
    command = [
        sys.executable,
        "-I",
        "-c",
        PROGRAM,
        str(ROOT),
        json.dumps({"do": do} | said, default=str),
    ]
    try:
        done = subprocess.run(  # noqa: S603  (our own words, and a JSON object)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=True,
            env={"PATH": os.defpath},
            preexec_fn=_limit,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Broken("slow") from error
    except (subprocess.SubprocessError, ValueError) as error:
        raise Broken("fell") from error
    if "refused" in answer:
        raise Broken(str(answer["refused"]))
    return answer


def _limit() -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def software() -> str:
    """Return what encodes, as a copy's row names it."""
    return f"PyAV {version('av')}"
