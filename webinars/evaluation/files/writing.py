"""Writing tables: as CSV (RFC 4180, UTF-8) from rows, and as Parquet from the CSV."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webinars.evaluation.rules import FORMULA_STARTS, neutralised
from webinars.evaluation.tables.shape import Column, Kind, Shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Cell = Callable[[Any], object]

SUSPECT = frozenset(FORMULA_STARTS)
"""Looked at first: of a million texts hardly one begins so."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""Instants in every file: ISO 8601, UTC, whole seconds."""


def _text(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    return neutralised(text) if text[:1] in SUSPECT else text


def _instant(value: datetime | str | None) -> str:
    """Write an instant; most come from the database as they are written."""
    if value is None or isinstance(value, str):
        return value or ""
    return value.astimezone(UTC).strftime(MOMENT)


def _flag(value: bool | None) -> str:  # noqa: FBT001  (the value of a cell)
    return "" if value is None else "01"[value]


CELLS: dict[Kind, Cell] = {Kind.TEXT: _text, Kind.INSTANT: _instant, Kind.FLAG: _flag}
"""How a column's values are written; of other kinds as they are: codes, numbers, days."""


def write_table(folder: Path, table: Shape, rows: Iterable[Sequence[Any]]) -> int:
    """Write one table as CSV and return how many rows it has; no text is taken for a formula."""
    cells = [(n, CELLS[c.kind]) for n, c in enumerate(table.columns) if c.kind in CELLS]
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        lines = Lines(rows)
        writer.writerows(map(partial(_written, cells), lines) if cells else lines)
    return lines.count


def _written(cells: Sequence[tuple[int, Cell]], row: Sequence[Any]) -> list[object]:
    written = list(row)
    for n, cell in cells:
        written[n] = cell(written[n])
    return written


class Lines:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def read_csv(path: Path, columns: Iterable[Column]) -> str:
    """Return the SQL that reads a table's CSV with the types of its columns."""
    types = ", ".join(f"'{column.name}': '{column.type}'" for column in columns)
    return (
        f"SELECT * FROM read_csv({quoted(path)}, columns = {{{types}}},"  # noqa: S608  (names of ours)
        " header = true, nullstr = '', quote = '\"', escape = '\"', delim = ',',"
        f" auto_detect = false, timestampformat = '{MOMENT}')"
    )


def write_parquet(bench: "DuckDBPyConnection", folder: Path, table: Shape) -> None:
    """Write the CSV of `table` once more as Parquet, its rows in the same order.

    Args:
        bench: may read and write in `folder`.
    """
    source = read_csv(folder / f"{table.name}.csv", table.columns)
    target = quoted(folder / f"{table.name}.parquet")
    bench.execute(f"COPY ({source}) TO {target} (FORMAT parquet, COMPRESSION zstd)")


def write_derived(bench: "DuckDBPyConnection", folder: Path, table: Shape) -> int:
    """Write a table that `populations.sql` has computed, as CSV and as Parquet."""
    names = ", ".join(column.name for column in table.columns)
    found = bench.execute(f"SELECT {names} FROM {table.name} ORDER BY {', '.join(table.key)}")  # noqa: S608
    count = write_table(folder, table, iter(found.fetchone, None))
    write_parquet(bench, folder, table)
    return count


def quoted(path: Path) -> str:
    """Return `path` as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def write_json(path: Path, content: object) -> None:
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")
