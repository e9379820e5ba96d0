"""Who registered for a webinar: counted by what they declared, and listed page by page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.text import normal_name
from webinars.people.models import Address
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import (
    Approval,
    Category,
    Place,
    PlaceState,
    Registration,
    Source,
)
from webinars.registrations.queries.extra import to_complete

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


@dataclass(frozen=True)
class Filters:
    """Which registrations are listed. Empty: all that stand."""

    webinar_id: int | None = None
    sitting_id: int | None = None
    codes: frozenset[str] | None = None
    """Of the States; None: whichever, and none."""
    category: Category | None = None
    approval: Approval | None = None
    place: PlaceState | None = None
    """RELEASED: who has no place."""
    language: Language | None = None
    source: Source | None = None
    needs: bool = False
    to_complete: bool = False
    """Only who has not answered further questions that need an answer."""
    late: bool = False
    """Only who registered after the start of their sitting."""
    text: str = ""
    """A part of name, address or organisation."""


def registrations_page(
    db: Db, *, filters: Filters, page: int
) -> tuple[Sequence[Registration], int]:
    """Return one page of registrations that stand, first come first, and how many there are."""
    which = [Registration.cancelled_at.is_(None), *_conditions(filters)]
    total = db.scalar(select(func.count()).select_from(Registration).where(*which)) or 0
    rows = (
        select(Registration)
        .where(*which)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.address),
            joinedload(Registration.webinar).selectinload(Webinar.texts),
            selectinload(Registration.places).joinedload(Place.sitting),
        )
        .order_by(Registration.registered_at, Registration.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return db.scalars(rows).unique().all(), total


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    equal = {
        Registration.webinar_id: filters.webinar_id,
        Registration.category: filters.category,
        Registration.approval: filters.approval,
        Registration.language: filters.language,
        Registration.source: filters.source,
    }
    yield from (column == wanted for column, wanted in equal.items() if wanted is not None)
    if filters.codes is not None:
        yield Registration.state_code.in_(filters.codes)
    if filters.needs:
        yield Registration.needs != ""
    if filters.to_complete:
        yield Registration.id.in_(to_complete(webinar_id=filters.webinar_id))
    yield from _places(filters)
    if filters.text:
        yield _written(filters.text)


def _places(filters: Filters) -> Iterator[ColumnElement[bool]]:
    standing = (Place.registration_id == Registration.id, Place.state != PlaceState.RELEASED)
    if filters.sitting_id is not None:
        yield exists().where(*standing, Place.sitting_id == filters.sitting_id)
    if filters.place is PlaceState.RELEASED:
        yield ~exists().where(*standing)
    elif filters.place is not None:
        yield exists().where(*standing, Place.state == filters.place)
    if filters.late:
        begun = Sitting.starts_at < Registration.registered_at
        yield exists().where(*standing, Sitting.id == Place.sitting_id, begun)


def _written(text: str) -> ColumnElement[bool]:
    """Return that `text` is part of name, address or organisation, whatever the case."""
    theirs = Address.id == Registration.address_id
    said = or_(
        Address.name_normal.contains(normal_name(text), autoescape=True),
        Address.normal.contains(text.casefold(), autoescape=True),
    )
    organised = func.lower(Registration.organisation).contains(text.lower(), autoescape=True)
    return or_(exists().where(theirs, said), organised)
