"""What reads differently in one snapshot than in an earlier one, from what both say themselves.

Row by row `flask evaluation compare` tells it; here are the tables that differ, and every figure
of a webinar that had begun: what was past, and moved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webinars.evaluation.sights.figures import NAMES, Line, line_of

Found = Mapping[str, Any]
"""A snapshot's `indicators.json`."""


@dataclass(frozen=True)
class TableChange:
    name: str
    before: int | None
    """Rows in the earlier one; None: it had no such table."""
    after: int | None


@dataclass(frozen=True)
class FigureChange:
    number: int
    name: str
    """An English id."""
    before: Line
    after: Line | None
    """None: the later one has no such figure."""
    is_redefined: bool


@dataclass(frozen=True)
class Changes:
    tables: tuple[TableChange, ...]
    figures: tuple[FigureChange, ...]
    is_other_program: bool
    """Whether other versions wrote the later one: a table may hold the same, written otherwise."""


def changed_tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[TableChange]:
    """Yield the tables whose digests differ: as Parquet, which holds values and no spelling.

    Args:
        before: the manifest of the earlier snapshot.
    """
    old, new = _tables(before), _tables(after)
    for name in sorted(old.keys() | new.keys()):
        then, now = old.get(name, {}), new.get(name, {})
        if then.get("sha256") != now.get("sha256"):
            yield TableChange(name, then.get("rows"), now.get("rows"))


def _tables(manifest: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    paths = {one["path"]: one for one in manifest["files"]}
    ending = ".parquet"
    return {path.removesuffix(ending): one for path, one in paths.items() if path.endswith(ending)}


def changed_figures(
    before: Found, after: Found, titles: Mapping[str, str]
) -> Iterator[FigureChange]:
    """Yield every figure of a webinar that had begun before, and is not what it was.

    Args:
        titles: of the webinars by their public ids.
    """
    begun = {one["webinar"] for one in before["populations"] if one["webinar"]}
    later = {_name(one): one for one in after["figures"]}
    old, new = (
        {one["indicator"]: one for one in found["definitions"]} for found in (before, after)
    )
    for one in before["figures"]:
        now = later.get(_name(one))
        if one["by"] != "webinar" or one["key"] not in begun or now == one:
            continue
        number = one["indicator"]
        yield FigureChange(
            number,
            NAMES[old[number]["name"]],
            line_of(one, old[number], titles),
            line_of(now, new[number], titles) if now and number in new else None,
            number not in new or new[number]["version"] != old[number]["version"],
        )


def _name(figure: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(figure[part] for part in ("indicator", "by", "key", "measure"))
