"""Column types shared by every room."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any

from sqlalchemy import DateTime, Dialect, String, TypeDecorator
from sqlalchemy.orm import mapped_column

from webinars.kernel.ids import LENGTH, new_public_id

Processor = Callable[[Any], datetime | None]

REMEMBERED = 4_096
"""Instants that a column on SQLite remembers."""


class Instant(TypeDecorator[datetime]):
    """An instant in time: aware in Python, UTC in the database.

    SQLite keeps no zone, so UTC is taken off on the way in and put back on the
    way out. A naive datetime is a mistake and is refused.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            reason = f"{value!r} has no time zone"
            raise ValueError(reason)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  (the signature is SQLAlchemy's)
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """Return the way out of the database. SQLite's text is read once where it comes again.

        Rows that are read together are mostly of the same seconds, and a webinar may
        have a hundred thousand.
        """
        way = super().result_processor(dialect, coltype)
        return lru_cache(REMEMBERED)(way) if way and dialect.name == "sqlite" else way


class WallTime(TypeDecorator[datetime]):
    """What a clock in some zone shows: naive in Python and in the database."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  (the signature is SQLAlchemy's)
    ) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            reason = f"{value!r} is an instant, not a wall time"
            raise ValueError(reason)
        return value


PublicId = Annotated[str, mapped_column(String(LENGTH), unique=True, default=new_public_id)]
Announced = Annotated[datetime, mapped_column(WallTime)]
Digest = Annotated[str, mapped_column(String(64))]
"""A SHA-256 in hexadecimal."""
