"""A place for files on this machine's disk.

Written with the system's own calls rather than through obstore, which cannot
say when a file has reached the disk.
"""

import errno
import os
import secrets
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from webinars.storage.store.parts import Shown

INCOMING = "incoming"
"""The folder of files that are being written. No digest begins like this."""


class Window:
    """Bytes `start` to `start + length` of a file, as if they were a file of their own."""

    def __init__(self, path: Path, *, start: int, length: int) -> None:
        self._file = os.open(path, os.O_RDONLY)
        self.close = weakref.finalize(self, os.close, self._file)  # once, and never forgotten
        self._start = start
        self._length = length
        self._at = 0
        if os.fstat(self._file).st_size < start + length:
            self.close()
            raise FileNotFoundError(f"{path} is shorter than it was")

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        origin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        self._at = max(0, origin + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        left = max(0, self._length - self._at)
        wanted = left if size < 0 else min(size, left)
        data = os.pread(self._file, wanted, self._start + self._at)
        self._at += len(data)
        return data


class Folder:
    """Files in a folder; those that are being written in its `incoming/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / INCOMING
        self._incoming.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)
        _sync(folder)

    @contextmanager
    def part(self) -> Iterator[BinaryIO]:
        path = self._incoming / f"{secrets.token_hex(16)}.part"
        with path.open("xb+") as part:
            try:
                yield part
            finally:
                path.unlink(missing_ok=True)  # nothing is there once it has been placed

    def place(self, part: BinaryIO, key: str) -> None:
        """Bring the bytes to the disk first and the name second: the name never shows half."""
        target = self.folder / key
        part.flush()
        os.fchmod(part.fileno(), 0o440)
        os.fsync(part.fileno())
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True)
        Path(part.name).replace(target)
        self.settle(key)

    def adopt(self, whole: BinaryIO, key: str) -> None:
        """Give the same bytes a second name: nothing is copied on one disk."""
        path = self._incoming / f"{secrets.token_hex(16)}.part"
        try:
            _link(Path(whole.name), path)
            with path.open("rb") as part:
                self.place(part, key)
        finally:
            path.unlink(missing_ok=True)

    def signed_address(self, key: str, *, seconds: int, shown: Shown) -> str | None:  # noqa: ARG002  (as every shelf)
        """Return None: what lies here is sent by us."""
        return None

    def remove(self, key: str) -> None:
        (self.folder / key).unlink(missing_ok=True)

    def settle(self, key: str) -> None:
        os.utime(self.folder / key)  # so that nobody discards what is wanted again
        _sync((self.folder / key).parent)
        _sync(self.folder)

    def size(self, key: str) -> int:
        return (self.folder / key).stat().st_size

    def open(self, key: str, *, start: int, length: int) -> Window:
        return Window(self.folder / key, start=start, length=length)

    def sweep(self, *, older_than: datetime) -> int:
        removed = 0
        for path in self._incoming.iterdir():
            with suppress(FileNotFoundError):  # its writer has finished meanwhile
                if path.stat().st_mtime < older_than.timestamp():
                    path.unlink()
                    removed += 1
        return removed

    def keys(self, *, older_than: datetime) -> Iterator[str]:
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError):  # somebody else discarded it
                if path.stat().st_mtime < older_than.timestamp():
                    yield f"{path.parent.name}/{path.name}"

    def discard(self, key: str, *, older_than: datetime) -> bool:
        """Take it off its name first, and look again: a writer may have wanted it just now."""
        path, aside = self.folder / key, self._incoming / f"{secrets.token_hex(16)}.part"
        path.replace(aside)
        if aside.stat().st_mtime < older_than.timestamp():
            aside.unlink()
            return True
        aside.replace(path)
        return False


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in {errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP}:
            raise
        shutil.copyfile(source, target)


def _sync(folder: Path) -> None:
    """Bring the names in `folder` to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
