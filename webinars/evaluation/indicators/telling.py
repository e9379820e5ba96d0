"""The figures of a snapshot as one object an indicator: value, parts, interval, breakdowns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webinars.evaluation.rules.suppression.populations import tells_of_few

CELL = ("value", "n", "d", "low", "high")


def told(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every indicator in the order of its number.

    Args:
        found: a snapshot's `indicators.json`.
    """
    return [
        _indicator(one, [f for f in found["figures"] if f["indicator"] == one["indicator"]])
        for one in found["definitions"]
    ]


def _indicator(definition: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    main = definition["measures"][0]
    classes: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        classes.setdefault((row["by"], row["key"]), []).append(row)
    whole = _cell(classes.pop(("", ""), []), main)
    by: dict[str, dict[str, Any]] = {}
    for (breakdown, key), measured in classes.items():
        by.setdefault(breakdown, {})[key] = _cell(measured, main)
    head = {key: definition[key] for key in ("indicator", "name", "version", "unit")}
    return {**head, "measure": main, **whole, "by": by}


def _cell(rows: Iterable[Mapping[str, Any]], main: str) -> dict[str, Any]:
    """Return one class: its main measure, and the others under `measures`."""
    measured = {row["measure"]: _values(row) for row in rows}
    chosen = measured.pop(main, None)
    if chosen is None:
        chosen = measured.popitem()[1] if measured else _values({})
    return {**chosen, "measures": measured} if measured else chosen


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a figure, and whether it is too small to be published."""
    cell = {name: row.get(name) for name in CELL}
    is_small = bool(row) and tells_of_few(row["indicator"], row["measure"], cell["n"], cell["d"])
    return {**cell, "suppressed": is_small}
