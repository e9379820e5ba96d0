"""From text to rows of cells, for every provider: reference/attendance-files.md, section 1.

The CSV library alone decides where a cell ends, strictly: with a quotation mark
left open, a lenient reader makes one cell of several people.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, compress, islice
from typing import NamedTuple

from webinars.attendance.imports import sentences
from webinars.attendance.imports.decoding import LIMITS, Limits, Text
from webinars.attendance.imports.records import Outcome, Sentence, Unreadable

DELIMITERS = (",", "\t", ";")
OTHER_DELIMITERS = ("|", "^", "~", ":")
HEAD = 1 << 16
"""So many characters are looked at to tell what a file is, and its delimiter."""

CHUNK_ROWS = 1_000
"""Rows read at once: many enough to be quick, few enough to stay in the processor's cache."""

NO_VALUE = frozenset({"-", "--", "NA", "nan"})
"""What files write in a cell that says nothing, besides leaving it empty."""

Cells = Sequence[str]
Row = tuple[int, list[str]]
"""Line of the file from 1 on which the row begins, and its cells."""

Recognises = Callable[[Sequence[Cells]], bool]
"""Tells whether the first rows of a text hold the headings of a known report."""


class Chunk(NamedTuple):
    """Rows that follow one another: the line of the file on which each begins, and its cells."""

    lines: Sequence[int]
    """A `range` if each row is one line and none was blank."""
    rows: list[list[str]]


def words_of(cells: Cells) -> frozenset[str]:
    """Return headings as they are compared: without case, inner spaces collapsed."""
    return frozenset(heading(cell) for cell in cells if cell)


def heading(cell: str) -> str:
    return " ".join(cell.split()).casefold()


@dataclass(frozen=True)
class Table:
    """A text with its delimiter; `rows` can be asked more than once."""

    text: Text
    delimiter: str
    limits: Limits = LIMITS

    def head(self) -> list[Row]:
        """Return the first rows, numbered by themselves: enough to tell what the file is."""
        return list(enumerate(_head_rows(self.text.content[:HEAD], self.delimiter), start=1))

    def rows(self) -> Iterator[Row]:
        """Yield the rows one by one, each with the line on which it begins."""
        for chunk in self.chunks():
            yield from zip(chunk.lines, chunk.rows, strict=True)

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows that are not blank, trimmed, a thousand at a time.

        Raises:
            Unreadable: a limit is passed, or the quoting is broken; after the rows before it.
        """
        reader = csv.reader(_lines(self.text.content), delimiter=self.delimiter, strict=True)
        guarded, line = '="' in self.text.content, 1
        while True:
            rows, error = _read_some(reader)
            lines = _lines_of(rows, first=line, after=reader.line_num + 1)
            self._keep_limits(lines, rows)
            yield _without_blank(lines[:-1], rows, guarded=guarded)
            line = lines[-1]
            if error is not None:
                raise _broken(error, row=line, is_one_line=reader.line_num == line) from error
            if not rows:
                return

    def _keep_limits(self, lines: Sequence[int], rows: list[list[str]]) -> None:
        limits = self.limits
        if lines[-1] > limits.lines + 1:
            raise _too_big(sentences.TOO_MANY_LINES, limit=limits.lines)
        if max(map(len, rows), default=0) > limits.columns:
            widths = zip(lines, map(len, rows), strict=False)
            row = next(line for line, width in widths if width > limits.columns)
            raise _too_big(sentences.TOO_MANY_COLUMNS, limit=limits.columns, row=row)


def table_of(text: Text, *, recognises: Recognises, limits: Limits = LIMITS) -> Table:
    """Return the table in `text`, split where that makes known headings appear.

    Raises:
        Unreadable: no delimiter that is read makes them appear.
    """
    head = text.content[:HEAD]
    for mark in (text.delimiter,) if text.delimiter else DELIMITERS:
        if _has_headings(head, mark, recognises):
            return Table(text, mark, limits)
    for other in () if text.delimiter else OTHER_DELIMITERS:
        if _has_headings(head, other, recognises):
            raise _wrong_delimiter(sentences.OTHER_DELIMITER, other)
    if inner := _delimiter_within_cells(head, text.delimiter or ",", recognises):
        raise _wrong_delimiter(sentences.ROWS_IN_ONE_CELL, inner)
    raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.UNKNOWN_HEADER))


SWALLOWED = 3
"""So many delimiters after a line break within a cell are another person's row."""


