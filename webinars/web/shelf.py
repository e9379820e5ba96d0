"""The shelf: kept copies of public pages in one process, and under which revision they are true."""

import gzip
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

ROOM = 8 * 1024 * 1024
"""Bytes of compressed pages, with the addresses under which they were asked, that one process
keeps; the least recently used leaves first."""

A_COPY = 1_000
"""Bytes that a copy takes beside its page and address, roughly."""

Key = tuple[str, str, str | None]


@dataclass(frozen=True)
class Copy:
    """A page as it left, compressed, and under which revision it is still true."""

    revision: int
    until: datetime | None
    etag: str
    content_type: str
    small: bytes

    def has_ended(self, now: datetime) -> bool:
        return self.until is not None and self.until <= now

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.small)


class Shelf:
    """The copies of one application, and the programme's revision that was last seen."""

    def __init__(self) -> None:
        self.seen: tuple[datetime, int] | None = None
        """The second at which the revision was asked of the database, and what it was."""
        self.building = threading.Lock()
        """Held while a page is built. Eight at once would not be done sooner, since they share
        one interpreter; they would take eight times the memory, and each build the same page."""
        self._copies: OrderedDict[Key, Copy] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def is_true(self, copy: Copy, now: datetime) -> bool:
        """Return whether `copy` is true for sure; False too where the revision must be asked."""
        return self.seen == (now, copy.revision) and not copy.has_ended(now)

    def find(self, key: Key, *, revision: int, now: datetime) -> Copy | None:
        """Return the copy if it is true under `revision`, which the caller has asked for."""
        with self._lock:
            copy = self._copies.get(key)
            if copy is None or copy.revision != revision or copy.has_ended(now):
                return None
            self._copies.move_to_end(key)
        return copy

    def put(self, key: Key, copy: Copy) -> None:
        with self._lock:
            old = self._copies.pop(key, None)
            self._copies[key] = copy
            self._bytes += _weight(key, copy) - (_weight(key, old) if old else 0)
            while self._bytes > ROOM:
                self._bytes -= _weight(*self._copies.popitem(last=False))


def _weight(key: Key, copy: Copy) -> int:
    """Return what a copy takes; a stranger's long address may outweigh its page."""
    return len(copy.small) + len(key[0].encode()) + A_COPY
