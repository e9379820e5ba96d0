"""What a connection to PostgreSQL is made to do, and what it is spared.

A statement that comes again is prepared on its connection: parsed and planned once. The
driver forgets all that at each ROLLBACK, since what was made in the transaction might
have been what a statement speaks of. A transaction that reads alone makes nothing: it
begins as READ ONLY, so that the server itself refuses a change, and it ends by COMMIT.
"""

import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

from psycopg import Connection, IntegrityError
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection as Line
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

RESTED = 2.0
"""Seconds without use after which a connection is asked whether it still lives."""

USED = "used"
"""Under which it is noted when a connection was given back, in its pool entry's `info`."""


def prepare(engine: Engine) -> None:
    """Listen to the connections of `engine`, which is one to PostgreSQL."""
    event.listen(engine, "connect", _set)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_refuse_dead, engine.dialect))
    engine.dialect.do_rollback = _undo  # type: ignore[assignment, method-assign]  # has no event


def _set(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401  (the driver's own)
    cursor = connection.cursor()
    cursor.execute("SET synchronous_commit = on")
    cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()
    cursor.close()


def _note_use(_connection: object, entry: ConnectionPoolEntry) -> None:
    entry.info[USED] = time.monotonic()


def _refuse_dead(
    dialect: Dialect,
    connection: Any,  # noqa: ANN401  (the driver's own)
    entry: ConnectionPoolEntry,
    _proxy: object,
) -> None:
    """Refuse a connection that the server has closed; the pool then makes another."""
    if time.monotonic() - entry.info.get(USED, 0.0) < RESTED:
        return
    try:
        dialect.do_ping(connection)
    except cast("Any", dialect.loaded_dbapi).Error as fault:
        raise DisconnectionError from fault


def _undo(connection: Any) -> None:  # noqa: ANN401  (the driver's own, or the pool's around it)
    """End a transaction without keeping what it did; one that could do nothing, by COMMIT."""
    driver: Connection = getattr(connection, "dbapi_connection", connection)
    begun = driver.info.transaction_status is TransactionStatus.INTRANS
    if driver.read_only and begun:
        driver.commit()
    else:
        driver.rollback()


def insert_if_able(line: Line, words: str, values: Mapping[str, Any]) -> Sequence[Any] | None:
    """Run a statement that inserts, return its row, and let nothing of it stand if it is refused.

    Its savepoint is set and let go on the same way to the server.

    Returns:
        None: a constraint refused it; the transaction is as it was before.
    """
    driver = cast("Connection", line.connection.dbapi_connection)
    for hear in line.dispatch.before_cursor_execute:  # as of every other statement
        hear(line, None, words, values, None, False)  # noqa: FBT003  (its form)
    try:
        with driver.pipeline():
            driver.execute("SAVEPOINT able")
            written = driver.execute(cast("Any", words), values)
            driver.execute("RELEASE SAVEPOINT able")
            return written.fetchone()
    except IntegrityError:
        driver.execute("ROLLBACK TO SAVEPOINT able")
        driver.execute("RELEASE SAVEPOINT able")
        return None
