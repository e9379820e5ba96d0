"""All tables, the figures and the codebook as one workbook; every text typed as text."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from webinars.evaluation.files import WORKBOOK
from webinars.evaluation.files.describing import CODEBOOK_HEAD, codebook
from webinars.evaluation.tables import EVERY, Shape
from webinars.evaluation.tables.shape import Kind
from webinars.kernel.text import inert

ALWAYS = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every workbook says it was made, so that the same cut gives the same bytes."""

FIGURE_HEAD = ("indicator", "by", "key", "measure", "n", "d", "value", "low", "high")
NUMERIC = {Kind.COUNT: int, Kind.FLAG: int, Kind.MONEY: float, Kind.NUMBER: float}

MOST_ROWS = 100_000
"""Of the longest table: a workbook with more helps nobody, and the CSV and Parquet hold all."""


def write_workbook(
    folder: Path, figures: Iterable[dict[str, Any]], rows: Mapping[str, int]
) -> bool:
    """Write the workbook, unless a table is too long for one; say whether it was written.

    Args:
        rows: how many rows each table has.
    """
    if max(rows.values(), default=0) > MOST_ROWS:
        return False
    import xlsxwriter  # noqa: PLC0415  (a second that no web process needs)

    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    book = xlsxwriter.Workbook(str(folder / WORKBOOK), options)
    book.set_properties({"created": ALWAYS})
    bold = book.add_format({"bold": True})
    _sheet(book, "figures", FIGURE_HEAD, map(_figure_row, figures), bold)
    for table in EVERY:
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            head = next(reader)
            _sheet(book, table.name, head, (_typed(table, row) for row in reader), bold)
    _sheet(book, "codebook", CODEBOOK_HEAD, codebook(), bold)
    book.close()
    return True


def _figure_row(figure: dict[str, Any]) -> tuple[Any, ...]:
    shown = dict(figure)
    shown["by"] = shown["by"] or "all"
    shown["value"] = "n/a" if shown["value"] is None else shown["value"]
    return tuple(shown[name] for name in FIGURE_HEAD)


def _typed(table: Shape, row: list[str]) -> list[str | int | float]:
    """Return a row of a CSV with its counts as numbers: text columns alone are text."""
    return [
        NUMERIC[column.kind](text) if text and column.kind in NUMERIC else text
        for column, text in zip(table.columns, row, strict=True)
    ]


def _sheet(
    book: Any,  # noqa: ANN401  (XlsxWriter's own types)
    name: str,
    head: Iterable[str],
    rows: Iterable[Iterable[Any]],
    bold: Any,  # noqa: ANN401
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for x, title in enumerate(head):
        sheet.write_string(0, x, title, bold)
    for y, row in enumerate(rows, start=1):
        for x, value in enumerate(row):
            _write(sheet, y, x, value)


def _write(sheet: Any, y: int, x: int, value: object) -> None:  # noqa: ANN401
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        sheet.write_number(y, x, value)
    else:
        sheet.write_string(y, x, inert(str(value)))
