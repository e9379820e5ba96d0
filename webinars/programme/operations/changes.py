"""Setting values on a row, and telling the journal what they were."""

from datetime import date
from typing import Any

from webinars.database.model import Model

Changes = dict[str, list[str | int | None]]
"""Before and after, by the name of what changed."""


def change(row: Model, **values: Any) -> Changes:  # noqa: ANN401  (whatever the columns hold)
    """Give `row` these values; return those that differ from what stood there."""
    differing: Changes = {}
    for name, after in values.items():
        before = getattr(row, name)
        if before != after:
            differing[name] = [plain(before), plain(after)]
            setattr(row, name, after)
    return differing


def plain(value: object) -> str | int | None:
    """Return `value` as JSON can keep it."""
    if value is None or isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
