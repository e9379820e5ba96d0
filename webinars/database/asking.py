"""Asking past the unit of work, on the few paths that many take at the same time.

The answers are plain values, or objects of no session: the session keeps account of
each object that it gives, which takes longer than the question.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Row, Select
from sqlalchemy.orm import make_transient_to_detached

from webinars.database import Db
from webinars.database.composing import columns_of, table_of
from webinars.database.model import Model

M = TypeVar("M", bound=Model)
Question = Select[*tuple[Any, ...]]
"""Of columns, with named parameters; composed at import."""


def ask(db: Db, question: Question, **values: object) -> Row[*tuple[Any, ...]] | None:
    """Return the first row of the answer."""
    db.flush()  # what was changed is asked for as it is
    return db.connection().execute(question, values).first()


def ask_all(db: Db, question: Question, **values: object) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return all rows of the answer."""
    db.flush()
    return db.connection().execute(question, values).all()


def of_no_session(kind: type[M], values: Iterator[Any]) -> M | None:
    """Return the object of the next values, one for each column of its table; None: no such row.

    For reading alone: it belongs to no session and knows of no other rows.
    """
    own = {name: next(values) for name in _names(kind)}
    if all(value is None for value in own.values()):
        return None
    made = kind(**own)
    make_transient_to_detached(made)
    return made


@lru_cache
def _names(kind: type[Model]) -> list[str]:
    """Return the object's names of its columns, in the order of the table."""
    names = {column.key: name for name, column in columns_of(kind).items()}
    return [names[column.key] for column in table_of(kind).columns]
