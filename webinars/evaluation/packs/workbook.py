"""The pack's workbook: every text typed as text, no formula, no link, no merged cell."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from webinars.evaluation.files import README, WORKBOOK
from webinars.evaluation.files.workbook import ALWAYS, MOST_ROWS
from webinars.evaluation.packs.tables import CODEBOOK, CSV, Written
from webinars.evaluation.packs.variables import Type

NUMBERS = frozenset({Type.WHOLE, Type.NUMBER, Type.FLAG})
WIDTH = 18


def write_workbook(folder: Path, tables: Sequence[Written], *, rtl: bool) -> list[str]:
    """Write the workbook; return the tables that are too long for one."""
    import xlsxwriter  # noqa: PLC0415  (a second that no web process needs)

    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    book = xlsxwriter.Workbook(str(folder / WORKBOOK), options)
    book.set_properties({"created": ALWAYS, "title": "Evaluation", "author": ""})
    readme = (folder / README).read_text(encoding="utf-8").splitlines()
    _sheet(book, "README", ([line] for line in readme), rtl=False)
    fitting = [table for table in tables if table.rows <= MOST_ROWS]
    for table in fitting:
        _sheet(book, table.sheet.name, _typed(folder, table), rtl=rtl)
    _sheet(book, CODEBOOK, _lines(folder, CODEBOOK), rtl=rtl)
    book.close()
    return [table.sheet.name for table in tables if table not in fitting]


def _lines(folder: Path, name: str) -> Iterator[list[str]]:
    with (folder / CSV / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def _typed(folder: Path, table: Written) -> Iterator[Sequence[str | float]]:
    """Yield the rows of a CSV with its numbers as numbers; codes of what is missing stay words."""
    numeric = [variable.type in NUMBERS for variable in table.sheet.variables]
    rows = _lines(folder, table.sheet.name)
    yield next(rows)
    for row in rows:
        yield [_number(cell) if number else cell for cell, number in zip(row, numeric, strict=True)]


def _number(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


def _sheet(
    book: Any,  # noqa: ANN401  (XlsxWriter's own types)
    name: str,
    rows: Iterable[Sequence[str | float]],
    *,
    rtl: bool,
) -> None:
    sheet = book.add_worksheet(name)
    if rtl:
        sheet.right_to_left()
    if name != "README":
        sheet.freeze_panes(1, 0)
    sheet.set_column(0, 40, WIDTH if name != "README" else 100)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            _write(sheet, y, x, value)


def _write(sheet: Any, y: int, x: int, value: str | float) -> None:  # noqa: ANN401
    if isinstance(value, float):
        sheet.write_number(y, x, value)
    elif value:
        sheet.write_string(y, x, value)
