"""Writing tables: as CSV (RFC 4180, UTF-8) from rows, and as Parquet from the CSV."""

import csv
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webinars.evaluation.rules import neutralised
from webinars.evaluation.tables.shape import FLAG, INSTANT, TEXT, Column, Shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Cell = Callable[[Any], object]

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""Instants in every file: ISO 8601, UTC, whole seconds."""


def _text(value: object) -> str:
    return "" if value is None else neutralised(str(value))


def _instant(value: datetime | None) -> str:
    return "" if value is None else value.astimezone(UTC).strftime(MOMENT)


def _flag(value: bool | None) -> str:  # noqa: FBT001  (the value of a cell)
    return "" if value is None else "01"[value]


CELLS: dict[str, Cell] = {TEXT: _text, INSTANT: _instant, FLAG: _flag}
"""How a column's values are written; of other types as they are: numbers, and days."""


def write_table(folder: Path, table: Shape, rows: Iterable[tuple[Any, ...]]) -> int:
    """Write one table as CSV and return how many rows it has; no text is taken for a formula."""
    count = 0
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        cells = [(n, CELLS[c.type]) for n, c in enumerate(table.columns) if c.type in CELLS]
        for row in rows:
            written = list(row)
            for n, cell in cells:
                written[n] = cell(written[n])
            writer.writerow(written)
            count += 1
    return count


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
