"""Who is who in a webinar: those who registered, and those who are no participants.

Merges are followed everywhere: a person is the id under which they count.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select, union_all

from webinars.accounts.models import Account, Grant, Role
from webinars.database import Db
from webinars.database.pouring import plain
from webinars.people.models import Address
from webinars.people.queries import merged_ids
from webinars.programme.models import Appearance, Webinar
from webinars.registrations.models import Approval, Place, PlaceState, Registration

STAFF_ROLES = (Role.SECRETARIAT, Role.ADMINISTRATOR)


class Enrolled(NamedTuple):
    """A registration as figures need it: plain, since there may be thousands."""

    id: int
    public_id: str
    person_id: int
    registered_at: datetime
    cancelled_at: datetime | None
    approval: Approval
    sitting_id: int | None
    """Of the place that stands, else of the one released last. None: it never had one."""
    place: PlaceState | None


@dataclass(frozen=True)
class Crowd:
    """Everybody whom a webinar's figures may speak of, loaded in a fixed number of queries."""

    registrations: Mapping[int, Sequence[Enrolled]]
    """By the person as whom they count, first come first; cancelled ones too."""
    appearing: frozenset[int]
    """Persons who speak, moderate, interpret or open: in no participant population."""
    staff: frozenset[str]
    """Normalised addresses of those who appear, and of the Secretariat."""
    merged: Mapping[int, int]
    addresses: Mapping[str, Mapping[int, set[str]]] = field(default_factory=dict)
    """Normalised address to the registered persons there, each with her normalised names."""

    def root(self, person_id: int) -> int:
        return self.merged.get(person_id, person_id)


def crowd_of(db: Db, *, webinar: Webinar, with_addresses: bool = False) -> Crowd:
    """Return who is who in `webinar`: six queries, seven with addresses."""
    merged = merged_ids(db)
    appearing = _appearing(db, webinar, merged)
    registrations = _registrations(db, webinar, merged)
    return Crowd(
        registrations=registrations,
        appearing=appearing,
        staff=_staff(db, webinar, appearing, merged),
        merged=merged,
        addresses=_addresses(db, webinar, registrations, merged) if with_addresses else {},
    )


def _registrations(
    db: Db, webinar: Webinar, merged: Mapping[int, int]
) -> dict[int, list[Enrolled]]:
    places = _places(db, webinar)
    rows = (
        select(
            Registration.id,
            Registration.public_id,
            Registration.person_id,
            Registration.registered_at,
            Registration.cancelled_at,
            Registration.approval,
        )
        .where(Registration.webinar_id == webinar.id)
        .order_by(Registration.registered_at, Registration.id)
    )
    found: dict[int, list[Enrolled]] = defaultdict(list)
    for row in plain(db, rows):
        one = Enrolled(*row, *places.get(row.id, (None, None)))
        found[merged.get(one.person_id, one.person_id)].append(one)
    return dict(found)


def _places(db: Db, webinar: Webinar) -> dict[int, tuple[int, PlaceState]]:
    """Return by registration the sitting and state of the place that stands, else of the last."""
    rows = (
        select(Place.registration_id, Place.sitting_id, Place.state)
        .join(Registration, Registration.id == Place.registration_id)
        .where(Registration.webinar_id == webinar.id)
        .order_by(Place.state != PlaceState.RELEASED, Place.id)
    )
    return {registration: (sitting, state) for registration, sitting, state in plain(db, rows)}


def _appearing(db: Db, webinar: Webinar, merged: Mapping[int, int]) -> frozenset[int]:
    rows = select(Appearance.person_id).where(
        Appearance.webinar_id == webinar.id,
        Appearance.person_id.is_not(None),
        Appearance.declined_at.is_(None),
    )
    return frozenset(merged.get(row, row) for row in db.scalars(rows) if row is not None)


def _staff(
    db: Db, webinar: Webinar, appearing: frozenset[int], merged: Mapping[int, int]
) -> frozenset[str]:
    ids = appearing | {one for one, root in merged.items() if root in appearing}
    speakers = select(Address.normal).where(Address.person_id.in_(ids))
    invited = select(func.lower(Appearance.address)).where(
        Appearance.webinar_id == webinar.id,
        Appearance.address != "",
        Appearance.declined_at.is_(None),
    )
    return frozenset(db.scalars(union_all(speakers, invited, our_addresses())))


def our_addresses() -> Select[str]:
    """Select the normalised addresses of the Secretariat."""
    granted = select(Grant.account_id).where(Grant.role.in_(STAFF_ROLES))
    return select(Account.email_normal).where(Account.id.in_(granted))


def _addresses(
    db: Db, webinar: Webinar, registered: Mapping[int, object], merged: Mapping[int, int]
) -> dict[str, dict[int, set[str]]]:
    own = select(Registration.person_id).where(Registration.webinar_id == webinar.id)
    others = [one for one, root in merged.items() if root in registered]
    rows = select(Address.normal, Address.person_id, Address.name_normal).where(
        Address.person_id.in_(own) | Address.person_id.in_([*others, *_kept(registered, merged)])
    )
    found: dict[str, dict[int, set[str]]] = {}
    for normal, person_id, name in plain(db, rows):
        here = found.setdefault(normal, {})
        here.setdefault(merged.get(person_id, person_id), set()).add(name)
    return found


def _kept(registered: Mapping[int, object], merged: Mapping[int, int]) -> set[int]:
    """Return those into whom somebody was merged: they may have registered under no own row."""
    return set(merged.values()) & set(registered)
