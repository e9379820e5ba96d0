"""Inserts composed once: what stands in the statement, and how values go into it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Column, Dialect, Table, bindparam, insert, inspect, literal_column

from webinars.database.model import Model

Convert = Callable[[Any], Any]

SHAPES = 200
"""Statements that are remembered: one for each kind of row and choice of columns."""


@dataclass(frozen=True)
class Shape:
    """How a kind of row is inserted where these of its columns are said."""

    words: str
    columns: tuple[Column[Any], ...]
    """Those that get a value, in the order of `values`."""
    asked: tuple[tuple[str | None, Any, Convert | None], ...]
    """For each: the row's name for it, what stands there otherwise (a value, or a function
    that makes one), its way into the driver."""
    keyed: bool
    """Whether the database gives it a key."""

    def values(self, said: dict[str, Any]) -> list[Any]:
        """Return the values in the form of the driver."""
        given = []
        for own, otherwise, convert in self.asked:
            value = said[own] if own else otherwise(None) if callable(otherwise) else otherwise
            given.append(convert(value) if convert else value)
        return given


@dataclass(frozen=True)
class Chain:
    """One statement that inserts several rows and returns the key of each."""

    words: str
    parts: tuple[Shape, ...]

    def given(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the values of rows, by their names in the statement."""
        return {
            _name(number, column): value
            for number, (part, said) in enumerate(zip(self.parts, rows, strict=True))
            for column, value in zip(part.columns, part.values(said), strict=True)
        }


Form = tuple[type[Model], tuple[tuple[str, int | None], ...]]
"""A kind of row, the columns it says, and of which other row each is the key."""


@lru_cache(SHAPES)
def chain_of(forms: tuple[Form, ...], dialect: Dialect) -> Chain:
    """Compose the statement that inserts rows of these forms."""
    keys = [own_key(kind) for kind, _names in forms]
    parts = [_shape_in(form, dialect) for form in forms]
    words = [
        f"{_part(number)} AS ({_words_in(number, form, part, keys, dialect)})"
        for number, (form, part) in enumerate(zip(forms, parts, strict=True))
    ]
    asked = ["0" if key is None else _key_of(number, key) for number, key in enumerate(keys)]
    return Chain(f"WITH {', '.join(words)} SELECT {', '.join(asked)}", tuple(parts))


def _shape_in(form: Form, dialect: Dialect) -> Shape:
    kind, names = form
    refers = tuple(columns_of(kind)[name].key for name, other in names if other is not None)
    return shape_of(kind, tuple(name for name, other in names if other is None), dialect, refers)


def _words_in(
    number: int, form: Form, part: Shape, keys: list[Column[Any] | None], dialect: Dialect
) -> str:
    """Return one insert of the chain; where a key of another row is meant, that part is asked."""
    kind, names = form
    values: dict[str, Any] = {
        column.key: bindparam(_name(number, column), type_=column.type) for column in part.columns
    }
    for name, other in names:
        key = None if other is None else keys[other]
        if key is not None and other is not None:
            values[columns_of(kind)[name].key] = literal_column(_key_of(other, key))
    written = insert(table_of(kind)).values(values)
    own = keys[number]
    return str((written if own is None else written.returning(own)).compile(dialect=dialect))


def _part(number: int) -> str:
    return f"part{number}"


def _name(number: int, column: Column[Any]) -> str:
    return f"{_part(number)}_{column.key}"


def _key_of(number: int, key: Column[Any]) -> str:
    return f"(SELECT {key.name} FROM {_part(number)})"  # noqa: S608  (names of our own columns)


@lru_cache(SHAPES)
def shape_of(
    kind: type[Model], names: tuple[str, ...], dialect: Dialect, elsewhere: tuple[str, ...] = ()
) -> Shape:
    """Compose the insert of a kind of row; the columns `elsewhere` get their values there."""
    table, columns, key = table_of(kind), columns_of(kind), own_key(kind)
    said = {columns[name].key: name for name in names}
    defaults = {
        column.key: column.default.arg  # type: ignore[attr-defined]  # a value or a function
        for column in table.columns
        if column.key not in said and column.key not in elsewhere and column.default is not None
    }
    named = [*said, *defaults, *elsewhere]
    composed = insert(table).compile(dialect=dialect, column_keys=named)
    order = composed.positiontup if composed.positional else list(composed.binds)
    own = tuple(table.columns[name] for name in order or () if name not in elsewhere)
    asked = tuple((said.get(one.key), defaults.get(one.key), way_in(one, dialect)) for one in own)
    return Shape(str(composed), own, asked, key is not None and key.key not in said)


def table_of(kind: type[Model]) -> Table:
    return cast("Table", inspect(kind).local_table)


@lru_cache
def columns_of(kind: type[Model]) -> dict[str, Column[Any]]:
    """Return the columns of a kind of row by the row's name for them."""
    return {
        attribute.key: cast("Column[Any]", attribute.columns[0])
        for attribute in inspect(kind).column_attrs
    }


@lru_cache
def own_key(kind: type[Model]) -> Column[Any] | None:
    """Return the column in which the database gives a kind of row its key, if it does."""
    return cast("Column[Any] | None", table_of(kind).autoincrement_column)


def way_in(column: Column[Any], dialect: Dialect) -> Convert | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)
