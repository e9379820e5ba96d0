"""Inserting past the unit of work, on the few paths that many take at the same time.

The unit of work sorts, batches and watches its objects; for a row that is only
written, and at once, that costs several times the insert itself. The lock on
SQLite is held meanwhile, so it is worth leaving out where the budgets count.
"""

from typing import TypeVar, cast

from sqlalchemy import Table, insert, inspect
from sqlalchemy.orm import make_transient_to_detached

from webinars.database import Db
from webinars.database.model import Model

M = TypeVar("M", bound=Model)


def insert_row(db: Db, row: M) -> M:
    """Insert `row`, which `db` does not know yet, and give it its key.

    Only columns are written: references are set by their ids. What the row did
    not say has its default, which is read when somebody asks for it.
    """
    mapper = inspect(type(row))
    table = cast("Table", mapper.local_table)
    said = row.__dict__
    values = {
        attribute.columns[0].key: said[attribute.key]
        for attribute in mapper.column_attrs
        if attribute.key in said
    }
    written = db.connection().execute(insert(table), values)
    for column, value in zip(mapper.primary_key, written.inserted_primary_key or (), strict=True):
        setattr(row, mapper.get_property_by_column(column).key, value)
    return row


def know(db: Db, *rows: Model) -> None:
    """Let `db` know inserted rows, with what they refer to among them, as if it had read them."""
    for row in rows:
        make_transient_to_detached(row)
    db.add_all(rows)
