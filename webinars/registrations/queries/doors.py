"""The sitting for which somebody registers, as its row says at this moment.

While many register for one sitting its row hardly changes; making objects of it
anew for each of them would take longer than all that is written of them. It is
read each time, and objects are made only where it reads differently.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm.attributes import set_committed_value

from webinars.database import Db
from webinars.database.asking import Question, ask, of_no_session
from webinars.database.composing import table_of
from webinars.programme.models import Promise, PromisedPart, Sitting, Webinar
from webinars.registrations.queries.memberships import first_instant_of
from webinars.states.models import StateFact

REMEMBERED = 100
"""Sittings, each as one state of its row."""


@dataclass(frozen=True)
class Door:
    """The sitting with its webinar, and by what it is known which States are members there."""

    sitting: Sitting
    day: date
    """Of the webinar's first instant, in UTC."""
    facts: int
    """The newest fact about any State: while it is the same, so is what they are."""


def _door() -> Question:
    newest = select(func.max(StateFact.id)).scalar_subquery()
    first = first_instant_of(table_of(Webinar).c.id)
    both = select(table_of(Sitting), table_of(Webinar), first, newest)
    joined = both.join_from(Sitting, Webinar, Webinar.id == Sitting.webinar_id)
    return joined.where(Sitting.public_id == bindparam("public_id"))


_DOOR = _door()
_HELD_DOOR = _DOOR.where(Sitting.capacity.is_not(None)).with_for_update(of=Sitting, key_share=True)
_limited: set[str] = set()
"""Public ids of sittings that had a limit when last seen: those are held at the first question."""

_INTERPRETED = select(Promise.id).where(
    Promise.webinar_id == bindparam("webinar_id"),
    Promise.language == bindparam("language"),
    Promise.part == PromisedPart.INTERPRETATION,
    Promise.withdrawn_at.is_(None),
)


def sitting_at_door(db: Db, *, public_id: str) -> Door | None:
    """Return the sitting with its webinar, held where its places are few.

    It belongs to no session: it is for reading, and knows of no other rows. Who
    decides about a place holds it until the end of the transaction, as by `hold`.
    """
    if db.get_bind().dialect.name == "sqlite":
        return _at_door(db, _DOOR, public_id)
    held = _at_door(db, _HELD_DOOR, public_id) if public_id in _limited else None
    door = held or _at_door(db, _DOOR, public_id)
    if held or door is None or door.sitting.capacity is None:
        return door
    _limited.add(public_id)
    return _at_door(db, _HELD_DOOR, public_id) or _at_door(db, _DOOR, public_id)


def _at_door(db: Db, door: Question, public_id: str) -> Door | None:
    row = ask(db, door, public_id=public_id)
    return None if row is None else _made(row)


def is_interpreted(db: Db, *, webinar: Webinar, language: str) -> bool:
    """Say whether the webinar is interpreted into the language, by its code."""
    return ask(db, _INTERPRETED, webinar_id=webinar.id, language=language) is not None


@lru_cache(REMEMBERED)
def _made(row: Row[*tuple[Any, ...]]) -> Door:
    *columns, first, facts = row
    values = iter(columns)
    sitting, webinar = of_no_session(Sitting, values), of_no_session(Webinar, values)
    if sitting is None:
        raise LookupError("the row of a sitting is no sitting")
    set_committed_value(sitting, "webinar", webinar)
    return Door(sitting, first.date(), facts or 0)
