"""What a place for files must be able to do, and the little that all places share."""

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_

RESERVE = 64 * 1024 * 1024
"""Bytes of the disk that an upload leaves free: the database must still be able to write."""


class NoRoom(Refusal):
    message = N_("The server's disk has no room left for this file. The operator must make room.")
    status = 507


def leave_reserve(where: int | Path, reserve: int) -> None:
    """Raise NoRoom where the disk of a file or folder has fewer free bytes than `reserve`."""
    disk = os.statvfs(where)
    if disk.f_bavail * disk.f_frsize < reserve:
        raise NoRoom


@contextmanager
def room_for_it() -> Iterator[None]:
    """Turn the system's "no space left" into a refusal."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise NoRoom from error
        raise


class SeekableFile(Protocol):
    """As much of a file as a web server needs to send it as fast as its client takes it."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...
    def close(self) -> None: ...


class Shelf(Protocol):
    """Files under keys. A key shows the whole file or nothing."""

    @property
    def folder(self) -> Path | None:
        """Where the files lie, if it is on this machine's disk."""

    def part(self) -> AbstractContextManager[BinaryIO]:
        """Open a nameless file to write to; it vanishes afterwards unless it was placed."""

    def place(self, part: BinaryIO, key: str) -> None:
        """Put what `part` holds under `key`. It is safe from a power cut on return."""

    def adopt(self, whole: BinaryIO, key: str) -> None:
        """Put a copy of the named file `whole` under `key`; what `whole` is stays where it is."""

    def settle(self, key: str) -> None:
        """Make sure that what another writer has placed under `key` is safe too."""

    def size(self, key: str) -> int:
        """Return the size in bytes, or raise FileNotFoundError."""

    def open(self, key: str, *, start: int, length: int) -> SeekableFile | Iterator[bytes]:
        """Open a range that lies within the file, or raise FileNotFoundError."""

    def sweep(self, *, older_than: datetime) -> int:
        """Remove what writers who died before `older_than` left behind, and count it."""

    def keys(self, *, older_than: datetime) -> Iterator[str]:
        """Yield the keys of files that nobody has stored again since `older_than`."""

    def discard(self, key: str, *, older_than: datetime) -> bool:
        """Remove a file, unless it was stored again since; say whether it was removed."""
