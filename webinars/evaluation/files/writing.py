"""Writing tables: as CSV (RFC 4180, UTF-8) from rows, and as Parquet from the CSV."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any

from webinars.evaluation.tables.shape import Column, Kind, Shape
from webinars.kernel.text import FORMULA_STARTS, inert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Values = Sequence[Any]
Write = Callable[[Values], Values]

PAGE = 5_000
"""Rows written at once: each column of them is looked at as a whole."""

LINE_END = "\r\n"
"""Of RFC 4180."""

SUSPECT = frozenset(FORMULA_STARTS)
"""Looked at first: of a million texts hardly one begins so."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""Instants in every file: ISO 8601, UTC, whole seconds."""


def _texts(column: Values) -> Values:
    """Write texts so that none is taken for a formula; nothing is an empty cell."""
    if SUSPECT.isdisjoint({str(text)[:1] for text in set(column)}):
        return column
    return ["" if text is None else inert(str(text)) for text in column]


def _instants(column: Values) -> Values:
    """Write instants; most come as the text of the database, in UTC."""
    if {*map(type, column)} <= {str, NoneType}:
        return [text and f"{text[:10]}T{text[11:19]}Z" for text in column]
    return [
        at.astimezone(UTC).strftime(MOMENT) if isinstance(at, datetime) else at for at in column
    ]


def _flags(column: Values) -> Values:
    return ["" if flag is None else "01"[flag] for flag in column]


COLUMNS: dict[Kind, Write] = {Kind.TEXT: _texts, Kind.INSTANT: _instants, Kind.FLAG: _flags}
"""How a column's values are written; of other kinds as they are: codes, numbers, days."""


def write_table(folder: Path, table: Shape, rows: Iterable[Sequence[Any]]) -> int:
    """Write one table as CSV and return how many rows it has; no text is taken for a formula."""
    ways = [(n, COLUMNS[c.kind]) for n, c in enumerate(table.columns) if c.kind in COLUMNS]
    count = 0
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for page in _pages(iter(rows)):
            count += len(page)
            columns = _written(ways, page)
            if (text := unquoted(columns)) is None:
                writer.writerows(zip(*columns, strict=True))
            else:
                file.write(text)
    return count


def _pages(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    while page := list(islice(rows, PAGE)):
        yield page


def _written(ways: Sequence[tuple[int, Write]], page: list[Sequence[Any]]) -> list[Values]:
    columns: list[Values] = list(zip(*page, strict=True))
    for n, write in ways:
        columns[n] = write(columns[n])
    return columns


def unquoted(columns: Sequence[Values]) -> str | None:
    """Return the lines that `csv` would write of so many columns, or None if a cell wants quotes.

    The counts tell: commas and line ends are then just those between the cells. It takes half
    the time of looking at each character, and of a million rows hardly any has a quote.
    """
    lines = [*map(",".join, zip(*map(_as_text, columns), strict=True)), ""]
    text, count = LINE_END.join(lines), len(lines) - 1
    plain = (
        len(columns) > 1  # a line of one empty cell would be no line
        and '"' not in text
        and text.count(",") == count * (len(columns) - 1)
        and text.count("\r") == text.count("\n") == count
    )
    return text if plain else None


def _as_text(column: Values) -> Values:
    if {*map(type, column)} <= {str}:
        return column
    return ["" if value is None else str(value) for value in column]


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
    count = write_table(folder, table, _ordered(bench, table))
    write_parquet(bench, folder, table)
    return count


def _ordered(bench: "DuckDBPyConnection", table: Shape) -> Iterator[Values]:
    """Yield the rows in the order of their key; all of one first cell are sorted at a time."""
    told, (first, *rest) = ", ".join(map(_told, table.columns)), table.key
    for cell in bench.execute(f"SELECT DISTINCT {first} FROM {table.name} ORDER BY 1").fetchall():  # noqa: S608  (names of ours)
        found = bench.execute(
            f"SELECT {told} FROM {table.name} WHERE {first} = ? ORDER BY {', '.join(rest)}",  # noqa: S608  (names of ours)
            cell,
        )
        yield from chain.from_iterable(iter(partial(found.fetchmany, PAGE), []))


def _told(column: Column) -> str:
    """Select a column as it is written: of a million keys no object is made.

    A key is spelt as in the tables that are read: programs join two files by their texts.
    """
    name = column.name
    return f"replace({name}::VARCHAR, '-', '')" if column.kind is Kind.KEY else name


def quoted(text: Path | str) -> str:
    """Return `text`, such as a path, as a string of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def write_json(path: Path, content: object) -> None:
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")
