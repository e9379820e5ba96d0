"""Files by the SHA-256 of their bytes. Knows no database: bytes are stored before rows are.

A file lies under `<aa>/<digest>`, where `aa` are the digest's first two
characters. It is whole or it is not there, and it never changes.
"""

import hashlib
import re
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from webinars.kernel.refusals import NotFound, Refusal
from webinars.kernel.text import N_
from webinars.storage.rules import Kind
from webinars.storage.store.folder import Folder
from webinars.storage.store.gathering import Gathering
from webinars.storage.store.intake import Empty, judge
from webinars.storage.store.parts import (
    CHUNK,
    RESERVE,
    NoRoom,
    SeekableFile,
    Shelf,
    Shown,
    Stream,
    leave_reserve,
    pieces,
    room_for_it,
)

__all__ = [
    "CHUNK",
    "RESERVE",
    "Kept",
    "Missing",
    "NoRoom",
    "Store",
    "TooLarge",
    "open_store",
    "pieces",
]

UPLOADS = "uploads"

DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(Refusal):
    message = N_(
        "The file is larger than %(megabytes)s MB, which is the most that is accepted here."
    )
    status = 413


class Missing(NotFound):
    message = N_("This file cannot be read at present. The archive's keeper has to restore it.")


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Kept:
    """A file that is stored, and safe from a power cut."""

    digest: str
    size: int
    media_type: Kind


