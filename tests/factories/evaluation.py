"""A snapshot's folder from rows written by hand: no database, no server."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from webinars.evaluation.files.writing import write_parquet, write_table
from webinars.evaluation.indicators import (
    Figure,
    figures,
    open_bench,
    open_tables,
    write_definitions,
)
from webinars.evaluation.operations.writing import complete, twice
from webinars.evaluation.tables import TABLES, Column, Table
from webinars.evaluation.tables.shape import Kind

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
"""By table: rows by column; a column that is not named is empty."""

Key = tuple[int, str, str, str]
"""Indicator, breakdown, class, measure."""


def write_folder(folder: Path, rows: Rows, *, at: datetime) -> None:
    """Write the tables of `rows` as a snapshot holds them, cut at the moment `at`."""
    unknown = set(rows) - {table.name for table in TABLES}
    assert not unknown, unknown
    bench = open_bench(folder)
    for table in TABLES:
        write_table(folder, table, [_row(table, row) for row in rows.get(table.name, ())])
        write_parquet(bench, folder, table)
    bench.close()
    write_definitions(folder, at=at)


def write_sealed(folder: Path, rows: Rows, *, cut: int, at: datetime) -> str:
    """Write a whole snapshot of `rows`, as if taken at `cut`; return the digest of its seal."""
    folder.mkdir(parents=True)
    counted = {}
    with twice(folder) as once_more:
        for table in TABLES:
            own = [_row(table, row) for row in rows.get(table.name, ())]
            counted[table.name] = write_table(folder, table, own)
            once_more(table)
    facts = {"cut": cut, "cut_entry": "entry", "cut_hash": "0" * 64, "as_of": at.isoformat()}
    chain = {"cut": cut, "previous": None, "previous_cut": None}
    return complete(folder, counted, {**facts, "versions": {}}, chain)


def _row(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    names = [column.name for column in table.columns]
    assert set(row) <= set(names), (table.name, set(row) - set(names))
    return tuple(_cell(column, row.get(column.name)) for column in table.columns)


def _cell(column: Column, value: object) -> object:
    """Return a value as the column holds it: whoever has a name here has a pseudonym there."""
    if column.kind is Kind.KEY and value is not None:
        return uuid.uuid5(uuid.NAMESPACE_OID, str(value)).hex
    return value


def computed(folder: Path, rows: Rows, *, at: datetime) -> dict[Key, Figure]:
    """Return every figure that the definitions give for `rows`."""
    write_folder(folder, rows, at=at)
    bench = open_tables(folder, at=at)
    try:
        found = list(figures(bench, folder))
    finally:
        bench.close()
    return {(f.indicator, f.by, f.key, f.measure): f for f in found}
