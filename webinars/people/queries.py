"""Who somebody is: by name and address, and after the merges that stand."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.kernel.addresses import normal_address
from webinars.kernel.text import normal_name
from webinars.people.models import Address, Merge, Person


def find_person(db: Db, *, public_id: str) -> Person | None:
    return db.scalars(select(Person).where(Person.public_id == public_id)).one_or_none()


def find_address(db: Db, *, name: str, address: str) -> Address | None:
    """Return the address with its person, if somebody of that name is known there.

    Raises:
        BadAddress: it is not an address.
    """
    here = (Address.normal == normal_address(address), Address.name_normal == normal_name(name))
    found = select(Address).where(*here).options(joinedload(Address.person))
    return db.scalars(found).one_or_none()


def person_of(db: Db, *, name: str, address: str) -> Person | None:
    """Return who `name` at `address` is, merges followed; None: nobody we know."""
    found = find_address(db, name=name, address=address)
    return follow(db, person=found.person) if found else None


def addresses_at(db: Db, *, address: str) -> Sequence[Address]:
    """Return a row for each name known at one mailbox, with its person, first come first.

    Raises:
        BadAddress: it is not an address.
    """
    here = select(Address).where(Address.normal == normal_address(address))
    return db.scalars(here.options(joinedload(Address.person)).order_by(Address.id)).all()


def follow(db: Db, *, person: Person) -> Person:
    """Return the person as which `person` counts: the last one kept by the merges that stand."""
    while (merge := standing_merge(db, merged=person)) is not None:
        person = merge.kept
    return person


def standing_merge(db: Db, *, merged: Person) -> Merge | None:
    """Return the merge, if one stands, by which `merged` counts as another."""
    stands = [Merge.merged_id == merged.id, Merge.undone_at.is_(None)]
    return db.scalars(select(Merge).where(*stands).options(joinedload(Merge.kept))).one_or_none()


def family(person: Person) -> Select[int]:
    """Return a selection of the ids that count as `person`: their own, and all merged into it."""
    return family_of(person.id)


def family_of(person_id: int) -> Select[int]:
    """Return what `family` returns of the person of that id."""
    own = select(Person.id).where(Person.id == person_id).cte("family", recursive=True)
    merged = select(Merge.merged_id).where(Merge.kept_id == own.c.id, Merge.undone_at.is_(None))
    return select(own.union(merged).c.id)


def is_of(column: SQLColumnExpression[int], person: Person) -> ColumnElement[bool]:
    """Return the condition that `column` holds the id of `person` or of one merged into it."""
    return column.in_(family(person))


def merged_ids(db: Db) -> dict[int, int]:
    """Return, for everyone who counts as another, the id under which they count.

    For figures: whoever is not among the keys counts as themselves.
    """
    stands = select(Merge).where(Merge.undone_at.is_(None))
    step = {merge.merged_id: merge.kept_id for merge in db.scalars(stands)}
    return {merged: _last(merged, step) for merged in step}


def _last(start: int, step: dict[int, int]) -> int:
    while start in step:
        start = step[start]
    return start
