"""Who came into the room of a hybrid sitting, and who may."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased, joinedload

from webinars.attendance.models import CheckIn
from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_, normal_name
from webinars.people.models import Person
from webinars.people.queries import merged_ids
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration

SHOWN = 50
"""People of the list on one page; a search finds the others."""


class NoSuchCheckIn(NotFound):
    message = N_("There is no such check-in.")


def stands() -> ColumnElement[bool]:
    """Return the condition that a check-in counts: not withdrawn, and replaced by none."""
    later = aliased(CheckIn)
    replaced = exists(select(later.id).where(later.replaces_id == CheckIn.id))
    return and_(CheckIn.withdrawn.is_(False), ~replaced)


@dataclass(frozen=True)
class AtTheDoor:
    """A registration as whoever stands at the entrance sees it."""

    registration: Registration
    check_in: CheckIn | None
    """That which counts; None: not in the room."""


@dataclass(frozen=True)
class Entrance:
    """The list at the entrance: some of the people, and how many there are."""

    people: Sequence[AtTheDoor]
    found: int
    inside: int
    """In the room now: come, and not left."""
    came: int


def standing_check_in(db: Db, *, sitting: Sitting, person_id: int) -> CheckIn | None:
    """Return the check-in of a person, merges followed by the caller; None if none counts."""
    rows = select(CheckIn).where(
        CheckIn.sitting_id == sitting.id, CheckIn.person_id == person_id, stands()
    )
    return db.scalars(rows.order_by(CheckIn.id.desc()).limit(1)).one_or_none()


def get_check_in(db: Db, *, public_id: str) -> CheckIn:
    """Return the row with its sitting.

    Raises:
        NoSuchCheckIn: there is none.
    """
    wanted = select(CheckIn).where(CheckIn.public_id == public_id)
    found = db.scalars(wanted.options(joinedload(CheckIn.sitting))).one_or_none()
    if found is None:
        raise NoSuchCheckIn
    return found


def entrance(db: Db, *, sitting: Sitting, search: str = "") -> Entrance:
    """Return the people registered for the webinar whose name or office holds `search`, by name."""
    merged = merged_ids(db)
    rows = select(CheckIn).where(CheckIn.sitting_id == sitting.id, stands())
    inside = {merged.get(row.person_id, row.person_id): row for row in db.scalars(rows)}
    ids = _found(db, sitting, search)
    shown = db.scalars(
        select(Registration)
        .where(Registration.id.in_(ids[:SHOWN]))
        .options(joinedload(Registration.person))
    ).all()
    in_order = sorted(shown, key=lambda one: ids.index(one.id))
    people = [
        AtTheDoor(one, inside.get(merged.get(one.person_id, one.person_id))) for one in in_order
    ]
    still = sum(1 for row in inside.values() if row.left_at is None)
    return Entrance(people, len(ids), still, len(inside))


def _found(db: Db, sitting: Sitting, search: str) -> list[int]:
    """Return the registrations whose name or organisation has all words of `search`, by name."""
    rows = db.execute(
        select(Registration.id, Person.name, Registration.organisation)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.webinar_id == sitting.webinar_id, Registration.cancelled_at.is_(None))
    )
    words = normal_name(search).split()
    told = [(normal_name(name), normal_name(f"{name} {office}"), one) for one, name, office in rows]
    return [one for _, text, one in sorted(told) if all(word in text for word in words)]
