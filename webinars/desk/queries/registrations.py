"""Who registered for a webinar: counted by what they declared, and listed page by page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.registrations.models import Category, Registration

PAGE = 50
"""Rows of one page of the list."""


@dataclass(frozen=True)
class Counts:
    """How many stand, by what they declared. A person is counted once."""

    total: int
    by_language: Counter[Language]
    by_category: Counter[Category]
    by_state: Counter[str]
    """By the State's code; observers that are States are in it too."""
    needs: int
    """How many said what would help them to take part."""


def counts_of_registrations(db: Db, *, webinar_id: int) -> Counts:
    """Return the counts of the registrations that stand, in one query."""
    declared = (Registration.language, Registration.category, Registration.state_code)
    needy = func.count().filter(Registration.needs != "")
    rows = db.execute(
        select(*declared, func.count(), needy)
        .where(Registration.webinar_id == webinar_id, Registration.cancelled_at.is_(None))
        .group_by(*declared)
    ).all()
    by_language, by_category = Counter[Language](), Counter[Category]()
    by_state, needs = Counter[str](), 0
    for language, category, state, count, in_need in rows:
        by_language[language] += count
        by_category[category] += count
        needs += in_need
        if state is not None:
            by_state[state] += count
    return Counts(sum(by_language.values()), by_language, by_category, by_state, needs)


def registrations_page(db: Db, *, webinar_id: int, page: int) -> tuple[Sequence[Registration], int]:
    """Return one page of registrations that stand, first come first, and how many there are."""
    theirs = (Registration.webinar_id == webinar_id, Registration.cancelled_at.is_(None))
    total = db.scalar(select(func.count()).select_from(Registration).where(*theirs)) or 0
    rows = (
        select(Registration)
        .where(*theirs)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.address),
            selectinload(Registration.places),
        )
        .order_by(Registration.registered_at, Registration.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return db.scalars(rows).unique().all(), total
