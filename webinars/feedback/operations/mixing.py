"""Writing answers anew, so that where their rows stand tells nothing of when they came."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select

from webinars.database import Db
from webinars.feedback.models import Answer, Response, Spent

MIXED_AT_ONCE = 1_000
"""Rows that are held in memory while they are written anew."""


def mix(db: Db, *, since: date) -> int:
    """Write the responses of `since` and later anew, in the order of their keys; say how many.

    Nothing in them changes. But a database keeps where a row was put, and PostgreSQL by which
    transaction: both tell which answer came first, and which spent mark came with which answer.
    After this all of them came at once, and stand as their random keys do.
    """
    lately = db.scalars(select(Response.key).where(Response.day >= since).order_by(Response.key))
    keys = lately.all()
    for some in _portions(keys):
        answers = _taken_out(db, _table(Answer), "response_key", some)
        db.execute(insert(_table(Response)), _taken_out(db, _table(Response), "key", some))
        if answers:
            db.execute(insert(_table(Answer)), answers)
    for some in _portions(
        db.scalars(select(Spent.mark).order_by(Spent.mark)).all() if keys else []
    ):
        db.execute(insert(_table(Spent)), _taken_out(db, _table(Spent), "mark", some))
    return len(keys)


def _portions(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + MIXED_AT_ONCE] for at in range(0, len(keys), MIXED_AT_ONCE))


def _table(model: type[Answer] | type[Response] | type[Spent]) -> Table:
    return cast("Table", model.__table__)


def _taken_out(db: Db, table: Table, column: str, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Delete the rows of `keys` and return what they held, in the order of the primary key."""
    gone = db.execute(delete(table).where(table.c[column].in_(keys)).returning(*table.c))
    rows = [dict(row) for row in gone.mappings()]
    return sorted(rows, key=lambda row: [row[part.name] for part in table.primary_key])
