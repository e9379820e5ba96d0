"""The files of a snapshot: tables, codebook, workbook, figures, manifest. Same cut, same bytes."""

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from webinars.evaluation.rules import neutralised
from webinars.evaluation.tables import TABLES, Table

CODEBOOK = "codebook.csv"
FIGURES = "indicators.json"
WORKBOOK = "evaluation.xlsx"
MANIFEST = "manifest.json"
CODEBOOK_HEAD = ("table", "variable", "type", "unit", "meaning")


def cell(value: object) -> str:
    """Return `value` as a cell: ISO 8601 in UTC, 1 or 0, and text that is no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | int | float):
        return str(value)
    return neutralised(str(value))


def write_table(folder: Path, table: Table, rows: Iterable[tuple[Any, ...]]) -> int:
    """Write one table as CSV (UTF-8, RFC 4180) and return how many rows it has."""
    count = 0
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for row in rows:
            writer.writerow([cell(value) for value in row])
            count += 1
    return count


def write_codebook(folder: Path) -> None:
    with (folder / CODEBOOK).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CODEBOOK_HEAD)
        writer.writerows(codebook())


def codebook() -> Iterator[tuple[str, str, str, str, str]]:
    for table in TABLES:
        for column in table.columns:
            yield (table.name, column.name, column.type, column.unit, column.meaning)


def write_json(path: Path, content: object) -> None:
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")


ALWAYS = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every workbook says it was made, so that the same cut gives the same bytes."""


def write_workbook(folder: Path, figures: dict[str, Any]) -> None:
    """Write all tables, the figures and the codebook as one workbook; every text typed as text."""
    import xlsxwriter  # noqa: PLC0415  (a second that no web process needs)

    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    book = xlsxwriter.Workbook(str(folder / WORKBOOK), options)
    book.set_properties({"created": ALWAYS})
    bold = book.add_format({"bold": True})
    _sheet(book, "figures", FIGURE_HEAD, map(_figure_row, figures["figures"]), bold)
    for table in TABLES:
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            head = next(reader)
            _sheet(book, table.name, head, (_typed(table, row) for row in reader), bold)
    _sheet(book, "codebook", CODEBOOK_HEAD, codebook(), bold)
    book.close()


FIGURE_HEAD = ("indicator", "webinar", "measure", "n", "d", "value", "low", "high")
NUMERIC = frozenset({"BIGINT", "BOOLEAN"})
LONGEST_SHEET = 1_000_000
"""Rows that a worksheet holds; the rest is in the CSV alone."""


def _figure_row(figure: dict[str, Any]) -> tuple[Any, ...]:
    shown = dict(figure)
    shown["webinar"] = shown["webinar"] or "series"
    shown["value"] = "n/a" if shown["value"] is None else shown["value"]
    return tuple(shown[name] for name in FIGURE_HEAD)


def _typed(table: Table, row: list[str]) -> list[str | int]:
    """Return a row of a CSV with its counts as numbers: text columns alone are text."""
    return [
        int(text) if column.type in NUMERIC and text else text
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
        if y > LONGEST_SHEET:
            return
        for x, value in enumerate(row):
            _write(sheet, y, x, value)


def _write(sheet: Any, y: int, x: int, value: object) -> None:  # noqa: ANN401
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        sheet.write_number(y, x, value)
    else:
        sheet.write_string(y, x, neutralised(str(value)))


def digest_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def manifest_of(folder: Path, rows: dict[str, int], facts: dict[str, Any]) -> dict[str, Any]:
    """Return path, bytes, rows and SHA-256 of every file, beside the facts of the cut."""
    files = [
        {
            "path": path.name,
            "bytes": path.stat().st_size,
            "rows": rows.get(path.stem) if path.suffix == ".csv" else None,
            "sha256": digest_file(path),
        }
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST
    ]
    return {**facts, "files": files}


def settle_on_disk(folder: Path) -> None:
    """Make sure that every file of `folder`, and its name, survive a power cut."""
    for path in [*folder.iterdir(), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
