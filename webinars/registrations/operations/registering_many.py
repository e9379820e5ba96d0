"""Registering many at once, of whom most are new: some statements a batch, not some a person.

The outcome is that of `register`, person by person: the same rows, the same letter,
the same journal entry. Where places are limited or somebody is known already, it
is `register` that decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.database.inserting import Row, undoable, write_alike
from webinars.database.model import Model
from webinars.kernel.addresses import normal_address
from webinars.people.models import Address
from webinars.programme.models import Sitting
from webinars.registrations.operations.declared import as_they_count
from webinars.registrations.operations.entering import Entry, entry_of
from webinars.registrations.operations.newcomers import By, Newcomer, somebody_new
from webinars.registrations.operations.refusals import RegistrationRefused
from webinars.registrations.operations.registering import refuse_unless_open, register
from webinars.registrations.operations.taking import outlook
from webinars.registrations.rules import Declaration


def register_many(
    db: Db, *, sitting: Sitting, declared: Sequence[Declaration], by: By, now: datetime
) -> int:
    """Register these; return how many. Who cannot be registered for the sitting is left out.

    Whoever is registered already is to be left out by the caller: they would get a letter.
    """
    declared = as_they_count(db, webinar=sitting.webinar, declared=declared)
    if sitting.places is not None:
        return sum(_one(db, sitting, one, by, now) for one in declared)
    fresh, others = _apart(db, declared)
    able = [one for one in fresh if _may(sitting, one, now)]
    try:
        with undoable(db):
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
    """Write the rows of each, those of one kind together."""
    entries = [_entry(db, sitting, one, by, now) for one in declared]
    alike: dict[tuple[type[Model], ...], list[Sequence[Row]]] = defaultdict(list)
    for entry in entries:
        alike[tuple(row.kind for row in entry.rows)].append(entry.rows)
    for rows in alike.values():
        write_alike(db, rows)
    return len(entries)


def _entry(db: Db, sitting: Sitting, one: Declaration, by: By, now: datetime) -> Entry:
    given = outlook(db, sitting=sitting, who=one, now=now)  # asks nothing where there is no limit
    new = Newcomer(somebody_new(one, now=now), one, by)
    return entry_of([sitting], new, [(sitting, given)], now)
