"""Running the definitions over the files of a snapshot, in DuckDB.

An evaluator runs the same files on a laptop, in the same order: `00_tables.sql`,
`populations.sql`, then any indicator. Nothing is read but the snapshot's folder. For one series
of several, the tables are narrowed first; every file after that is the same.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webinars.evaluation.files import DEFINITIONS, NARROWING, SERIES
from webinars.evaluation.files.writing import quoted
from webinars.evaluation.indicators.definitions import SQL, Definition, definitions
from webinars.evaluation.indicators.narrowing import condition
from webinars.evaluation.rules import wilson
from webinars.evaluation.tables import TABLES, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OPENING = "00_tables.sql"
DIGITS = 10
"""Kept of a computed value: more than a reader needs, fewer than two machines may differ in."""


@dataclass(frozen=True)
class Figure:
    """One value. `by` empty: of the whole. `value` None: n/a, for a zero denominator."""

    indicator: int
    by: str
    """The breakdown, such as webinar, group, ldc, language."""
    key: str
    """The class in it."""
    measure: str
    n: float | None
    d: float | None
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Populations:
    """Persons x webinar in the five populations; `webinar` None: over the series."""

    webinar: str | None
    registered: int
    expected: int
    joined: int
    attended: int
    walk_in: int


TIGHT = "115MB"
"""Of memory while a snapshot is taken beside other work: what does not fit is spilled."""

ROOMY = "1GB"
"""Where figures are computed alone: nothing of a million persons is spilled."""


def open_bench(folder: Path, *beside: Path, memory: str = TIGHT) -> "DuckDBPyConnection":
    """Return DuckDB that reads and writes in `folder` and those `beside`, and nowhere else.

    Args:
        memory: the most that it holds at once; what does not fit is written aside in `folder`.
    """
    import duckdb  # noqa: PLC0415  (65 MB that no web process needs)

    bench = duckdb.connect(config={"threads": 2, "memory_limit": memory})
    bench.execute("SET TimeZone = 'UTC'")
    bench.execute("SET preserve_insertion_order = true")
    bench.execute("SET temp_directory = ?", [str(folder / ".spill")])
    bench.execute("SET allowed_directories = ?", [[str(folder), *map(str, beside)]])
    bench.execute("SET enable_external_access = false")
    bench.execute("SET lock_configuration = true")
    return bench


def write_definitions(folder: Path, *, at: datetime) -> None:
    """Write every SQL file into the snapshot, with one that opens its tables.

    Args:
        at: the moment of the cut, UTC: webinars that begin later have no attendance yet.
    """
    target = folder / DEFINITIONS
    target.mkdir()
    for path in sorted(SQL.glob("*.sql")):
        shutil.copyfile(path, target / path.name)
    said = "-- The tables of this snapshot, and the moment of its cut.\n"
    (target / OPENING).write_text(said + opening(Path(), at=at), encoding="utf-8")


def write_narrowing(folder: Path, series: str, *, at: datetime) -> None:
    """Write into the snapshot the SQL that opens its tables narrowed to one series.

    Args:
        series: its public id; its folder is made.
        at: as of `write_definitions`.
    """
    target = folder / SERIES / series
    target.mkdir(parents=True)
    said = "-- The tables of this snapshot, of one series alone: in the place of 00_tables.sql.\n"
    narrowed = opening(Path(), at=at, series=series)
    (target / NARROWING).write_text(said + narrowed, encoding="utf-8")


def opening(
    folder: Path, *, at: datetime, tables: Sequence[Table] = TABLES, series: str = ""
) -> str:
    """Return the SQL that names the tables in `folder`, and the moment of the cut, UTC.

    Args:
        series: public id of the one to which they are narrowed; empty: all.
    """
    views = (
        f"CREATE VIEW {table.name} AS"  # noqa: S608  (names of ours)
        f" SELECT * FROM read_parquet({quoted(folder / f'{table.name}.parquet')})"
        f"{condition(table, series) if series else ''};\n"
        for table in tables
    )
    moment = f"CREATE TABLE cut AS SELECT TIMESTAMP '{at:%Y-%m-%d %H:%M:%S}' AS moment;\n"
    return "".join(views) + moment


def open_tables(
    folder: Path, *, at: datetime, memory: str = ROOMY, series: str = ""
) -> "DuckDBPyConnection":
    """Return DuckDB with the tables of a snapshot, and the populations computed from them.

    A table that an earlier program did not write has no rows, a column of it no values.

    Args:
        at: the moment of the cut, UTC.
        memory: as of `open_bench`.
        series: as of `opening`.
    """
    bench = open_bench(folder, memory=memory)
    there = [table for table in TABLES if (folder / f"{table.name}.parquet").is_file()]
    for table in TABLES:
        if table not in there:
            columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
            bench.execute(f"CREATE TABLE {table.name} ({columns})")
    bench.execute(opening(folder, at=at, tables=there, series=series))
    for table in there:
        _widen(bench, folder, table, series)
    bench.execute((folder / DEFINITIONS / "populations.sql").read_text(encoding="utf-8"))
    return bench


def columns_of(bench: "DuckDBPyConnection", folder: Path, name: str) -> list[str]:
    """Return the columns with which a program, perhaps an earlier one, wrote a table."""
    told = "DESCRIBE SELECT * FROM read_parquet(?)"
    return [row[0] for row in bench.execute(told, [str(folder / f"{name}.parquet")]).fetchall()]


def _widen(bench: "DuckDBPyConnection", folder: Path, table: Table, series: str) -> None:
    """Give a table the columns that the program which wrote it did not know yet."""
    written = columns_of(bench, folder, table.name)
    missing = [column for column in table.columns if column.name not in written]
    if missing:
        added = "".join(f", NULL::{column.type} AS {column.name}" for column in missing)
        source = quoted(folder / f"{table.name}.parquet")
        bench.execute(
            f"CREATE OR REPLACE VIEW {table.name} AS SELECT *{added} FROM read_parquet({source})"  # noqa: S608  (names of ours)
            f"{condition(table, series) if series else ''}"
        )


def populations(bench: "DuckDBPyConnection", folder: Path) -> list[Populations]:
    sql = (folder / DEFINITIONS / "summary.sql").read_text(encoding="utf-8")
    return [Populations(*row) for row in bench.execute(sql).fetchall()]


def members(bench: "DuckDBPyConnection", folder: Path) -> list[tuple[str, str, str]]:
    """Return every member: alpha-3 code, key of its group, and attended, registered or none."""
    sql = (folder / DEFINITIONS / "members.sql").read_text(encoding="utf-8")
    return [
        (state, group or "", reached) for state, group, reached in bench.execute(sql).fetchall()
    ]


def figures(bench: "DuckDBPyConnection", folder: Path) -> Iterator[Figure]:
    """Yield every value of every indicator, proportions with their interval."""
    held = [row[0] for row in bench.execute("SELECT webinar FROM held ORDER BY webinar").fetchall()]
    for definition in definitions(folder / DEFINITIONS):
        found = [_figure(definition, row) for row in bench.execute(definition.query).fetchall()]
        yield from _missing(definition, found, held)
        yield from found


def _missing(definition: Definition, found: list[Figure], held: Sequence[str]) -> Iterator[Figure]:
    """Yield n/a for the whole and for every held webinar where there was nobody to count."""
    main = definition.measures[0]
    told = {(one.by, one.key) for one in found if one.measure == main}
    webinars = () if definition.is_of_series_alone else held
    for by, key in (("", ""), *(("webinar", one) for one in webinars)):
        if (by, key) not in told:
            yield Figure(definition.indicator, by, key, main, None, 0, None, None, None)


def _figure(definition: Definition, row: tuple[Any, ...]) -> Figure:
    by, key, measure, *numbers = row
    n, d, value, *interval = (_number(one) for one in numbers)
    is_share = definition.is_proportion and value is None and n is not None
    if is_share:
        value = round(n / d, DIGITS) if d and n is not None else None
    low, high = interval or (None, None)
    if is_share and not definition.is_full_count:
        low, high = _interval(n, d)
    return Figure(definition.indicator, by, key, measure, n, d, value, low, high)


def _interval(n: float | None, d: float | None) -> tuple[float | None, float | None]:
    within = wilson(int(n or 0), int(d or 0))
    return (round(within.low, DIGITS), round(within.high, DIGITS)) if within else (None, None)


def _number(value: object) -> float | None:
    """Return a number as JSON has it: whole where it is whole."""
    if value is None or isinstance(value, int):
        return value
    found = round(float(value), DIGITS) if isinstance(value, float | Decimal) else float("nan")
    return int(found) if found.is_integer() and isinstance(value, Decimal) else found


def as_json(bench: "DuckDBPyConnection", folder: Path) -> dict[str, Any]:
    """Return all values and definitions as the snapshot keeps them."""
    told = [
        {k: v for k, v in asdict(one).items() if k != "query"}
        for one in definitions(folder / DEFINITIONS)
    ]
    return {
        "definitions": told,
        "populations": [asdict(one) for one in populations(bench, folder)],
        "figures": [asdict(one) for one in figures(bench, folder)],
        "members": members(bench, folder),
        **{name: _rows(bench, path) for name, path in _lists(folder)},
    }


LISTS = ("absent", "sources", "distributions")
"""Lists beside the figures: the unseen, where the evidence comes from, and what was answered."""


def _lists(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the lists that the snapshot defines; those of an earlier program had none."""
    for name in LISTS:
        path = folder / DEFINITIONS / f"{name}.sql"
        if path.is_file():
            yield name, path


def _rows(bench: "DuckDBPyConnection", path: Path) -> list[dict[str, Any]]:
    found = bench.execute(path.read_text(encoding="utf-8"))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
