"""Files that come in pieces, over days if need be: one a name, until it is whole.

Knows no database. How far a file has come is how long it is: whoever asks next,
in another process or after a crash, asks the file. What `append` returned has
reached the disk; of a piece that is still coming, what the system has written by
itself (on Linux within half a minute), as nobody has been told yet that it is safe.

The digest is made of the bytes as they pass. Its state lives in this process
only; what it has not seen, after a restart or in another process, is read back.
"""

import fcntl
import hashlib
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from webinars.kernel.refusals import NotFound, Refusal
from webinars.kernel.text import N_
from webinars.storage.store.checksums import BadChecksum, Checksum, Digest
from webinars.storage.store.parts import RESERVE, leave_reserve, room_for_it

LOOKED = 16 * 1024 * 1024
"""Bytes between two looks at how much of the disk is left."""

CAUGHT_UP = 256 * 1024 * 1024
"""Bytes that the digest reads back before a piece is taken; more waits until the file is whole."""

PATIENCE = 2.0
"""Seconds that somebody waits for a file which another line holds; an idle one lets go."""

REMEMBERED = 64


class InUse(Refusal):
    message = N_("This upload is being sent over another line at this moment.")
    status = 423


class NoSuchPart(NotFound):
    message = N_("There is no such upload.")


class Part:
    """A file that is not whole yet, held by one line at a time."""

    def __init__(self, path: Path, file: int, digest: Digest, reserve: int) -> None:
        self._path, self._file, self._digest, self._reserve = path, file, digest, reserve

    @property
    def size(self) -> int:
        return os.fstat(self._file).st_size

    def append(self, pieces: Iterable[bytes], *, checksum: Checksum | None = None) -> int:
        """Add what arrives and return how long the file is now, all of it on the disk.

        Pieces that stop early, or raise, leave what came before; where there is a
        checksum they leave nothing, since nobody can tell whether it was right.

        Raises:
            BadChecksum: the piece came to another checksum.
            NoRoom: the disk is full, or would be. What fitted is kept.
        """
        begun = self.size
        if begun - self._digest.seen <= CAUGHT_UP:
            self._digest.catch_up(self._file, begun)
        if checksum is None:
            return self._taken_in(pieces)
        with self._floor(begun):
            found = hashlib.new(checksum.algorithm, usedforsecurity=False)
            size = self._taken_in(_seen_by(found.update, pieces))
            if found.digest() != checksum.digest:
                raise BadChecksum
        return size

    @contextmanager
    def _floor(self, begun: int) -> Iterator[None]:
        """Note beside the file how long it was: a crash inside leaves nothing unchecked behind."""
        note = _floor_of(self._path)
        note.write_text(str(begun), encoding="ascii")
        _sync_folder(note.parent)
        try:
            yield
        except BaseException:
            os.ftruncate(self._file, begun)
            if self._digest.seen > begun:
                self._digest.forget()  # it has seen what is gone
            raise
        finally:
            os.fdatasync(self._file)
            note.unlink(missing_ok=True)

    def _taken_in(self, pieces: Iterable[bytes]) -> int:
        leave_reserve(self._file, self._reserve)
        try:
            with room_for_it(), ThreadPoolExecutor(1) as beside:
                return self._written(pieces, beside)
        finally:
            os.fdatasync(self._file)

    def _written(self, pieces: Iterable[bytes], beside: Executor) -> int:
        """Write each piece while the one before it is summed."""
        at = looked = self.size
        summing: Future[None] | None = None
        for data in pieces:
            begun, at = at, self._write(data, at)
            if summing:
                summing.result()
            summing = beside.submit(self._digest.feed, data, begun)
            if at - looked >= LOOKED:
                leave_reserve(self._file, self._reserve)
                looked = at
        return at

    def _write(self, data: bytes, at: int) -> int:
        left = memoryview(data)
        while left:
            count = os.pwrite(self._file, left, at)
            at, left = at + count, left[count:]
        return at

    def is_wanted(self) -> bool:
        """Say whether somebody else waits for this file."""
        return _wanted_of(self._path).exists()

    def digest(self) -> str:
        """Return the SHA-256 of the whole file, reading back what was not seen in passing."""
        return self._digest.catch_up(self._file, self.size)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open the file once more, to be looked at and given to `Store.adopt`."""
        with self._path.open("rb") as file:
            yield file


class Gathering:
    """The folder of files that are coming in."""

    def __init__(self, folder: Path, *, reserve: int = RESERVE) -> None:
        self._folder, self._reserve = folder, reserve
        self._digests: OrderedDict[str, Digest] = OrderedDict()

    def begin(self, name: str) -> None:
        """Make an empty file. `name` is a public id of ours, never a sender's word.

        Raises:
            NoRoom: the disk is full, or would be.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        leave_reserve(self._folder, self._reserve)
        with room_for_it():
            os.close(os.open(self._path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            _sync_folder(self._folder)

    def size(self, name: str) -> int | None:
        """Return how far the file has come, in bytes, or None where there is none."""
        try:
            size = self._path(name).stat().st_size
        except FileNotFoundError:
            return None
        floor = _floor_of(self._path(name))
        with suppress(FileNotFoundError, ValueError):
            return min(size, int(floor.read_text(encoding="ascii")))
        return size

    @contextmanager
    def held(self, name: str, *, patience: float = PATIENCE) -> Iterator[Part]:
        """Hold the file for as long as the block lasts; a process that dies lets go of it.

        Raises:
            InUse: another line holds it and does not let go within `patience` seconds.
            NoSuchPart: there is no such file.
        """
        path = self._path(name)
        file = _opened(path)
        try:
            _lock(file, path, patience)
            if not path.exists():
                raise NoSuchPart  # whoever held it has ended it
            _fall_back(file, path)
            digest = self._digests.pop(name, None) or Digest()
            if digest.seen > os.fstat(file).st_size:
                digest.forget()
            yield Part(path, file, digest, self._reserve)
            self._remember(name, digest)
        finally:
            os.close(file)

    def _remember(self, name: str, digest: Digest) -> None:
        self._digests[name] = digest
        while len(self._digests) > REMEMBERED:
            self._digests.popitem(last=False)

    def discard(self, name: str) -> None:
        """Remove the file and what was noted beside it."""
        path = self._path(name)
        self._digests.pop(name, None)
        for one in (path, _floor_of(path), _wanted_of(path)):
            one.unlink(missing_ok=True)

    def names(self, *, older_than: datetime) -> Iterator[str]:
        """Yield the names of the files to which nothing was added since `older_than`."""
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < older_than.timestamp():
                    yield path.name.partition(".")[0]

    def _path(self, name: str) -> Path:
        if not (name.isascii() and name.isalnum()):
            raise NoSuchPart
        return self._folder / name


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR)
    except PermissionError:  # it is whole, and shares its bytes with what is stored already
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError as error:
        raise NoSuchPart from error


def _lock(file: int, path: Path, patience: float) -> None:
    """Take the lock, asking its holder to let go if its line is idle."""
    wanted, deadline = _wanted_of(path), time.monotonic() + patience
    try:
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            if time.monotonic() >= deadline:
                raise InUse
            wanted.touch()
            time.sleep(0.05)
    finally:
        wanted.unlink(missing_ok=True)


def _fall_back(file: int, path: Path) -> None:
    """Drop what a crash left of a piece whose checksum nobody has seen."""
    note = _floor_of(path)
    with suppress(FileNotFoundError, ValueError):
        floor = int(note.read_text(encoding="ascii"))
        os.ftruncate(file, min(floor, os.fstat(file).st_size))
        os.fdatasync(file)
        note.unlink()


def _seen_by(look: Callable[[bytes], None], pieces: Iterable[bytes]) -> Iterator[bytes]:
    for data in pieces:
        look(data)
        yield data


def _floor_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.floor")


def _wanted_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wanted")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
