"""Inserting past the unit of work, on the few paths that many take at the same time.

The unit of work sorts, batches and watches its objects, and SQLAlchemy composes
each statement anew; for a row that is only written, and at once, that costs
several times the insert itself. Here a row is its kind and what it says. The
statement of a kind of row is composed once, and later rows give it their values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.database.composing import (
    Shape,
    chain_of,
    columns_of,
    own_key,
    shape_of,
    table_of,
    way_in,
)
from webinars.database.model import Model

Run = Callable[[Connection, str, Mapping[str, Any]], Sequence[Any] | None]
"""Runs the statement of a chain and returns the keys; None: a constraint refused it."""


class Row:
    """A row to be written. Where a value is another row, the key of that one is meant.

    Columns are called as in the model. What is not said has its default.
    """

    __slots__ = ("_key", "kind", "said")

    def __init__(self, kind: type[Model], /, **said: Any) -> None:  # noqa: ANN401  (any column)
        self.kind, self.said = kind, said
        self._key: int | None = None

    @property
    def key(self) -> int:
        """What the database called it, once it is written."""
        if self._key is None:
            raise ValueError(f"{self.kind.__name__} is not written, or has no key of its own")
        return self._key

    @key.setter
    def key(self, given: int) -> None:
        self._key = given

    @property
    def known(self) -> dict[str, Any]:
        """What it says, with the keys of other rows in their places."""
        return {
            name: value.key if type(value) is Row else value for name, value in self.said.items()
        }


def write(db: Db, *rows: Row) -> None:
    """Insert `rows` in this order, and give each its key. One refers only to those before it.

    On SQLite a statement each, which costs nothing more than its insert; on
    PostgreSQL one for all of them, as each would be a way to the server and back.
    Neighbours of one kind are one statement on both, and get no keys.
    """
    if not rows:
        return
    db.flush()  # what they refer to stands before them
    line = db.connection()
    if line.dialect.name == "sqlite":
        for (kind, names), alike in groupby(rows, key=lambda row: (row.kind, tuple(row.said))):
            _write_alike(line, shape_of(kind, names, line.dialect), list(alike))
    else:
        _write_at_once(line, rows, run=_keys_of)


def write_if_able(db: Db, *rows: Row) -> bool:
    """Insert as `write` does; where a constraint refuses, insert nothing and return False.

    On PostgreSQL with one way to the server, as by `write` alone.
    """
    db.flush()
    line = db.connection()
    if line.dialect.name == "postgresql":
        from webinars.database.postgresql import insert_if_able  # noqa: PLC0415  (needs its driver)

        return _write_at_once(line, rows, run=insert_if_able)
    try:
        with undoable(db):
            write(db, *rows)
    except IntegrityError:
        return False
    return True


def write_alike(db: Db, many: Sequence[Sequence[Row]]) -> None:
    """Insert sequences of rows that are of the same kinds in the same places.

    For thousands of them: on PostgreSQL a statement for each place and batch. Each row
    gets its key, as by `write`.
    """
    db.flush()
    line = db.connection()
    for alike in zip(*many, strict=True):
        if line.dialect.name == "sqlite":
            shape = shape_of(alike[0].kind, tuple(alike[0].said), line.dialect)
            for row in alike:
                _write_alike(line, shape, [row])
        else:
            _write_batch(line, alike)


@contextmanager
def undoable(db: Db) -> Iterator[None]:
    """Undo what the block inserted past the unit of work, and no more, if it raises.

    As `db.begin_nested()`, which also takes down what it knows of every object.
    """
    db.flush()
    line = db.connection()
    line.exec_driver_sql("SAVEPOINT undoable")  # of those of one name, the last is meant
    try:
        yield
        db.flush()
    except BaseException:
        if db.is_active:  # else a flush failed, and took the transaction with it
            line.exec_driver_sql("ROLLBACK TO SAVEPOINT undoable")
            line.exec_driver_sql("RELEASE SAVEPOINT undoable")
        raise
    line.exec_driver_sql("RELEASE SAVEPOINT undoable")


def _write_alike(line: Connection, shape: Shape, rows: Sequence[Row]) -> None:
    values = [tuple(shape.values(row.known)) for row in rows]
    if len(rows) > 1:
        line.exec_driver_sql(shape.words, values)
        return
    written = line.exec_driver_sql(shape.words, values[0])
    if shape.keyed:
        rows[0].key = written.lastrowid


def _write_at_once(line: Connection, rows: Sequence[Row], *, run: Run) -> bool:
    """Insert with one statement, each row as a part of it, which later parts ask for its key."""
    place = {id(row): number for number, row in enumerate(rows)}
    forms = tuple(
        (row.kind, tuple((name, place.get(id(value))) for name, value in row.said.items()))
        for row in rows
    )
    chain = chain_of(forms, line.dialect)
    given = chain.given([_without(row, place) for row in rows])
    keys = run(line, chain.words, given)
    for row, part, key in zip(rows, chain.parts, keys or (), strict=keys is not None):
        if part.keyed:
            row.key = key
    return keys is not None


def _keys_of(line: Connection, words: str, given: Mapping[str, Any]) -> Sequence[Any]:
    return line.exec_driver_sql(words, dict(given)).one()


def _without(row: Row, place: dict[int, int]) -> dict[str, Any]:
    """Return what a row says of itself alone, not by those that are written with it."""
    return {
        name: value.key if type(value) is Row else value
        for name, value in row.said.items()
        if id(value) not in place
    }


def _write_batch(line: Connection, alike: Sequence[Row]) -> None:
    kind, columns = alike[0].kind, columns_of(alike[0].kind)
    values = [{columns[name].key: one for name, one in row.known.items()} for row in alike]
    key = own_key(kind)
    if key is None:
        line.execute(insert(kind), values)
        return
    written = insert(kind).returning(key, sort_by_parameter_order=True)
    for row, own in zip(alike, line.execute(written, values).scalars(), strict=True):
        row.key = own


def insert_columns(db: Db, kind: type[Model], /, **columns: Iterable[Any]) -> None:
    """Insert many rows of `kind` at once, given as columns of one length, by the rows' names.

    For tens of thousands of rows, which are read by nobody now: they get no object,
    no default and no key that one would be told. A value that comes again is made
    ready for the driver once.
    """
    line, table = db.connection(), table_of(kind)
    own = [columns_of(kind)[name] for name in columns]
    ways = [way_in(column, line.dialect) for column in own]
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
