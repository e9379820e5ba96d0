"""Inserting past the unit of work, on the few paths that many take at the same time.

The unit of work sorts, batches and watches its objects, and SQLAlchemy composes
each statement anew; for a row that is only written, and at once, that costs
several times the insert itself. The lock on SQLite is held meanwhile, so it is
worth leaving out where the budgets count. The statement of a kind of row is
composed once, and later rows give it their values.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Dialect, Table, insert, inspect
from sqlalchemy.orm import make_transient_to_detached

from webinars.database import Db
from webinars.database.model import Model

M = TypeVar("M", bound=Model)
Convert = Callable[[Any], Any]

SHAPES = 200
"""Statements that are remembered: one for each kind of row and choice of columns."""


def insert_row(db: Db, row: M) -> M:
    """Insert `row`, which `db` does not know yet, and give it its key.

    Only columns are written: references are set by their ids. What the row did
    not say has its default, which is read when somebody asks for it.
    """
    line = db.connection()
    said = row.__dict__
    names = tuple(name for name in _columns(type(row)) if name in said)
    shape = _shape(type(row), names, line.dialect)
    written = line.exec_driver_sql(shape.words, shape.values(said))
    if shape.numbered:
        setattr(row, shape.keys[0], written.lastrowid)
    elif shape.keys:
        for name, value in zip(shape.keys, written.one(), strict=True):
            setattr(row, name, value)
    return row


@contextmanager
def undoable(db: Db) -> Iterator[None]:
    """Undo what the block inserted past the unit of work, and no more, if it raises.

    As `db.begin_nested()`, which also takes down what it knows of every object.
    """
    db.flush()
    with db.connection().begin_nested():
        yield


def know(db: Db, *rows: Model) -> None:
    """Let `db` know inserted rows, with what they refer to among them, as if it had read them."""
    for row in rows:
        make_transient_to_detached(row)
    db.add_all(rows)


@dataclass(frozen=True)
class _Shape:
    """How a kind of row is inserted where these of its columns are said."""

    words: str
    asked: tuple[tuple[str, str | None, Any, Convert | None], ...]
    """For each value, in the statement's order: its name there, the row's name for it,
    what stands there otherwise (a value, or a function that makes one), its way into the driver."""
    named: bool
    keys: tuple[str, ...]
    """What the database gives the row."""
    numbered: bool
    """Whether the driver knows the key by itself: SQLite's, which need not be read as a result."""

    def values(self, said: dict[str, Any]) -> Any:  # noqa: ANN401  (the driver's own form)
        given = {}
        for name, own, otherwise, convert in self.asked:
            value = said[own] if own else otherwise(None) if callable(otherwise) else otherwise
            given[name] = convert(value) if convert else value
        return given if self.named else tuple(given.values())


@lru_cache
def _columns(kind: type[Model]) -> dict[str, Column[Any]]:
    """Return the columns of a kind of row by the row's name for them."""
    return {
        attribute.key: cast("Column[Any]", attribute.columns[0])
        for attribute in inspect(kind).column_attrs
    }


@lru_cache(SHAPES)
def _shape(kind: type[Model], names: tuple[str, ...], dialect: Dialect) -> _Shape:
    columns = _columns(kind)
    table = cast("Table", inspect(kind).local_table)
    said = {columns[name].key: name for name in names}
    defaults = {
        column.key: column.default.arg  # type: ignore[attr-defined]  # a value or a function
        for column in table.columns
        if column.key not in said and column.default is not None
    }
    keys = [name for name, column in columns.items() if column.primary_key and name not in names]
    statement, numbered = insert(table), dialect.name == "sqlite" and len(keys) == 1
    if keys and not numbered:
        statement = statement.returning(*(columns[name] for name in keys))
    composed = statement.compile(dialect=dialect, column_keys=[*said, *defaults])
    order = composed.positiontup if composed.positional else list(composed.binds)
    asked = tuple(
        (key, said.get(key), defaults.get(key), _way_in(table.columns[key], dialect))
        for key in order or ()
    )
    return _Shape(str(composed), asked, not composed.positional, tuple(keys), numbered)


def _way_in(column: Column[Any], dialect: Dialect) -> Convert | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def insert_columns(db: Db, kind: type[Model], /, **columns: Iterable[Any]) -> None:
    """Insert many rows of `kind` at once, given as columns of one length, by the rows' names.

    For tens of thousands of rows, which are read by nobody now: they get no object,
    no default and no key that one would be told. A value that comes again is made
    ready for the driver once.
    """
    line, table = db.connection(), cast("Table", inspect(kind).local_table)
    own = [_columns(kind)[name] for name in columns]
    ways = [_way_in(column, line.dialect) for column in own]
    values = (
        map(cache(way), one) if way else one
        for way, one in zip(ways, columns.values(), strict=True)
    )
    rows = zip(*values, strict=True)
    preparer = line.dialect.identifier_preparer
    where = f"{preparer.format_table(table)} ({', '.join(map(preparer.format_column, own))})"
    cursor = line.connection.cursor()
    if line.dialect.name == "postgresql":
        with cursor.copy(f"COPY {where} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(own))
        words = f"INSERT INTO {where} VALUES ({marks})"  # noqa: S608  (names of our own columns)
        cursor.executemany(words, cast("Any", rows))
    cursor.close()
