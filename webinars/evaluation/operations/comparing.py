"""What changed in the past between two snapshots, so that nobody's history moves unseen."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webinars.evaluation.files import FIGURES
from webinars.evaluation.indicators import columns_of, open_bench
from webinars.evaluation.tables import EVERY, Shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NUMBERED = "row_number() OVER (PARTITION BY {columns}) AS place"


@dataclass(frozen=True)
class Difference:
    """How one table of the later snapshot differs from the earlier one's, in rows."""

    table: str
    added: int
    gone: int
    changed: int
    past: int
    """Of all these, about webinars that had begun at the earlier cut."""
    columns: tuple[str, ...]
    """In which the changed rows differ."""


@dataclass(frozen=True)
class Moved:
    """A figure of a webinar that had begun at the earlier cut, and reads differently now."""

    indicator: int
    webinar: str
    measure: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Comparison:
    tables: tuple[Difference, ...]
    figures: tuple[Moved, ...]
    alone: tuple[str, ...]
    """Tables, and columns as `table.column`, that one of the two has: another program wrote it."""

    def as_json(self) -> dict[str, Any]:
        return {
            "tables": [asdict(one) for one in self.tables],
            "figures": [asdict(one) for one in self.figures],
            "in_one_alone": list(self.alone),
        }


def compare_snapshots(before: Path, after: Path) -> Comparison:
    """Return what differs between two snapshot folders, the earlier one first."""
    bench = open_bench(before, after)
    try:
        begun = _begun(before)
        found = (_difference(bench, table, before, after, begun) for table in EVERY)
        tables = tuple(one for one in found if one and (one.added or one.gone or one.changed))
        alone = tuple(_alone(bench, before, after))
    finally:
        bench.close()
    return Comparison(tables, tuple(_moved(before, after, set(begun))), alone)


def _alone(bench: "DuckDBPyConnection", before: Path, after: Path) -> Iterator[str]:
    """Yield what cannot be compared, as one of the two has nothing of it."""
    for table in EVERY:
        old, new = (_columns(bench, folder, table.name) for folder in (before, after))
        if not (old and new):
            yield from [table.name] * bool(old or new)
        else:
            yield from (f"{table.name}.{name}" for name in sorted(old ^ new))


def _columns(bench: "DuckDBPyConnection", folder: Path, name: str) -> set[str]:
    is_there = (folder / f"{name}.parquet").is_file()
    return set(columns_of(bench, folder, name)) if is_there else set()


def _figures(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    return found


def _begun(folder: Path) -> list[str]:
    """Return the webinars that had begun when the snapshot was taken."""
    return [one["webinar"] for one in _figures(folder)["populations"] if one["webinar"]]


def _difference(
    bench: "DuckDBPyConnection",
    table: Shape,
    before: Path,
    after: Path,
    begun: Sequence[str],
) -> Difference | None:
    paths = [folder / f"{table.name}.parquet" for folder in (before, after)]
    if not all(path.is_file() for path in paths):
        return None
    old, new = (columns_of(bench, folder, table.name) for folder in (before, after))
    columns = [column for column in old if column in new]
    named = table.key if set(table.key) <= set(columns) else ()
    for view, path in zip(("old", "new"), paths, strict=True):
        _view(bench, view, path, columns, named)
    key = named or (*columns, "place")
    same = " AND ".join(f"old.{column} IS NOT DISTINCT FROM new.{column}" for column in key)
    rest = [column for column in columns if column not in key]
    altered = [f"old.{column} IS DISTINCT FROM new.{column}" for column in rest]
    webinar = "coalesce(old.webinar, new.webinar)" if "webinar" in columns else "NULL"
    joined = f"old FULL JOIN new ON {same}"
    past = f"list_contains({list(begun)}::VARCHAR[], {webinar})"
    return _counted(bench, table.name, joined, past, dict(zip(rest, altered, strict=True)))


def _view(
    bench: "DuckDBPyConnection", view: str, path: Path, columns: Sequence[str], key: Sequence[str]
) -> None:
    """Name the rows of a file; rows without a key are told apart by their number among equals."""
    names = ", ".join(columns)
    place = "" if key else ", " + NUMBERED.format(columns=names)
    source = str(path).replace("'", "''")
    bench.execute(
        f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT {names}{place}, true AS {view}_there"  # noqa: S608  (names of ours)
        f" FROM read_parquet('{source}')"
    )


def _counted(
    bench: "DuckDBPyConnection",
    name: str,
    joined: str,
    past: str,
    altered: Mapping[str, str],
) -> Difference:
    both = "old_there AND new_there"
    anything = f"{both} AND ({' OR '.join(altered.values()) or 'false'})"
    either = f"old_there IS NULL OR new_there IS NULL OR ({anything})"
    wanted = ["old_there IS NULL", "new_there IS NULL", anything, f"({either}) AND {past}"]
    wanted += [f"{both} AND {one}" for one in altered.values()]
    sums = ", ".join(f"count(*) FILTER (WHERE {one})" for one in wanted)
    row = bench.execute(f"SELECT {sums} FROM {joined}").fetchone()  # noqa: S608  (names of ours)
    added, gone, changed, about, *each = row or (0, 0, 0, 0)
    moved = tuple(column for column, n in zip(altered, each, strict=False) if n)
    return Difference(name, added, gone, changed, about, moved)


def _moved(before: Path, after: Path, begun: set[str]) -> Iterator[Moved]:
    later = {_name(one): one for one in _figures(after)["figures"]}
    for one in _figures(before)["figures"]:
        now = later.get(_name(one))
        if one["by"] == "webinar" and one["key"] in begun and now != one:
            yield Moved(
                one["indicator"],
                one["key"],
                one["measure"],
                one["value"],
                now["value"] if now else None,
            )


def _name(figure: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(figure[part] for part in ("indicator", "by", "key", "measure"))
