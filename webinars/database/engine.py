"""Engines for SQLite and PostgreSQL that keep the same promises."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from webinars.database.turns import BUSY_MILLISECONDS, Turns

TURN = "turn"
"""Under which a connection that writes has its turn noted, in its `info`."""


def open_engine(url: str) -> Engine:
    """Return an engine on which foreign keys hold and an acknowledged change is on disk."""
    # a fault is told without names, addresses and answers
    engine = create_engine(url, pool_size=10, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        turns = Turns()
        event.listen(engine, "begin", lambda connection: _begin_sqlite(connection, turns))
        event.listen(engine, "checkin", _give_turn_back)
    else:
        from webinars.database.postgresql import prepare  # noqa: PLC0415  (needs its driver)

        prepare(engine)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin or commit by itself
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is not left in the file
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledged change survives a power cut


def _begin_sqlite(connection: Connection, turns: Turns) -> None:
    if not connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("BEGIN")
    elif turns.take(cast("sqlite3.Connection", connection.connection.dbapi_connection)):
        connection.info[TURN] = turns.give_back


def _give_turn_back(_connection: object, entry: ConnectionPoolEntry) -> None:
    """Let the next write, once this one's work is committed or undone."""
    give_back: Callable[[], None] | None = entry.info.pop(TURN, None)
    if give_back is not None:
        give_back()


def cut_log(bind: Engine | Connection) -> None:
    """Bring SQLite's log home and cut it to nothing: it keeps every page in the order of writing.

    Does nothing on PostgreSQL, nor on a connection that is in a transaction. While somebody reads,
    the log stays until the next time.
    """
    if isinstance(bind, Engine) and bind.dialect.name == "sqlite":
        with closing(bind.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
