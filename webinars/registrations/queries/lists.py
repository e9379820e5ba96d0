"""Lists of colleagues, and who of some people is registered already."""

from collections.abc import Collection

from sqlalchemy import select

from webinars.database import Db
from webinars.kernel.addresses import normal_address
from webinars.kernel.text import normal_name
from webinars.people.models import Address
from webinars.people.queries import merged_ids
from webinars.registrations.models import DelegateList, ListPurpose, Registration

Who = tuple[str, str]
"""An address and a name, as written."""


def list_called(db: Db, *, public_id: str) -> DelegateList | None:
    """Return the list, whosever it is: for the worker."""
    return db.scalars(select(DelegateList).where(DelegateList.public_id == public_id)).one_or_none()


def find_list(
    db: Db,
    *,
    public_id: str,
    code: str | None,
    purpose: ListPurpose = ListPurpose.REGISTER,
) -> DelegateList | None:
    """Return the list of that State, or the Secretariat's where `code` is None.

    One that was read to invite is none of those that register, nor the other way round.
    """
    this = select(DelegateList).where(DelegateList.public_id == public_id)
    own = DelegateList.state_code == code if code else DelegateList.state_code.is_(None)
    return db.scalars(this.where(own, DelegateList.purpose == purpose)).one_or_none()


def registered_among(db: Db, *, webinar_id: int, who: Collection[Who]) -> frozenset[Who]:
    """Return those of `who` that stand registered for the webinar, merges followed."""
    keys = {one: (normal_address(one[0]), normal_name(one[1])) for one in who}
    at = Address.normal.in_({address for address, _name in keys.values()})
    known = {
        (row.normal, row.name_normal): row.person_id
        for row in db.execute(
            select(Address.normal, Address.name_normal, Address.person_id).where(at)
        )
    }
    merged = merged_ids(db)
    standing = select(Registration.person_id).where(
        Registration.webinar_id == webinar_id, Registration.cancelled_at.is_(None)
    )
    persons = set(known.values())
    family = persons | {one for one, kept in merged.items() if kept in _kept(persons, merged)}
    theirs = standing.where(Registration.person_id.in_(family | _kept(persons, merged)))
    registered = _kept(set(db.scalars(theirs)), merged)
    return frozenset(
        one for one, key in keys.items() if key in known and _one(known[key], merged) in registered
    )


def _one(person: int, merged: dict[int, int]) -> int:
    return merged.get(person, person)


def _kept(persons: set[int], merged: dict[int, int]) -> set[int]:
    return {_one(person, merged) for person in persons}
