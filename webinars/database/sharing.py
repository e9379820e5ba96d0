"""Several works in one transaction, where many wait to write at the same moment.

A commit waits for the disk, and while one is written others wait for their turn.
Those who waited meanwhile go together: the first of them takes the turn, does the
works of all and commits once. Nobody is answered before that commit. Where one work
goes wrong all are undone, and the others done again, each alone.
Whoever comes alone has a transaction of their own, as without all this.
"""

import threading
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Engine

from webinars.database import Db
from webinars.database.unit import open_db

T = TypeVar("T")

MOST = 24
"""Works in one transaction, so that others soon have their turn."""


class Sharing:
    """The works that wait in one process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._waiting: deque[_Work] = deque()
        self._led = False
        """Whether somebody takes a turn just now, and will see to who waits."""

    def do(self, work: Callable[[Db], T], *, key: Hashable) -> T:
        """Do `work` and return what it returns, once that is on disk; raise what it raises.

        Args:
            work: reads and writes by its `Db` alone, in whichever thread; it may be
                among others in a transaction, and is undone alone if it raises.
            key: works of one key go together. What a work locks first is the same
                for all of its key, so that two transactions never wait for each other.
        """
        mine = _Work(work, key)
        with self._lock:
            self._waiting.append(mine)
            leads, self._led = not self._led, True
        if leads or mine.awaited():
            self._lead()
        return cast("T", mine.outcome())

    def _lead(self) -> None:
        """Do the works that wait, among them the leader's own; let the next one lead."""
        done: Sequence[_Work] = ()
        try:
            done = self._do_together()
        finally:
            with self._lock:
                self._led = bool(self._waiting)
                following = self._waiting[0] if self._waiting else None
            if following is not None:
                following.wake(leads=True)
            for one in done:
                one.wake(leads=False)

    def _do_together(self) -> Sequence["_Work"]:
        works: Sequence[_Work] = ()
        try:
            with open_db(self._engine, writing=True) as db, db.begin():
                db.connection()  # who comes while this waits for the turn goes along
                works = self._take()
                _do_all(works, db)
        except _Lost:
            for one in works:
                self._do_alone(one)
        except BaseException as fault:  # noqa: BLE001  (raised where each waits: none was kept)
            works = works or self._take()
            for one in works:
                one.fault = one.fault or fault
        return works

    def _do_alone(self, one: "_Work") -> None:
        """Do again what another's fault has undone."""
        if one.fault is not None:
            return
        try:
            with open_db(self._engine, writing=True) as db, db.begin():
                one.result = one.work(db)
        except Exception as fault:  # noqa: BLE001  (raised where it waits)
            one.fault = fault

    def _take(self) -> Sequence["_Work"]:
        """Return those that go with the first who waits, in the order in which they came."""
        with self._lock:
            first = self._waiting[0].key
            taken = [one for one in self._waiting if one.key == first][:MOST]
            for one in taken:
                self._waiting.remove(one)
        return taken


def _do_all(works: Sequence["_Work"], db: Db) -> None:
    if len(works) == 1:
        works[0].result = works[0].work(db)  # the transaction is its own
        return
    for one in works:
        one.do(db)


class _Lost(Exception):
    """A work went wrong, and what all of them did so far is to be undone."""


class _Work:
    def __init__(self, work: Callable[[Db], Any], key: Hashable) -> None:
        self.work, self.key = work, key
        self.result: Any = None
        self.fault: BaseException | None = None
        self._leads = False
        self._asleep = threading.Lock()
        self._asleep.acquire()

    def awaited(self) -> bool:
        """Wait until the work is done, or until it must lead; return whether it must."""
        self._asleep.acquire()
        return self._leads

    def wake(self, *, leads: bool) -> None:
        self._leads = leads
        self._asleep.release()

    def do(self, db: Db) -> None:
        try:
            self.result = self.work(db)
        except Exception as fault:
            self.fault = fault
            raise _Lost from fault

    def outcome(self) -> object:
        if self.fault is not None:
            raise self.fault
        return self.result