def refuse_swallowed(chunk: Chunk, delimiter: str) -> None:
    """Do nothing if no cell holds the rows of others.

    Two stray quotation marks make one cell of all that stands between them,
    and the CSV library sees nothing wrong.

    Raises:
        Unreadable: a cell does.
    """
    if isinstance(chunk.lines, range):
        return  # no cell has a second line
    for line, cells in zip(*chunk, strict=True):
        further = (part for cell in cells for part in _BREAK.split(cell)[1:])
        if any(part.count(delimiter) >= SWALLOWED for part in further):
            raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.BAD_QUOTE, {"row": line}))


def _lines(content: str) -> io.StringIO:
    """Return `content` line by line; CRLF, LF and a lone CR each end one, and stay as they are."""
    return io.StringIO(content, newline="")


def _read_some(reader: Iterator[list[str]]) -> tuple[list[list[str]], csv.Error | None]:
    """Return the next rows, and the error that stopped the reader if one did."""
    rows: list[list[str]] = []
    try:
        rows.extend(islice(reader, CHUNK_ROWS))
    except csv.Error as error:
        return rows, error  # with the rows before the error: `extend` keeps them
    return rows, None


_BREAK = re.compile(r"\r\n|\r|\n")


def _lines_of(rows: list[list[str]], *, first: int, after: int) -> Sequence[int]:
    """Return the line on which each of `rows` begins, and the one after the last."""
    if after - first == len(rows):
        return range(first, after + 1)
    heights = (1 + len(_BREAK.findall("\0".join(cells))) for cells in rows)
    return list(accumulate(heights, initial=first))


def _without_blank(lines: Sequence[int], rows: list[list[str]], *, guarded: bool) -> Chunk:
    trimmed = [[cell.strip() for cell in cells] for cells in rows]
    filled = list(map(any, trimmed))
    if not all(filled):
        lines, trimmed = list(compress(lines, filled)), list(compress(trimmed, filled))
    return Chunk(lines, [list(map(_unguarded, cells)) for cells in trimmed] if guarded else trimmed)


def _unguarded(cell: str) -> str:
    """Return the content of a cell ="content", and any other cell as it is."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].replace('""', '"').strip()
    return cell


def _head_rows(head: str, delimiter: str) -> list[list[str]]:
    """Return the rows of the beginning of a text that are not blank, trimmed.

    Leniently: it may end within a quoted cell, and one shape has quotes that no CSV library reads.
    """
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(_lines(head), delimiter=delimiter))
    trimmed = ([_unguarded(cell.strip()) for cell in cells] for cells in rows)
    return [cells for cells in trimmed if any(cells)]


def _has_headings(head: str, delimiter: str, recognises: Recognises) -> bool:
    return recognises(_head_rows(head, delimiter))


FEWEST_HEADINGS = 3
"""No report has fewer columns."""


def _delimiter_within_cells(head: str, outer: str, recognises: Recognises) -> str | None:
    """Return the delimiter by which a lone cell of a row becomes known headings, if any."""
    for cells in _head_rows(head, outer):
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            for mark in DELIMITERS:
                parted = filled[0].count(mark) >= FEWEST_HEADINGS - 1  # a list of names is not
                if parted and _has_headings(filled[0], mark, recognises):
                    return mark
    return None


def _broken(error: csv.Error, *, row: int, is_one_line: bool) -> Unreadable:
    """Return the refusal. A cell beyond the limit that has line breaks is a quote left open."""
    if "field limit" in str(error) and is_one_line:
        return _too_big(sentences.CELL_TOO_LONG, limit=csv.field_size_limit(), row=row)
    return Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.BAD_QUOTE, {"row": row}))


def _too_big(message: str, **values: int) -> Unreadable:
    return Unreadable(Outcome.TOO_BIG, Sentence(message, values))


def _wrong_delimiter(message: str, mark: str) -> Unreadable:
    return Unreadable(Outcome.WRONG_DELIMITER, Sentence(message, {"delimiter": mark}))
