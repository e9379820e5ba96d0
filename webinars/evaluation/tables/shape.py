"""What a table of a snapshot is: its columns with type, unit and meaning, and where its rows lie.

Types are DuckDB's. An empty cell means: not known, or does not apply. Instants are UTC, in
ISO 8601. Persons are pseudonyms under one sealed key.
"""

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from webinars.database import Db
from webinars.kernel.tokens import Keyring

Row = Sequence[Any]
Reader = Callable[[Db, Keyring], Iterator[Row]]


class Kind(enum.Enum):
    """What the cells of a column are, as DuckDB calls it."""

    KEY = "UUID"
    """A pseudonym: 128 bits, in hexadecimal."""
    CODE = "VARCHAR"
    """A word of a closed set, or a public id: never what a spreadsheet takes for a formula."""
    TEXT = "VARCHAR "
    """Words of somebody: neutralised."""
    INSTANT = "TIMESTAMP"
    DAY = "DATE"
    FLAG = "BOOLEAN"
    COUNT = "BIGINT"
    MONEY = "DECIMAL(12,2)"
    NUMBER = "DOUBLE"


KEY, CODE, TEXT = Kind.KEY, Kind.CODE, Kind.TEXT
INSTANT, DAY, FLAG = Kind.INSTANT, Kind.DAY, Kind.FLAG
COUNT, MONEY, NUMBER = Kind.COUNT, Kind.MONEY, Kind.NUMBER


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind
    meaning: str
    unit: str = ""

    @property
    def type(self) -> str:
        """Type of the column in DuckDB."""
        return self.kind.value.strip()


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


PERSON = Column("person", KEY, "Pseudonym of a person, the same in every table and snapshot")
SERIES = Column("series", CODE, "Public id of the series")
WEBINAR = Column("webinar", CODE, "Public id of the webinar")
SITTING = Column("sitting", CODE, "Public id of the sitting")
GROUP = Column("regional_group", CODE, "Key of the regional group")
STATE = Column("state", CODE, "ISO 3166-1 alpha-3 code of the State")
