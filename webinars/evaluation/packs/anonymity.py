"""k-anonymity: a row that too few others resemble says less, until it is one of k.

What could tell who somebody is, is taken back step by step (member to group
first), and only in the rows that need it. Rows of which all was taken back and
which are still too few take others with them; where a whole webinar has fewer
than k, its rows are withheld. Source: evaluation.md, section 10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webinars.evaluation.packs.variables import SUPPRESSED

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Step = tuple[str, ...]

OF_PERSONS: tuple[Step, ...] = (
    ("state", "m49", "lldc", "sids"),
    ("sector",),
    ("gender",),
    ("language",),
    ("ldc",),
    ("category",),
    ("regional_group",),
)
"""What is taken back from a row about a person, in this order."""

OF_RESPONSES: tuple[Step, ...] = (
    ("language",),
    ("category",),
    ("regional_group",),
    ("completed",),
)


@dataclass(frozen=True)
class Generalised:
    """What was done to a table, in rows."""

    rows: int
    by_step: tuple[tuple[str, int], ...]
    """Columns that were taken back in so many rows."""
    withheld: int


@dataclass(frozen=True)
class Crowd:
    """A table of rows that are to resemble each other within a webinar."""

    table: str
    within: tuple[str, ...]
    """Columns that everybody may know, such as the webinar."""
    steps: tuple[Step, ...]

    @property
    def telling(self) -> tuple[str, ...]:
        return tuple(column for step in self.steps for column in step)


PERSONS = Crowd("base", ("webinar",), OF_PERSONS)
RESPONSES = Crowd("stamps", ("webinar", "questionnaire"), OF_RESPONSES)


def generalise(bench: "DuckDBPyConnection", crowd: Crowd, *, k: int) -> Generalised:
    """Generalise the rows of a table until each resembles k-1 others; withhold the rest."""
    before = _count(bench, f"SELECT count(*) FROM {crowd.table}")  # noqa: S608  (names of ours)
    for depth in range(len(crowd.steps)):
        _step_back(bench, crowd, depth, k)
    for within in _too_few(bench, crowd, k):
        _take_along(bench, crowd, within, k)
    withheld = _withhold(bench, crowd, k)
    return Generalised(before, tuple(_told(bench, crowd)), withheld)


def _step_back(bench: "DuckDBPyConnection", crowd: Crowd, depth: int, k: int) -> None:
    """Take one step back in the rows of `depth` whose class has fewer than k."""
    columns = ", ".join((*crowd.within, *crowd.telling))
    emptied = ", ".join(f"{column} = '{SUPPRESSED}'" for column in crowd.steps[depth])
    small = (
        f"SELECT {columns} FROM {crowd.table} WHERE depth = {depth}"  # noqa: S608  (names of ours)
        f" GROUP BY {columns} HAVING count(*) < {k}"
    )
    bench.execute(
        f"UPDATE {crowd.table} SET depth = {depth + 1}, {emptied}"  # noqa: S608  (names of ours)
        f" WHERE depth = {depth} AND ({columns}) IN ({small})"
    )


def _too_few(bench: "DuckDBPyConnection", crowd: Crowd, k: int) -> list[tuple[str, ...]]:
    """Return where rows of which all was taken back are still fewer than k."""
    columns = ", ".join(crowd.within)
    return bench.execute(
        f"SELECT {columns} FROM {crowd.table} WHERE depth = {len(crowd.steps)}"  # noqa: S608  (names of ours)
        f" GROUP BY {columns} HAVING count(*) < {k} ORDER BY {columns}"
    ).fetchall()


def _take_along(bench: "DuckDBPyConnection", crowd: Crowd, within: Sequence[str], k: int) -> None:
    """Take all back from the smallest classes beside, until those without any are k."""
    here = " AND ".join(f"{column} = ?" for column in crowd.within)
    last, columns = len(crowd.steps), ", ".join(crowd.telling)
    emptied = ", ".join(f"{column} = '{SUPPRESSED}'" for column in crowd.telling)
    while True:
        at_end = _count(
            bench,
            f"SELECT count(*) FROM {crowd.table} WHERE depth = {last} AND {here}",  # noqa: S608  (names of ours)
            within,
        )
        smallest = bench.execute(
            f"SELECT depth, {columns} FROM {crowd.table} WHERE depth < {last} AND {here}"  # noqa: S608  (names of ours)
            f" GROUP BY depth, {columns} ORDER BY count(*), depth DESC, {columns} LIMIT 1",
            list(within),
        ).fetchone()
        if at_end >= k or smallest is None:
            return
        these = " AND ".join(f"{column} = ?" for column in ("depth", *crowd.telling))
        bench.execute(
            f"UPDATE {crowd.table} SET depth = {last}, {emptied} WHERE {here} AND {these}",  # noqa: S608  (names of ours)
            [*within, *smallest],
        )


def _withhold(bench: "DuckDBPyConnection", crowd: Crowd, k: int) -> int:
    here = " AND ".join(f"{column} = ?" for column in crowd.within)
    for within in _too_few(bench, crowd, k):
        bench.execute(f"UPDATE {crowd.table} SET depth = -1 WHERE {here}", list(within))  # noqa: S608  (names of ours)
    withheld = _count(bench, f"SELECT count(*) FROM {crowd.table} WHERE depth = -1")  # noqa: S608  (names of ours)
    bench.execute(f"DELETE FROM {crowd.table} WHERE depth = -1")  # noqa: S608  (names of ours)
    return withheld


def _told(bench: "DuckDBPyConnection", crowd: Crowd) -> list[tuple[str, int]]:
    return [
        (
            ", ".join(step),
            _count(bench, f"SELECT count(*) FROM {crowd.table} WHERE depth > {depth}"),  # noqa: S608  (names of ours)
        )
        for depth, step in enumerate(crowd.steps)
    ]


def _count(bench: "DuckDBPyConnection", sql: str, values: Sequence[str] = ()) -> int:
    found = bench.execute(sql, list(values)).fetchone()
    return int(found[0]) if found else 0
