"""One snapshot is written at a time in a folder, and what a killed one left is cleared."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webinars.evaluation.files import PART

LOCK = ".taking"
"""The file whose lock is held by who writes; the system lets go of it when the process ends."""


def part_of(folder: Path, cut: int) -> Path:
    """Return the folder in which the snapshot of `cut` is written before it has its name."""
    return folder / f".{cut}.{os.getpid()}{PART}"


@contextmanager
def writing_alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes a snapshot into `folder`, and keep others waiting."""
    with _lock(folder) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def clear_unfinished(folder: Path) -> int:
    """Remove what snapshots left that were killed; return how many there were.

    While somebody writes there, nothing is removed: what is not whole may be his.
    """
    with _lock(folder) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        left = sorted(folder.glob(f".*{PART}"))
        for one in left:
            shutil.rmtree(one)
        return len(left)


@contextmanager
def _lock(folder: Path) -> Iterator[int]:
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield file
    finally:
        os.close(file)
