"""Registering many at once, of whom most are new: some statements a batch, not some a person.

The outcome is that of `register`, person by person: the same rows, the same letter,
the same journal entry. Where places are limited or somebody is known already, it
is `register` that decides.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from webinars.database import Db
from webinars.database.model import Model
from webinars.journal.operations import record
from webinars.kernel.addresses import normal_address
from webinars.kernel.ids import new_public_id
from webinars.people.models import Address, Person
from webinars.people.operations import new_address
from webinars.programme.models import Sitting
from webinars.registrations.models import Place, Preference, Registration
from webinars.registrations.operations.first_letters import first_letter
from webinars.registrations.operations.newcomers import By, Newcomer, row_of
from webinars.registrations.operations.refusals import RegistrationRefused
from webinars.registrations.operations.registering import refuse_unless_open, register
from webinars.registrations.operations.taking import new_place
from webinars.registrations.operations.telling import tell
from webinars.registrations.rules import Declaration


def register_many(
    db: Db, *, sitting: Sitting, declared: Sequence[Declaration], by: By, now: datetime
) -> int:
    """Register these; return how many. Who cannot be registered for the sitting is left out.

    Whoever is registered already is to be left out by the caller: they would get a letter.
    """
    if sitting.places is not None:
        return sum(_one(db, sitting, one, by, now) for one in declared)
    fresh, others = _apart(db, declared)
    able = [one for one in fresh if _may(sitting, one, now)]
    try:
        with db.begin_nested():
            made = _newcomers(db, sitting, able, by, now)
    except IntegrityError:  # somebody was quicker with one of them, or a State is none
        made = sum(_one(db, sitting, one, by, now) for one in able)
    return made + sum(_one(db, sitting, one, by, now) for one in others)


def _one(db: Db, sitting: Sitting, one: Declaration, by: By, now: datetime) -> int:
    try:
        register(db, sitting=sitting, declared=one, now=now, by=by)
    except RegistrationRefused:
        return 0
    return 1


def _may(sitting: Sitting, one: Declaration, now: datetime) -> bool:
    try:
        refuse_unless_open(sitting, one.category, now=now)
    except RegistrationRefused:
        return False
    return True


def _apart(db: Db, declared: Sequence[Declaration]) -> tuple[list[Declaration], list[Declaration]]:
    """Return those at whose mailbox nobody is known, and the others."""
    mailboxes = [normal_address(one.address) for one in declared]
    here = select(Address.normal).where(Address.normal.in_(set(mailboxes)))
    known = frozenset(db.scalars(here))
    both = list(zip(declared, mailboxes, strict=True))
    fresh = [one for one, mailbox in both if mailbox not in known]
    return fresh, [one for one, mailbox in both if mailbox in known]


def _newcomers(
    db: Db, sitting: Sitting, declared: Sequence[Declaration], by: By, now: datetime
) -> int:
    """Write persons, addresses, registrations, places and preferences, a statement each kind."""
    if not declared:
        return 0
    new = [_newcomer(one, by, now) for one in declared]
    place, _found = new_place(
        db, sitting=sitting, who=declared[0], now=now
    )  # without a limit one is as another
    rows = [row_of(sitting, one, now) for one in new]
    persons = _insert(db, Person, [_person(one) for one in new])
    addresses = _insert(db, Address, [_address(*one) for one in zip(new, persons, strict=True)])
    keys = zip(rows, persons, addresses, strict=True)
    ids = _insert(db, Registration, [_said(*one) for one in keys])
    _insert(db, Place, [_place(place, registration_id) for registration_id in ids])
    preferred = [{"registration_id": id_, "rank": 1, "sitting_id": sitting.id} for id_ in ids]
    db.execute(insert(Preference), preferred)
    for row, one in zip(rows, new, strict=True):
        _tell(db, row, one, place, now=now, until=sitting.ends_at)
    return len(rows)


def _newcomer(one: Declaration, by: By, now: datetime) -> Newcomer:
    address = new_address(
        name=one.name, address=one.address, language=one.language, zone=one.zone, now=now
    )
    return Newcomer(address, address.person, one, None, by)


def _insert(db: Db, kind: type[Model], rows: Sequence[dict[str, Any]]) -> Sequence[int]:
    """Insert rows of one kind and return their ids in the same order."""
    key = kind.__table__.c.id
    written = insert(kind).returning(key, sort_by_parameter_order=True)
    return db.scalars(written, list(rows)).all()


def _person(new: Newcomer) -> dict[str, Any]:
    return _columns(new.person) | {"public_id": new_public_id()}


def _address(new: Newcomer, person_id: int) -> dict[str, Any]:
    return _columns(new.address) | {"person_id": person_id}


def _said(row: Registration, person_id: int, address_id: int) -> dict[str, Any]:
    return _columns(row) | {"person_id": person_id, "address_id": address_id}


def _place(like: Place, registration_id: int) -> dict[str, Any]:
    own = {"registration_id": registration_id, "public_id": new_public_id()}
    return _columns(like) | own


def _columns(row: Model) -> dict[str, Any]:
    """Return what was said of a row, column by column, without what it refers to."""
    columns = {attribute.key for attribute in row.__mapper__.column_attrs}
    return {name: value for name, value in vars(row).items() if name in columns}


def _tell(
    db: Db, row: Registration, new: Newcomer, place: Place, *, now: datetime, until: datetime
) -> None:
    set_committed_value(row, "person", new.person)
    set_committed_value(row, "address", new.address)
    kind = first_letter(row, place)
    tell(db, registration=row, kind=kind, now=now, valid_until=until)
    actor = new.by.account or row.public_id
    record(db, kind="registrations.register", actor=actor, subject=row.public_id, now=now)
