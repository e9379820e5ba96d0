"""A report that is known: how it is recognised, and by what it is read.

A further provider is one more `Format` in `reading.FORMATS`; nothing else changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from webinars.attendance.imports.records import Detection, Extract
from webinars.attendance.imports.tables import Cells, Recognises, Row, Table


@dataclass(frozen=True)
class Format:
    """How one provider's reports are told and read."""

    recognises: Recognises
    """Whether the first rows hold headings of such a report; settles the delimiter."""
    detect: Callable[[Sequence[Row]], Detection | None]
    """A guess from the first rows of a file, at least one."""
    extract: Callable[[Table, Detection], Extract]
    """Takes the texts out of a table that was guessed to be one; raises Unreadable."""


def by_row(is_heading: Callable[[Cells], bool]) -> Recognises:
    """Return what recognises a report by any single row of headings."""

    def recognises(rows: Iterable[Cells]) -> bool:
        return any(map(is_heading, rows))

    return recognises
