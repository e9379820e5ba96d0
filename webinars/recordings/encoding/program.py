"""One work on a recording, as a program of its own: a broken film may make it fall or spin.

Run by `running`; of ours it imports its works alone. Its one argument is a JSON object:
what to do, and with what. It writes one JSON object to its output: what it found, or
`{"refused": word}`.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from av.error import FFmpegError

from webinars.recordings.encoding.works.parts import Refused

WORKS = {
    "probe": "films",
    "piece": "films",
    "sound": "films",
    "join": "films",
    "poster": "films",
    "pages": "slides",
}
"""In which file each stands: what reads PDF is loaded for slides alone."""


def main() -> None:
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    asked = json.loads(sys.argv[1])
    try:
        answer = _work(asked.pop("do"))(**asked)
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "heavy"}
    except (OSError, FFmpegError, ValueError, ArithmeticError) as error:
        full = isinstance(error, OSError) and error.errno == 28
        answer = {"refused": "room" if full else "broken"}
    json.dump(answer, sys.stdout)


def _work(name: str) -> Callable[..., dict[str, Any]]:
    module = import_module(f"webinars.recordings.encoding.works.{WORKS[name]}")
    work: Callable[..., dict[str, Any]] = getattr(module, name)
    return work


def _end_with(parent: int) -> None:
    """End when whoever started us has: a killed worker leaves no program behind."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
