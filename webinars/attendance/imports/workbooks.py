"""Workbooks that rooms give, or that a spreadsheet made of a report: each sheet as a text.

Row n of a sheet stands on line n, so reasons name rows as the spreadsheet does. Dates come with
the year first, whatever the workbook shows. Nothing is computed: a row with a formula is left out.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from webinars.attendance.imports import sentences
from webinars.attendance.imports.decoding import LIMITS, Limits, Text, cleaned, refuse_too_big
from webinars.attendance.imports.records import Outcome, Sentence, Skipped, Unreadable
from webinars.kernel import workbooks
from webinars.kernel.workbooks import Locked, NotAWorkbook, Row, Sheet, TooMuch, What

CELL = 10_000
"""Characters of a cell that are looked at: more than a name and an address may have."""


def texts_of_workbook(raw: bytes, *, limits: Limits = LIMITS) -> Iterator[Text]:
    """Yield the text of each sheet that is not hidden, in their order; at least one.

    Raises:
        Unreadable: it is too big, locked, damaged, or no workbook.
    """
    refuse_too_big(raw, limits)
    bounds = workbooks.Limits(rows=limits.lines, columns=limits.columns + 1, cell=CELL)
    with _told(limits):
        for sheet in workbooks.sheets_in(raw, limits=bounds):
            yield _text(sheet, limits)


@contextmanager
def _told(limits: Limits) -> Iterator[None]:
    try:
        yield
    except NotAWorkbook as error:
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.NOT_A_WORKBOOK)) from error
    except Locked as error:
        raise Unreadable(Outcome.ENCRYPTED, Sentence(sentences.ENCRYPTED)) from error
    except TooMuch as error:
        raise Unreadable(Outcome.TOO_BIG, _too_much(error.what, limits)) from error


def _too_much(what: What, limits: Limits) -> Sentence:
    if what is What.ROWS:
        return Sentence(sentences.TOO_MANY_LINES, {"limit": limits.lines})
    return Sentence(sentences.NOT_DONE)


def _text(sheet: Sheet, limits: Limits) -> Text:
    merged = frozenset(workbooks.lines_within(_below(sheet), last=limits.lines))
    left_out = {row.line: reason for row in sheet.rows if (reason := _reason(row, merged))}
    out, lines = io.StringIO(), 0
    writer = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
    for row in sheet.rows:
        if row.line > limits.lines:
            raise TooMuch(What.ROWS, limits.lines)
        if row.line in left_out:
            continue
        out.write("\n" * (row.line - 1 - lines))
        writer.writerow([" ".join(cell.splitlines()) for cell in row.cells])
        lines = max(lines + 1, row.line)
        if out.tell() > limits.megabytes << 20:  # one string may stand in every cell
            raise TooMuch(What.MEGABYTES, limits.megabytes)
    text = Text(cleaned(out.getvalue()), "xlsx", resaved=False, delimiter="\t")
    skipped = [Skipped(line, reason) for line, reason in left_out.items()]
    return replace(text, left_out=(*skipped, *_stopped(sheet)))


def _below(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the rows that lost a value to the merged cell above them."""
    return [(first + 1, last) for first, last in sheet.merged]


def _reason(row: Row, merged: frozenset[int]) -> Sentence | None:
    if row.formula:
        return Sentence(sentences.FORMULA, {"cell": row.formula})
    return Sentence(sentences.MERGED) if row.line in merged else None


def _stopped(sheet: Sheet) -> list[Skipped]:
    if not sheet.stopped:
        return []
    last = sheet.rows[-1].line if sheet.rows else 0
    return [Skipped(last + 1, Sentence(sentences.STOPPED, {"count": workbooks.Limits.empty_rows}))]
