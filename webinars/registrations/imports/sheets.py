"""A spreadsheet as rows of text with their numbers, whatever the file is."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from webinars.kernel.encodings import DamagedText, NotText, decoded
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.kernel.workbooks import Limits, Locked, NotAWorkbook, Row, TooMuch, What, sheets_in

MEGABYTES = 8
ROWS = 20_000
COLUMNS = 100
CELL = 2_000
"""Characters of a cell that are looked at."""
EMPTY_ROWS = 5_000
"""After so many empty rows in a row, the list is taken to be over, and that is said."""

WORKBOOK = Limits(rows=ROWS, columns=COLUMNS, cell=CELL, empty_rows=EMPTY_ROWS, sheets=1)
DELIMITERS = (",", ";", "\t")


class Unreadable(BadInput):
    """The file as a whole cannot be taken; its sentence says what to do instead."""


class TooBig(Unreadable):
    message = N_("The file is larger than %(limit)s MB. Keep only the list in it.")


class TooManyRows(Unreadable):
    message = N_("The file has more than %(limit)s rows. Divide it.")


class NotAText(Unreadable):
    message = N_("This is neither a CSV nor an XLSX file. Save the list as one of them.")


class OldWorkbook(Unreadable):
    message = N_(
        "This is an old or a protected workbook. Save it as XLSX without a password, or as CSV."
    )


class BrokenQuote(Unreadable):
    message = N_("On line %(line)s a quotation mark is opened and not closed.")


class NothingInIt(Unreadable):
    message = N_("There is nothing in this file.")


@dataclass
class Sheet:
    """The first sheet of a file."""

    read_as: str
    """Encoding of a text, or `xlsx`."""
    guessed: bool
    """Nothing in the file says the encoding: names want a look."""
    rows: list[Row]
    merged: list[tuple[int, int]] = field(default_factory=list)
    """First and last row of each group of merged cells."""
    stopped: bool = False
    """Reading ended after many empty rows, and something may stand behind them."""


def refuse_too_big(raw: bytes) -> None:
    if len(raw) > MEGABYTES << 20:
        raise TooBig(limit=MEGABYTES)
    if not raw.strip():
        raise NothingInIt
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWorkbook


def read_workbook(raw: bytes) -> Sheet:
    """Return the rows of the first sheet of an XLSX file.

    Raises:
        NotAText: it is a ZIP of something else, or harmed.
        OldWorkbook: it is locked by a password.
        TooBig, TooManyRows: a limit is passed.
    """
    try:
        sheet = next(sheets_in(raw, limits=WORKBOOK))
    except NotAWorkbook as error:
        raise NotAText from error
    except Locked as error:
        raise OldWorkbook from error
    except TooMuch as error:
        refusal = TooManyRows if error.what is What.ROWS else TooBig
        raise refusal(limit=error.limit) from error
    return Sheet("xlsx", guessed=False, rows=sheet.rows, merged=sheet.merged, stopped=sheet.stopped)


def read_text(raw: bytes) -> Sheet:
    """Return the rows of a CSV file, split by whichever sign its first line has most.

    Raises:
        NotAText, BrokenQuote, TooManyRows, NothingInIt: as they say.
    """
    try:
        text = decoded(raw)
    except (NotText, DamagedText) as error:
        raise NotAText from error
    content = text.content
    first = content[: content.find("\n")] if "\n" in content else content
    delimiter = max(DELIMITERS, key=first.count)
    return Sheet(text.encoding, text.guessed, list(_rows(content, delimiter)))


def _rows(content: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    begins, kept = 1, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenQuote(line=begins) from error
        line, begins = begins, reader.line_num + 1
        if any(cell.strip() for cell in cells):
            kept += 1
            if kept > ROWS + 1:
                raise TooManyRows(limit=ROWS)
            yield Row(line, tuple(cell.strip()[:CELL] for cell in cells[:COLUMNS]))
