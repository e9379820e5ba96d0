"""Which part of a file a request wants (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

RANGE = re.compile(r"bytes=[ \t]*(\d*)-(\d*)[ \t]*", re.IGNORECASE | re.ASCII)
LONGEST = 100
"""Characters; a header that is longer asks for nothing that a file could have."""


class Unsatisfiable(ValueError):
    """The part that was asked for lies outside the file: 416."""


@dataclass(frozen=True)
class Part:
    """So many bytes of a file, from `start`."""

    start: int
    length: int

    def of(self, size: int) -> str:
        """Return the value of Content-Range."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


def part_asked(header: str | None, *, size: int) -> Part | None:
    """Return the part that a Range header asks of a file of `size` bytes, or None for all of it.

    What a server may ignore is ignored (14.2): other units, broken syntax,
    several ranges at once.

    Raises:
        Unsatisfiable: the range begins after the end, or is empty.
    """
    asked = RANGE.fullmatch(header) if header and len(header) <= LONGEST else None
    if asked is None:
        return None
    first, last = asked[1], asked[2]
    if first:
        return _from(int(first), int(last) if last else size - 1, size)
    return _last(int(last), size) if last else None


def _from(first: int, last: int, size: int) -> Part | None:
    if first >= size:
        raise Unsatisfiable
    if last < first:
        return None  # not a range at all (14.1.1)
    return Part(first, min(last, size - 1) - first + 1)


def _last(count: int, size: int) -> Part:
    if not count or not size:
        raise Unsatisfiable
    length = min(count, size)
    return Part(size - length, length)
