"""What a table of a snapshot is: its columns with type, unit and meaning, and where its rows lie.

Types are DuckDB's. An empty cell means: not known, or does not apply. Instants are UTC, in
ISO 8601. Persons are pseudonyms under one sealed key.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable

from webinars.database import Db
from webinars.kernel.tokens import Keyring

Row = tuple[Any, ...]
Reader = Callable[[Db, Keyring], Iterator[Row]]

INSTANT, DAY, TEXT = "TIMESTAMP", "DATE", "VARCHAR"
FLAG, COUNT, MONEY = "BOOLEAN", "BIGINT", "DECIMAL(12,2)"

PAGE = 5_000
"""Rows held in memory at once."""


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Shape:
    """A table as its reader knows it."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that name a row."""


@dataclass(frozen=True)
class Table(Shape):
    """A table that is read from the database."""

    rows: Reader
    """Yields the rows in a fixed order, each in the order of the columns."""


PERSON = Column("person", TEXT, "Pseudonym of a person, the same in every table and snapshot")
SERIES = Column("series", TEXT, "Public id of the series")
WEBINAR = Column("webinar", TEXT, "Public id of the webinar")
SITTING = Column("sitting", TEXT, "Public id of the sitting")
GROUP = Column("regional_group", TEXT, "Key of the regional group")
STATE = Column("state", TEXT, "ISO 3166-1 alpha-3 code of the State")


def streamed(db: Db, query: Executable) -> Iterator[Row]:
    """Yield the rows of `query` as they come, a page in memory at a time."""
    with db.execute(query.execution_options(yield_per=PAGE)) as result:
        for page in result.partitions():
            yield from map(tuple, page)
