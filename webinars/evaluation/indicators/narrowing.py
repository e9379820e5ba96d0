"""The tables of a snapshot, narrowed to one series: every definition then counts that series alone.

An evaluator does the same on a laptop: `series/<public id>/tables.sql` in the place of
`definitions/00_tables.sql`, then the same files, unchanged.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from webinars.evaluation.files import FIGURES, SERIES
from webinars.evaluation.files.writing import quoted
from webinars.evaluation.tables import Table

PARENTS = {
    "webinar": "webinars",
    "sitting": "sittings",
    "recording": "recordings",
    "passage": "passages",  # before `response`, which in `management` is only a number
    "response": "responses",
}
"""Columns that lead to the series, and the tables through which: the first that a table has."""

FREE = frozenset({"topics"})
"""Tables whose rows may be of no webinar: what none answers yet was asked of every series."""


def condition(table: Table, series: str) -> str:
    """Return which rows of a table are of `series`, as SQL; empty: all, for reference tables.

    Args:
        series: its public id.
    """
    names = {column.name for column in table.columns}
    if "series" in names:
        return f" WHERE series = {quoted(series)}"
    for column, parent in PARENTS.items():
        if column in names:
            free = f"{column} IS NULL OR " if table.name in FREE else ""
            return f" WHERE {free}{column} IN (SELECT {column} FROM {parent})"  # noqa: S608  (names of ours)
    return ""


def series_in(folder: Path) -> list[str]:
    """Return the public ids of the series that a snapshot holds, in its order."""
    path = folder / f"{SERIES}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [row["series"] for row in csv.DictReader(file)]


EMPTY = ("populations", "figures", "members", "absent", "sources", "distributions")
"""Parts of `indicators.json` that hold nothing where nothing was counted."""


def kept_figures(folder: Path, series: str = "") -> dict[str, Any]:
    """Return `indicators.json` of one series, or of all together.

    Nothing is in it but definitions where `is_kept` says that there is none.

    Args:
        folder: of the snapshot.
        series: its public id; empty: all.
    """
    apart = folder / SERIES / series / FIGURES
    if series and apart.is_file():
        return _read(apart)
    whole = _read(folder / FIGURES)
    return whole if is_kept(folder, series) else {**whole, **{part: [] for part in EMPTY}}


def is_kept(folder: Path, series: str) -> bool:
    """Say whether a snapshot holds figures of one series, by its public id; empty: of all.

    It does not where the series came later, or where an earlier program counted several
    together alone.
    """
    alone = series_in(folder) in ([], [series])
    return not series or alone or (folder / SERIES / series / FIGURES).is_file()


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def figures_apart(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every series whose own figures the snapshot holds, with their file."""
    for path in sorted((folder / SERIES).glob(f"*/{FIGURES}")):
        yield path.parent.name, path
