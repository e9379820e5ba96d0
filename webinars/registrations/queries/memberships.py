"""Which States are members on the day of a webinar: asked whenever somebody comes for one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from webinars.database import Db
from webinars.database.asking import Question, ask_all
from webinars.programme.models import Sitting
from webinars.states.models import Kind, State, StateFact
from webinars.states.queries import FACT
from webinars.states.rules import Fact, in_force


def first_instant_of(webinar_id: ColumnElement[int]) -> ScalarSelect[Any]:
    """Select when the webinar's first sitting begins, as `programme.rules.first_instant` says."""
    own = aliased(Sitting)
    standing = func.min(own.starts_at).filter(own.cancelled_at.is_(None))
    whichever = func.coalesce(standing, func.min(own.starts_at))
    return select(whichever).where(own.webinar_id == webinar_id).scalar_subquery()


def _memberships() -> Question:
    said = and_(StateFact.state_id == State.id, StateFact.kind == Kind.MEMBERSHIP)
    return (
        select(State.code, first_instant_of(bindparam("webinar_id")), *FACT)
        .outerjoin_from(State, StateFact, said)
        .where(State.code.in_(bindparam("codes", expanding=True)))
    )


_MEMBERSHIPS = _memberships()


def memberships(db: Db, *, codes: Collection[str], webinar_id: int) -> dict[str, bool]:
    """Return of each of these States whether it is a member on the day of the webinar.

    By everything recorded so far, in one query. A code that is no State's is left out.
    """
    if not codes:
        return {}
    rows = ask_all(db, _MEMBERSHIPS, codes=sorted(set(codes)), webinar_id=webinar_id)
    found = {row[0]: False for row in rows}
    facts = [Fact(*row[2:]) for row in rows if row[2] is not None]
    for held in in_force(facts, on=rows[0][1].date()).values() if facts else ():
        found[held.state] = held.value == "1"
    return found
