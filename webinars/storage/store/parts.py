"""What a place for files must be able to do, and the little that all places share."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol


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
