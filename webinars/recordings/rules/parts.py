"""A part of captions as it stands on a page: as many rows as can be worked on at once. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from webinars.kernel.refusals import Refusal
from webinars.recordings.rules.rows import (
    NothingToJoin,
    Row,
    RowRefused,
    joined,
    moment_of,
    rows_of,
    split,
    with_new,
)
from webinars.recordings.rules.scripts import Script

AT_ONCE = 50
"""Rows of a page."""

MOST = 150
"""Rows that a page may grow to by new ones and by halves."""

LONGEST = 2_000
"""Characters of one row that are read."""


@dataclass(frozen=True)
class Part:
    """Rows in place of the captions from `first` until before `last`."""

    script: Script
    """The file that was opened."""
    first: int
    last: int
    rows: tuple[Row, ...]
    wrong: Refusal | None = None

    @property
    def wrong_row(self) -> int:
        """Return the number of the row that is wrong, from 1 through the whole file; 0: none."""
        return int(str(self.wrong.values["row"])) if isinstance(self.wrong, RowRefused) else 0

    @property
    def count(self) -> int:
        return len(self.script.cues)

    def blamed(self, refusal: Refusal) -> "Part":
        return replace(self, wrong=refusal)


def part_of(script: Script, first: int) -> Part:
    """Return the page of captions that begins at the place `first`."""
    last = min(first + AT_ONCE, len(script.cues))
    return Part(script, first, last, tuple(rows_of(script, first, last)))


def first_of(script: Script, place: str, clock: str) -> int:
    """Return where a page begins: at a place, or at the caption that is shown at a time."""
    moment = moment_of(clock)
    if moment is not None:
        later = (at for at, cue in enumerate(script.cues) if cue.end > moment)
        return next(later, max(0, len(script.cues) - 1))
    found = int(place) if place.isdecimal() and len(place) < 9 else 0
    return found if found < len(script.cues) else 0


def posted(script: Script, form: Mapping[str, str]) -> Part:
    """Return what a page says, whatever was sent: places outside of the file are none."""
    count = len(script.cues)
    first = min(_number(form.get("first", "")) or 0, count)
    last = min(max(_number(form.get("last", "")) or 0, first), count)
    numbers = range(min(_number(form.get("rows", "")) or 0, MOST))
    return Part(script, first, last, tuple(_row(form, number, count) for number in numbers))


def _row(form: Mapping[str, str], number: int, count: int) -> Row:
    start, end, who, text, was = (
        form.get(f"{name}-{number}", "")[:LONGEST]
        for name in ("start", "end", "who", "text", "was")
    )
    place = _number(was)
    known = place if place is not None and place < count else None
    return Row(start.strip(), end.strip(), who, text.replace("\r\n", "\n"), known)


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 9 else None


def changed(part: Part, asked: str) -> Part:
    """Return the page after one of its buttons: `split-3`, `join-3`, `new-3` or `drop-3`.

    Raises:
        RowRefused: it cannot be done with this row.
    """
    doing, _, written = asked.partition("-")
    place = _number(written)
    if doing == "new" and written == "top":
        return _with(part, with_new(part.rows, -1))
    if place is None or place >= len(part.rows) or doing not in DOING:
        return part
    return DOING[doing](part, place)


def _split(part: Part, place: int) -> Part:
    return _with(part, split(part.rows, place, number=part.first + place + 1))


def _join(part: Part, place: int) -> Part:
    """Join a row with the next; the last row of a page with the first that follows the page."""
    if place + 1 < len(part.rows):
        return _with(part, joined(part.rows, place))
    if part.last >= part.count:
        raise NothingToJoin(row=part.first + place + 1)
    following = rows_of(part.script, part.last, part.last + 1)
    longer = replace(part, last=part.last + 1)
    return _with(longer, joined([*part.rows, *following], place))


def _new(part: Part, place: int) -> Part:
    return _with(part, with_new(part.rows, place))


def _drop(part: Part, place: int) -> Part:
    return _with(part, [*part.rows[:place], *part.rows[place + 1 :]])


def _with(part: Part, rows: Sequence[Row]) -> Part:
    return replace(part, rows=tuple(rows)) if len(rows) <= MOST else part


DOING: Mapping[str, Callable[[Part, int], Part]] = {
    "split": _split,
    "join": _join,
    "new": _new,
    "drop": _drop,
}