class Store:
    """Files by digest, in a folder or in a bucket."""

    def __init__(
        self,
        shelf: Shelf,
        *,
        gathering: Path | None = None,
        reserve: int = RESERVE,
        quota: int | None = None,
        second: "Store | None" = None,
    ) -> None:
        self._shelf = shelf
        self._reserve = reserve
        self.gathering = Gathering(gathering or _beside(), reserve=reserve)
        """Files that come in pieces, before they are whole."""
        self.quota = quota
        """Bytes that may be kept, as the operator chose; None: the disk decides."""
        self.second = second
        """Where a second copy of every file lies, if the operator has a place for it."""

    def keep(
        self, stream: Readable, *, accept: Container[str] | None = None, at_most: int | None = None
    ) -> Kept:
        """Store what `stream` yields to its end. The same bytes a second time change nothing.

        Args:
            stream: read in pieces of a megabyte; memory does not grow with the file.
            accept: the kinds wanted, such as `rules.VIDEO`; None means all that we know.
            at_most: bytes.

        Raises:
            BadInput: the file is empty, or of a kind that is not wanted (`intake`).
            TooLarge: it has more bytes than `at_most`.
            NoRoom: the disk is full, or would be.
            StoreAway: the bucket does not answer.
        """
        with room_for_it(), self._shelf.part() as part:
            digest, size = self._gather(stream, part, at_most)
            kind = judge(part, accept=accept)
            self._place(part, digest)
        return Kept(digest, size, kind)

    def _gather(self, stream: Readable, part: BinaryIO, at_most: int | None) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        for chunk in iter(partial(stream.read, CHUNK), b""):
            size += len(chunk)
            if at_most is not None and size > at_most:
                raise TooLarge(megabytes=at_most // 1_000_000)
            leave_reserve(part.fileno(), self._reserve + CHUNK)
            digest.update(chunk)
            part.write(chunk)
        if not size:
            raise Empty
        part.flush()
        return digest.hexdigest(), size

    def _place(self, part: BinaryIO, digest: str) -> None:
        """Put the file under its name, unless it stands there already, unharmed."""
        if self.verify(digest):
            with suppress(FileNotFoundError):  # discarded this moment: it is placed anew
                self._shelf.settle(_key(digest))
                return
        self._shelf.place(part, _key(digest))

    def adopt(self, whole: BinaryIO, digest: str) -> None:
        """Store a file that was gathered and judged already, and whose digest is known.

        `whole` stays where it is, so that a crash meanwhile is answered by doing it again.

        Raises:
            NoRoom: the disk is full, or would be.
            StoreAway: the bucket does not answer.
        """
        with room_for_it():
            if self.verify(digest):
                with suppress(FileNotFoundError):  # discarded this moment: it is placed anew
                    self._shelf.settle(_key(digest))
                    return
            self._shelf.adopt(whole, _key(digest))

    def receive(self, other: "Store", digest: str) -> None:
        """Copy a file from `other`, unless it is here unharmed; each byte is compared twice.

        What is harmed here is replaced.

        Raises:
            Missing: it is not there, or its bytes are no longer those of `digest`.
            NoRoom, StoreAway: as `keep`.
        """
        with room_for_it(), self._shelf.part() as part:
            stream = Stream(pieces(other.open_range(digest)))
            found, _ = self._gather(stream, part, None)
            if found != digest:
                raise Missing
            self._place(part, digest)
        if not self.verify(digest):
            raise Missing

    def remove(self, digest: str) -> None:
        """Remove a file and its second copy for good. What it was, the database still knows."""
        self._shelf.remove(_key(digest))
        if self.second is not None:
            self.second.remove(digest)

    def repair(self, digest: str) -> bool:
        """Bring back a file that is harmed or missing from its second copy; False without one."""
        try:
            if self.second is None or not self.second.exists(digest):
                return False
            self.receive(self.second, digest)
        except Missing:
            return False
        return True

    def signed_address(self, digest: str, *, seconds: int, shown: Shown) -> str | None:
        """Return where a bucket itself hands the file out for so long; None for a folder."""
        return self._shelf.signed_address(_key(digest), seconds=seconds, shown=shown)

    def open_range(
        self, digest: str, start: int = 0, length: int | None = None
    ) -> SeekableFile | Iterator[bytes]:
        """Open `length` bytes from `start`: a seekable file if local, else pieces of some MB.

        Raises:
            Missing: the file is not there, or shorter than it was.
        """
        with _found():
            if length is None:
                length = self._shelf.size(_key(digest)) - start
            return self._shelf.open(_key(digest), start=start, length=length)

    def size(self, digest: str) -> int:
        """Return the file's size in bytes, or raise Missing."""
        with _found():
            return self._shelf.size(_key(digest))

    def exists(self, digest: str) -> bool:
        try:
            self._shelf.size(_key(digest))
        except FileNotFoundError:
            return False
        return True

    def verify(self, digest: str) -> bool:
        """Read the whole file and see whether its bytes still have this digest."""
        if not self.exists(digest):
            return False
        found = hashlib.sha256()
        for piece in pieces(self.open_range(digest)):
            found.update(piece)
        return found.hexdigest() == digest

    def local_path(self, digest: str) -> Path | None:
        """Return where the file lies on this machine, only to be read, or None if in a bucket."""
        return self._shelf.folder / _key(digest) if self._shelf.folder else None

    def sweep(self, *, older_than: datetime) -> int:
        """Remove what writers who died before `older_than` left behind, and count it."""
        return self._shelf.sweep(older_than=older_than)

    def digests(self, *, older_than: datetime) -> Iterator[str]:
        """Yield the digests of the files that were stored, and not again, before `older_than`."""
        for key in self._shelf.keys(older_than=older_than):
            yield key.rpartition("/")[2]

    def discard(self, digest: str, *, older_than: datetime) -> bool:
        """Remove a file that no row refers to; False where it was stored again meanwhile."""
        return self._shelf.discard(_key(digest), older_than=older_than)


def open_store(url: str, *, gathering: Path | None = None) -> Store:
    """Open the store at `url`.

    `file:///absolute/folder`, made if it is missing, or
    `s3://[KEY:SECRET@]BUCKET[/PREFIX][?endpoint=URL&region=NAME]`; what is left
    out there comes from the usual `AWS_` variables. With `quota=BYTES` it takes
    no more than that; `copy=ADDRESS`, quoted as a part of an address is, names the
    store of the second copies.

    Args:
        gathering: where files lie while they come in pieces, on this machine's disk. A folder
            has a place for them itself, so that nothing is copied.
    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    said = options.pop("quota", "")
    if said and not said.isdecimal():
        raise ValueError("The quota of a storage address is a number of bytes.")
    quota = int(said) if said else None
    copy = options.pop("copy", "")
    second = open_store(copy, gathering=gathering) if copy else None
    if parts.scheme == "s3":
        from webinars.storage.store.bucket import Bucket  # noqa: PLC0415  (slow, and few need it)

        bucket = Bucket(parts, options)
        return Store(bucket, gathering=gathering, quota=quota, second=second)
    if options:
        raise ValueError(f"A storage address has no option {next(iter(options))}.")
    folder = Path(unquote(parts.path))
    return Store(Folder(folder), gathering=folder / UPLOADS, quota=quota, second=second)


def _beside() -> Path:
    return Path(tempfile.gettempdir()) / UPLOADS


def _key(digest: str) -> str:
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is not a digest")
    return f"{digest[:2]}/{digest}"


@contextmanager
def _found() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Missing from error
