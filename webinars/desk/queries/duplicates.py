"""Who may be one person with two addresses, and who are two with one mailbox. Five queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.people.models import Address, Merge, Person
from webinars.people.queries import merged_ids
from webinars.registrations.models import Registration

MOST = 50
"""Groups of each sort that a page shows."""


@dataclass(frozen=True)
class Someone:
    """A person as the page shows them: names, addresses, and for how many webinars registered."""

    public_id: str
    name: str
    addresses: tuple[str, ...]
    states: tuple[str, ...]
    """Codes, as declared."""
    registrations: int


@dataclass(frozen=True)
class Suspicion:
    """Persons that share a name, or a mailbox."""

    same: str
    people: tuple[Someone, ...]


def same_name(db: Db) -> list[Suspicion]:
    """Return who have one name at several addresses, and are not merged: perhaps one person."""
    return _suspected(db, Address.name_normal)


def same_mailbox(db: Db) -> list[Suspicion]:
    """Return who have one mailbox under several names: two people, or one written twice."""
    return _suspected(db, Address.normal)


def merges(db: Db) -> Sequence[Merge]:
    """Return every merge, undone or not, the latest first."""
    rows = select(Merge).options(joinedload(Merge.kept), joinedload(Merge.merged))
    return db.scalars(rows.order_by(Merge.id.desc()).limit(MOST)).all()


def _suspected(db: Db, shared: SQLColumnExpression[str]) -> list[Suspicion]:
    several = func.count(func.distinct(Address.person_id)) > 1
    keys = select(shared).group_by(shared).having(several).order_by(shared).limit(MOST)
    found: dict[str, list[Address]] = defaultdict(list)
    rows = select(shared, Address).where(shared.in_(keys.scalar_subquery()))
    for key, address in db.execute(rows.options(joinedload(Address.person)).order_by(Address.id)):
        found[key].append(address)
    return _apart(db, found)


def _apart(db: Db, found: dict[str, list[Address]]) -> list[Suspicion]:
    """Return the groups in which somebody is not merged with the others yet."""
    counts_as = merged_ids(db)
    persons = {one.person.id: one.person for some in found.values() for one in some}
    registered = _registered(db, list(persons))
    groups = []
    for key, addresses in found.items():
        ids = dict.fromkeys(one.person_id for one in addresses)
        if len({counts_as.get(one, one) for one in ids}) < 2:
            continue
        people = tuple(_someone(persons[one], addresses, registered[one]) for one in ids)
        groups.append(Suspicion(key, people))
    return groups


def _registered(db: Db, ids: Sequence[int]) -> dict[int, list[str | None]]:
    """Return the States of each person's registrations, one an entry."""
    found: dict[int, list[str | None]] = defaultdict(list)
    rows = select(Registration.person_id, Registration.state_code)
    for person_id, code in db.execute(rows.where(Registration.person_id.in_(ids))):
        found[person_id].append(code)
    return found


def _someone(person: Person, known: Sequence[Address], states: list[str | None]) -> Someone:
    return Someone(
        public_id=person.public_id,
        name=person.name,
        addresses=tuple(one.written for one in known if one.person_id == person.id),
        states=tuple(sorted({code for code in states if code})),
        registrations=len(states),
    )
