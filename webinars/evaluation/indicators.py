"""Running the indicators: readable SQL files, over a folder of a snapshot's tables, in DuckDB.

An evaluator runs the same files on a laptop: open the tables as views, run
`populations.sql`, then any indicator.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webinars.evaluation.rules import wilson
from webinars.evaluation.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SQL = Path(__file__).parent / "sql"
HEADING = re.compile(r"^-- indicator: (\d+) ([a-z-]+)\s+version: (\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Definition:
    """What an indicator's file says of itself."""

    indicator: int
    name: str
    version: int
    unit: str
    heading: str
    """All comment lines above the query: question, population, numerator, denominator, source."""
    query: str

    @property
    def is_proportion(self) -> bool:
        return self.unit.startswith("proportion")

    @property
    def is_full_count(self) -> bool:
        """Whether the whole population is counted, so that an interval would mislead."""
        return "full count" in self.unit


@dataclass(frozen=True)
class Figure:
    """One value. `webinar` None: over the series. `value` None: n/a, for a zero denominator."""

    indicator: int
    webinar: str | None
    measure: str
    n: int | None
    d: int | None
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


def definitions() -> list[Definition]:
    """Return every indicator in the order of its number."""
    return [_read(path) for path in sorted(SQL.glob("[0-9][0-9]_*.sql"))]


def _read(path: Path) -> Definition:
    text = path.read_text(encoding="utf-8")
    found = HEADING.search(text)
    unit = re.search(r"^-- unit: (.+?)(?:\s{3,}|$)", text, re.MULTILINE)
    if not found or not unit:
        raise ValueError(f"{path.name} does not say what it measures")
    heading = "\n".join(
        line.removeprefix("-- ") for line in text.splitlines() if line.startswith("--")
    )
    return Definition(int(found[1]), found[2], int(found[3]), unit[1], heading, text)


def open_tables(folder: Path, *, at: datetime) -> "DuckDBPyConnection":
    """Return DuckDB with the tables of `folder` as views, and the populations over them.

    Args:
        at: the moment of the cut, UTC: webinars that begin later have no attendance yet.
    """
    import duckdb  # noqa: PLC0415  (65 MB that no web process needs)

    bench = duckdb.connect(config={"threads": 2})
    bench.execute("SET TimeZone = 'UTC'")
    for table in TABLES:
        types = (
            "{" + ", ".join(f"'{column.name}': '{column.type}'" for column in table.columns) + "}"
        )
        source = str(folder / f"{table.name}.csv").replace("'", "''")
        bench.execute(
            f"CREATE VIEW {table.name} AS SELECT * FROM read_csv('{source}', columns = {types},"  # noqa: S608  (names of ours)
            " header = true, nullstr = '', quote = '\"', escape = '\"', delim = ',',"
            " auto_detect = false)"
        )
    bench.execute("CREATE TABLE cut AS SELECT ?::TIMESTAMP AS moment", [at.replace(tzinfo=None)])
    bench.execute((SQL / "populations.sql").read_text(encoding="utf-8"))
    return bench


def populations(bench: "DuckDBPyConnection") -> list[Populations]:
    rows = bench.execute((SQL / "summary.sql").read_text(encoding="utf-8")).fetchall()
    return [Populations(*row) for row in rows]


def figures(bench: "DuckDBPyConnection") -> Iterator[Figure]:
    """Yield every value of every indicator, proportions with their interval."""
    for definition in definitions():
        for row in bench.execute(definition.query).fetchall():
            yield _figure(definition, row)


def _figure(definition: Definition, row: tuple[Any, ...]) -> Figure:
    webinar, measure, n, d, value = row
    n = None if n is None else int(n)
    share = n / d if n is not None and d else value
    bounded = n is not None and definition.is_proportion and not definition.is_full_count
    within = wilson(n or 0, d or 0) if bounded else None
    low, high = (within.low, within.high) if within else (None, None)
    return Figure(definition.indicator, webinar, measure, n, d, share, low, high)


def members(bench: "DuckDBPyConnection") -> list[tuple[str, str, str]]:
    """Return every member: alpha-3 code, key of its group, and attended, registered or none."""
    rows = bench.execute((SQL / "members.sql").read_text(encoding="utf-8")).fetchall()
    return [(state, group or "", reached) for state, group, reached in rows]


def as_json(bench: "DuckDBPyConnection") -> dict[str, Any]:
    """Return all values and definitions as the snapshot keeps them."""
    told = [{k: v for k, v in asdict(one).items() if k != "query"} for one in definitions()]
    return {
        "definitions": told,
        "populations": [asdict(one) for one in populations(bench)],
        "figures": [asdict(one) for one in figures(bench)],
        "members": members(bench),
    }
