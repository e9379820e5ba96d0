"""What is being sent, added up for a moment and then written: a player asks for many parts.

The server learns on the thread that serves everybody how much of a file was
taken, so nothing may wait there. It is added up here and written from a thread
of its own, every other second, in a unit of its own. A database that is busy is
tried again; a process that is killed loses two seconds of counts, and no film.
"""

import atexit
import threading
import time
from collections import defaultdict
from contextlib import suppress
from datetime import date

from sqlalchemy.exc import OperationalError

from webinars.database.unit import Bind, unit_of_work
from webinars.recordings.operations.counting import Sent, Watching, note_views, salt_of

PAUSE = 2.0
"""Seconds between two looks."""


class Tally:
    """The counts of one process."""

    def __init__(self, engine: Bind, *, at_once: bool) -> None:
        self._engine, self._at_once = engine, at_once
        self._sent: defaultdict[Watching, Sent] = defaultdict(Sent)
        self._salt: tuple[date, str] | None = None
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None

    def salt(self, day: date) -> str:
        """Return the salt of `day`, asked of the database once a day.

        Raises:
            OperationalError: the database does not answer now.
        """
        known = self._salt
        if known is None or known[0] != day:
            with unit_of_work(self._engine) as db:
                self._salt = known = (day, salt_of(db, day=day))
        return known[1]

    def add(self, who: Watching, octets: int, *, saved: bool) -> None:
        """Count what was sent. Returns at once, except in tests."""
        with self._lock:
            sent = self._sent[who]
            sent.saved += octets if saved else 0
            sent.played += 0 if saved else octets
            if self._writer is None and not self._at_once:
                self._writer = threading.Thread(target=self._write_on, daemon=True)
                self._writer.start()
                atexit.register(self.write)
        if self._at_once:
            self.write()

    def write(self) -> None:
        """Write what has come together; keep it for the next time where that cannot be done."""
        with self._lock:
            sent, self._sent = self._sent, defaultdict(Sent)
        if not sent:
            return
        try:
            with unit_of_work(self._engine) as db:
                note_views(db, sent=sent)
        except OperationalError:
            with self._lock:
                for who, octets in sent.items():
                    self._sent[who].played += octets.played
                    self._sent[who].saved += octets.saved

    def _write_on(self) -> None:
        while True:
            time.sleep(PAUSE)
            with suppress(Exception):  # a count that cannot be kept ends no other
                self.write()
