"""The unit of work: all of a change, or none of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import Connection, Engine

from webinars.database import Db

Bind = Engine | Connection


def open_db(bind: Bind, *, writing: bool) -> Db:
    """Return a `Db` on `bind`. Its transaction begins at the first query.

    A writing transaction takes SQLite's write lock at once, so that what it
    reads cannot change under it. PostgreSQL locks row by row; there a transaction
    that is not for writing is refused every change.
    """
    return Db(
        _engine(bind, writing) if isinstance(bind, Engine) else bind,
        expire_on_commit=False,
        join_transaction_mode="create_savepoint",  # so that a test can undo it all
    )


@lru_cache
def _engine(engine: Engine, writing: bool) -> Engine:  # noqa: FBT001  (a key of the memory)
    """Return the engine with that option; SQLAlchemy takes its time to make one."""
    return engine.execution_options(writing=writing, postgresql_readonly=not writing)


@contextmanager
def unit_of_work(bind: Bind) -> Iterator[Db]:
    """Commit what the block did, or nothing if it raises.

    For commands and jobs. A request has its own, in `webinars.web.requests`.
    """
    with open_db(bind, writing=True) as db, db.begin():
        yield db


@contextmanager
def reading(bind: Bind) -> Iterator[Db]:
    """Read in one transaction of its own, which is undone whatever the block did."""
    with open_db(bind, writing=False) as db:
        yield db
