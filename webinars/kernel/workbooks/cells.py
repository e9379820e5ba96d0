"""The rows of one sheet, and the strings that sheets share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from webinars.kernel.workbooks.formats import Formats
from webinars.kernel.workbooks.limits import Limits, TooMuch, What
from webinars.kernel.workbooks.parts import Enough, Handler

PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
LITERAL = re.compile(r'"((?:[^"]|"")*)"')
"""A formula that is nothing but a text: how some reports guard a date against spreadsheets."""


@dataclass(frozen=True)
class Row:
    """One row that is not empty."""

    line: int
    """Of a CSV file; number of the row in a workbook. From 1."""
    cells: tuple[str, ...]
    formula: str = ""
    """Address of a cell that holds a formula instead of a value."""


@dataclass
class Sheet:
    """What was read of one sheet."""

    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int]] = field(default_factory=list)
    """First and last row of each group of merged cells."""
    stopped: bool = False
    """Reading ended after many empty rows, and something may stand behind them."""


def lines_within(spans: Iterable[tuple[int, int]], *, last: int) -> Iterator[int]:
    """Yield each line that lies within one of `spans`, once, up to `last`."""
    end = 0
    for first, final in sorted(spans):
        yield from range(max(first, end + 1), min(final, last) + 1)
        end = max(end, final)


class Strings(Handler):
    """The table of strings; readings of East Asian characters are left out."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[str] = []
        self._limits = limits
        self._now: list[str] = []
        self._on = self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._on = name == "t" and not self._aside
        self._aside = self._aside or name == "rPh"
        if name == "si":
            self._now = []

    def end(self, name: str) -> None:
        self._on = False
        self._aside = self._aside and name != "rPh"
        if name == "si":
            self.found.append("".join(self._now)[: self._limits.cell])
            if len(self.found) > self._limits.strings:
                raise TooMuch(What.ROWS, self._limits.rows)

    def text(self, piece: str) -> None:
        if self._on:
            self._now.append(piece)


class Cells(Handler):
    """Rows that are not empty, and which rows have merged cells."""

    def __init__(self, strings: list[str], formats: Formats, limits: Limits) -> None:
        self.sheet = Sheet()
        self._strings = strings
        self._formats = formats
        self._limits = limits
        self._line = self._empty = self._column = self._kept = 0
        self._cells: dict[int, str] = {}
        self._kind = self._style = self._formula = ""
        self._value: list[str] = []
        self._computed: list[str] | None = None
        self._on = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._line = int(attributes.get("r") or self._line + 1)
            self._cells, self._formula, self._column = {}, "", 0
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._computed = []
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._on = name if name in {"v", "t", "f"} else ""

    def end(self, name: str) -> None:
        self._on = ""
        if name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def text(self, piece: str) -> None:
        into = self._computed if self._on == "f" else self._value if self._on else None
        if into is not None and len(into) < self._limits.cell:
            into.append(piece)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = PLACE.fullmatch(attributes.get("r", ""))
        self._column = _number(place[1]) if place else self._column + 1
        self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
        self._value, self._computed = [], None

    def _end_cell(self) -> None:
        if self._computed is not None:
            guarded = LITERAL.fullmatch("".join(self._computed).strip())
            if guarded is None:
                self._formula = self._formula or f"{_letters(self._column)}{self._line}"
            else:
                self._kind, self._value = "str", [guarded[1].replace('""', '"')]
        if self._column <= self._limits.columns:
            self._cells[self._column] = self._read("".join(self._value).strip())

    def _read(self, value: str) -> str:
        if self._kind == "s" and value.isdecimal():
            place = int(value)
            return self._strings[place].strip() if place < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._kind in {"", "n"}:
            value = self._formats.written(value, self._style)
        return value[: self._limits.cell]

    def _end_row(self) -> None:
        if not any(self._cells.values()) and not self._formula:
            self._empty += 1
            if self._empty >= self._limits.empty_rows:
                self.sheet.stopped = True
                raise Enough
            return
        self._empty = 0
        if len(self.sheet.rows) > self._limits.rows:
            raise TooMuch(What.ROWS, self._limits.rows)
        width = max(self._cells, default=0)
        self._kept += width
        if self._kept > self._limits.cells:
            raise TooMuch(What.CELLS, self._limits.cells)
        cells = tuple(self._cells.get(column, "") for column in range(1, width + 1))
        self.sheet.rows.append(Row(self._line, cells, self._formula))

    def _merge(self, ref: str) -> None:
        ends = [PLACE.fullmatch(end) for end in ref.partition(":")[::2]]
        if all(ends) and len(self.sheet.merged) < self._limits.rows:
            first, last = (int(end[2]) for end in ends if end)
            self.sheet.merged.append((first, last))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
