"""Whose connections are no participants' in any webinar: told by their addresses alone.

For figures over all webinars at once, which cannot load a crowd for each.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from webinars.attendance.queries.people import our_addresses
from webinars.database import Db
from webinars.people.models import Address
from webinars.people.queries import merged_ids
from webinars.programme.models import Appearance, Webinar


@dataclass(frozen=True)
class Staff:
    """The Secretariat's addresses, and by webinar (public id) of those who appear in it."""

    ours: frozenset[str]
    appearing: Mapping[str, frozenset[str]]

    @cached_property
    def _all(self) -> list[str]:
        return sorted(self.ours.union(*self.appearing.values()))

    def addressed(self, email: InstrumentedAttribute[str]) -> ColumnElement[str]:
        """Select the address where it may be staff's, else nothing."""
        return case((email.in_(self._all), email), else_="") if self._all else literal("")

    def is_staff(self, webinar: str, email: str) -> bool:
        return email in self.ours or email in self.appearing.get(webinar, ())


def staff_everywhere(db: Db) -> Staff:
    """Return who is staff in which webinar: four queries."""
    merged = merged_ids(db)
    appearing: dict[str, set[int]] = defaultdict(set)
    invited: dict[str, set[str]] = defaultdict(set)
    rows = (
        select(Webinar.public_id, Appearance.person_id, func.lower(Appearance.address))
        .join(Appearance, Appearance.webinar_id == Webinar.id)
        .where(Appearance.declined_at.is_(None))
    )
    for webinar, person, address in db.execute(rows):
        invited[webinar] |= {address} - {""}
        if person is not None:
            appearing[webinar].add(merged.get(person, person))
    own = _addresses(db, set().union(*appearing.values()), merged)
    told = {
        webinar: frozenset(addresses).union(*(own[person] for person in appearing[webinar]))
        for webinar, addresses in invited.items()
    }
    return Staff(frozenset(db.scalars(our_addresses())), told)


def _addresses(db: Db, roots: set[int], merged: Mapping[int, int]) -> dict[int, frozenset[str]]:
    ids = roots | {one for one, root in merged.items() if root in roots}
    rows = select(Address.person_id, Address.normal).where(Address.person_id.in_(ids))
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    for person, normal in db.execute(rows):
        found[merged.get(person, person)] |= {normal}
    return found
