"""Whose turn it is to write, where the database has one writer: SQLite.

Left to itself SQLite makes who finds the lock taken sleep, longer each time, up to a
tenth of a second. With eight threads in two processes the lock then lies idle while
most of them sleep. Here the threads of a process stand in line for a lock of Python's,
which wakes the next at once, and only the first of each line asks SQLite, often.
"""

import sqlite3
import threading
import time
from dataclasses import dataclass, field

from sqlalchemy.exc import OperationalError

BEGIN = "BEGIN IMMEDIATE"

PATIENCE = 20.0
"""Seconds after which who waits is refused, as by SQLite itself."""

PAUSE = 0.0004
LONGEST_PAUSE = 0.002
"""Seconds between two questions to SQLite: a short change takes a few of these. Each is half as
long again as the one before, since a processor that only asks is wanted by who writes."""

BUSY_MILLISECONDS = 20_000
"""How long a reader waits, in the rare moments in which SQLite lets nobody read."""


@dataclass
class Turns:
    """The line of one process. A turn is taken in one thread, and may be given back in another."""

    line: threading.Lock = field(default_factory=threading.Lock)

    def take(self, connection: sqlite3.Connection) -> bool:
        """Begin to write; return whether a turn must be given back at the end.

        It need not where the line did not move: then somebody in this process
        waits for itself, and SQLite refuses.

        Raises:
            OperationalError: another process wrote for as long as we have patience.
        """
        deadline = time.monotonic() + PATIENCE
        ours = self.line.acquire(timeout=PATIENCE)
        try:
            _begin(connection, deadline)
        except BaseException:
            if ours:
                self.line.release()
            raise
        return ours

    def give_back(self) -> None:
        self.line.release()


def _begin(connection: sqlite3.Connection, deadline: float) -> None:
    connection.execute("PRAGMA busy_timeout = 0")
    pause = PAUSE
    try:
        while not _began(connection, last=time.monotonic() > deadline):
            time.sleep(pause)
            pause = min(1.5 * pause, LONGEST_PAUSE)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def _began(connection: sqlite3.Connection, *, last: bool) -> bool:
    try:
        connection.execute(BEGIN)
    except sqlite3.OperationalError as refusal:
        if last or refusal.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise OperationalError(BEGIN, None, refusal) from refusal
        return False
    return True
