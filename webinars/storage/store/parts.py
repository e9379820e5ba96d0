"""What a place for files must be able to do, and the little that all places share."""

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_

CHUNK = 1024 * 1024

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


class Stream:
    """Pieces as a file that is read once."""

    def __init__(self, found: Iterator[bytes]) -> None:
        self._found, self._rest = found, b""

    def read(self, size: int, /) -> bytes:
        while not self._rest:
            piece = next(self._found, None)
            if piece is None:
                return b""
            self._rest = piece
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def pieces(opened: SeekableFile | Iterator[bytes]) -> Iterator[bytes]:
    """Yield the bytes of what `open_range` returned, and close it at the end."""
    if isinstance(opened, Iterator):
        yield from opened
        return
    try:
        yield from iter(partial(opened.read, CHUNK), b"")
    finally:
        opened.close()


@dataclass(frozen=True)
class Shown:
    """How a bucket presents a file that it hands out in our place."""

    media_type: str
    disposition: str
    """The value of Content-Disposition."""


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

    def signed_address(self, key: str, *, seconds: int, shown: Shown) -> str | None:
        """Return an address that opens the file for so long, or None where there is none."""

    def remove(self, key: str) -> None:
        """Remove a file for good; one that is not there is no fault."""

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
