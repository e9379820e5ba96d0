"""The first sheet of an XLSX file (ECMA-376), as a stream: never the whole of it in memory.

A workbook is a ZIP of XML. Small files may unpack to gigabytes, have a million
empty rows, or XML that expands itself; so bytes unpacked, rows and strings are
counted while they are read, a document type is refused, and nothing is computed:
a cell with a formula is told as such, since its stored value may be stale.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.parsers import expat

from webinars.registrations.imports.sheets import (
    CELL,
    COLUMNS,
    EMPTY_ROWS,
    ROWS,
    NotAText,
    OldWorkbook,
    Row,
    Sheet,
    TooBig,
    TooManyRows,
)

UNPACKED = 64
"""Megabytes that one part of a workbook may have unpacked."""
STRINGS = 400_000
PIECE = 1 << 16
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHARED = "xl/sharedStrings.xml"
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class _Enough(Exception):
    """Nothing more of this part is needed."""


def is_workbook(raw: bytes) -> bool:
    return raw.startswith(b"PK\x03\x04")


def read_workbook(raw: bytes) -> Sheet:
    """Return the rows of the first sheet.

    Raises:
        NotAText: it is a ZIP of something else, or harmed.
        OldWorkbook: it is locked by a password.
        TooBig, TooManyRows: a limit is passed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            sheet = _read(book)
    except (
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
    ) as error:
        raise NotAText from error
    except (RuntimeError, NotImplementedError) as error:  # a password, or an odd compression
        raise OldWorkbook from error
    return Sheet("xlsx", guessed=False, rows=sheet.rows, merged=sheet.merged, stopped=sheet.stopped)


def _read(book: zipfile.ZipFile) -> "_SheetReader":
    strings = _Strings()
    if SHARED in book.namelist():
        _parse(book, SHARED, strings)
    sheet = _SheetReader(strings.found)
    _parse(book, _first_sheet(book), sheet)
    return sheet


class _Handler:
    """What is done with the elements of one part."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, piece: str) -> None: ...


def _parse(book: zipfile.ZipFile, part: str, handler: _Handler) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = lambda name, given: handler.start(_local(name), given)
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    try:
        for piece in _pieces(book, part):
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003  (the end: expat's own signature)
    except _Enough:
        return


def _pieces(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    left = UNPACKED << 20
    with book.open(part) as file:
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise TooBig(limit=UNPACKED)
            yield piece


def _no_document_type(*_said: object) -> None:
    raise NotAText


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Strings(_Handler):
    """The table of strings; readings of East Asian characters are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
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
            self.found.append("".join(self._now)[:CELL])
            if len(self.found) > STRINGS:
                raise TooManyRows(limit=ROWS)

    def text(self, piece: str) -> None:
        if self._on:
            self._now.append(piece)


class _SheetReader(_Handler):
    """Rows that are not empty, and which rows have merged cells."""

    def __init__(self, strings: list[str]) -> None:
        self.rows: list[Row] = []
        self.merged: list[tuple[int, int]] = []
        self.stopped = False
        self._strings = strings
        self._line = self._empty = self._column = 0
        self._cells: dict[int, str] = {}
        self._kind = self._formula = ""
        self._value: list[str] = []
        self._on = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._line = int(attributes.get("r") or self._line + 1)
            self._cells, self._formula, self._column = {}, "", 0
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._formula = self._formula or f"{_letters(self._column)}{self._line}"
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._on = name in {"v", "t"}

    def end(self, name: str) -> None:
        self._on = False
        if name == "c" and self._column <= COLUMNS:
            self._cells[self._column] = self._read("".join(self._value)[:CELL])
        elif name == "row":
            self._end_row()

    def text(self, piece: str) -> None:
        if self._on and len(self._value) < CELL:
            self._value.append(piece)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = PLACE.fullmatch(attributes.get("r", ""))
        self._column = _number(place[1]) if place else self._column + 1
        self._kind, self._value = attributes.get("t", ""), []

    def _read(self, value: str) -> str:
        if self._kind == "s" and value.strip().isdecimal():
            place = int(value)
            return self._strings[place].strip() if place < len(self._strings) else ""
        return value.strip()

    def _end_row(self) -> None:
        if not any(self._cells.values()) and not self._formula:
            self._empty += 1
            if self._empty >= EMPTY_ROWS:
                self.stopped = True
                raise _Enough
            return
        self._empty = 0
        if len(self.rows) > ROWS:
            raise TooManyRows(limit=ROWS)
        width = max(self._cells, default=0)
        cells = tuple(self._cells.get(column, "") for column in range(1, width + 1))
        self.rows.append(Row(self._line, cells, self._formula))

    def _merge(self, ref: str) -> None:
        ends = [PLACE.fullmatch(end) for end in ref.partition(":")[::2]]
        if all(ends) and len(self.merged) < ROWS:
            first, last = (int(end[2]) for end in ends if end)
            self.merged.append((first, last))


class _First(_Handler):
    """The relation of the first sheet that is not hidden, then the file to which it leads."""

    def __init__(self, wanted: str = "") -> None:
        self.wanted, self.target = wanted, ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and not self.wanted and attributes.get("state", "visible") == "visible":
            keys = [key for key in attributes if _local(key) == "id" and ":" in key]
            self.wanted = attributes[keys[0]] if keys else ""
        if name == "Relationship" and attributes.get("Id") == self.wanted:
            self.target = attributes.get("Target", "")


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheet = _First()
    _parse(book, WORKBOOK, sheet)
    relation = _First(sheet.wanted)
    _parse(book, RELATIONS, relation)
    if not relation.target:
        raise NotAText
    if relation.target.startswith("/"):
        return relation.target.lstrip("/")
    return str(PurePosixPath("xl") / relation.target)


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
