"""The rows that are about persons: registrations, exclusions, connections. All pseudonymous."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from webinars.attendance.models import (
    AttendanceImport,
    CheckIn,
    Connection,
    Holding,
    ImportState,
    Match,
)
from webinars.database import Db
from webinars.kernel.tokens import Keyring, Purpose
from webinars.people.models import Person
from webinars.people.queries import merged_ids
from webinars.programme.models import Appearance, Sitting, Webinar
from webinars.registrations.models import Place, Preference, Registration
from webinars.states.models import State

Row = tuple[Any, ...]
ATTENDEE = "attendee"
"""Role of those connections that are no staff of the room."""


def newest_holdings(db: Db) -> dict[int, Holding]:
    """Return the holding that stands, by sitting: the one recorded last."""
    rows = db.scalars(select(Holding).order_by(Holding.id))
    return {holding.sitting_id: holding for holding in rows}


def pseudonyms(db: Db, keyring: Keyring) -> Callable[[int, str], str]:
    """Return the function from a person's keys to the pseudonym of who it is after merges."""
    kept = merged_ids(db)
    public_ids = dict(
        db.execute(select(Person.id, Person.public_id).where(Person.id.in_(kept.values()))).all()
    )

    @functools.lru_cache(maxsize=10_000)
    def pseudonym(person_id: int, public_id: str) -> str:
        return keyring.seal(Purpose.PSEUDONYM, public_ids.get(kept.get(person_id, -1), public_id))

    return pseudonym


def registrations(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield every registration in the order of its making."""
    who = pseudonyms(db, keyring)
    query = (
        select(Registration, Person.public_id, Webinar.public_id, _own_sitting(), State.alpha3)
        .join(Person, Person.id == Registration.person_id)
        .join(Webinar, Webinar.id == Registration.webinar_id)
        .outerjoin(State, State.code == Registration.state_code)
        .order_by(Registration.id)
    )
    with db.execute(query.execution_options(yield_per=2_000)) as rows:
        for registration, person, webinar, sitting, state in rows:
            head = (
                keyring.seal(Purpose.PSEUDONYM, registration.public_id),
                who(registration.person_id, person),
            )
            yield (*head, webinar, sitting, state, *_declared(registration))


def _own_sitting() -> ColumnElement[str]:
    """Return the sitting of a registration: where its last place was, else the first it named."""
    other = aliased(Place)
    last = select(func.max(other.id)).where(other.registration_id == Registration.id)
    held = (
        select(Sitting.public_id)
        .join(Place, Place.sitting_id == Sitting.id)
        .where(Place.id == last.correlate(Registration).scalar_subquery())
        .correlate(Registration)
    )
    named = (
        select(Sitting.public_id)
        .join(Preference, Preference.sitting_id == Sitting.id)
        .where(Preference.registration_id == Registration.id, Preference.rank == 1)
        .correlate(Registration)
    )
    return func.coalesce(held.scalar_subquery(), named.scalar_subquery())


def _declared(registration: Registration) -> Row:
    return (
        registration.category,
        registration.language,
        registration.gender,
        registration.sector,
        registration.source,
        registration.referral,
        registration.approval,
        registration.viewers,
        registration.registered_at,
        registration.cancelled_at,
    )


def excluded(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield the persons of each webinar who appear in it."""
    who = pseudonyms(db, keyring)
    query = (
        select(Webinar.public_id, Person.id, Person.public_id)
        .join(Appearance, Appearance.webinar_id == Webinar.id)
        .join(Person, Person.id == Appearance.person_id)
        .order_by(Webinar.id, Person.id)
    )
    for webinar, person_id, public_id in db.execute(query):
        yield (webinar, who(person_id, public_id))


def connections(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield the connections of signed imports, then the room check-ins."""
    yield from _from_files(db, keyring)
    yield from _from_rooms(db, keyring)


def _from_files(db: Db, keyring: Keyring) -> Iterator[Row]:
    who = pseudonyms(db, keyring)
    newest = select(func.max(Match.id)).group_by(Match.import_id, Match.identity)
    query = (
        select(
            Connection,
            Webinar.public_id,
            Sitting.public_id,
            Person.id,
            Person.public_id,
        )
        .join(AttendanceImport, AttendanceImport.id == Connection.import_id)
        .join(Sitting, Sitting.id == AttendanceImport.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .outerjoin(
            Match,
            (Match.import_id == Connection.import_id)
            & (Match.identity == Connection.identity)
            & Match.id.in_(newest),
        )
        .outerjoin(Person, Person.id == Match.person_id)
        .where(AttendanceImport.state == ImportState.SIGNED, Connection.role == ATTENDEE)
        .order_by(Connection.id)
    )
    with db.execute(query.execution_options(yield_per=2_000)) as rows:
        for connection, webinar, sitting, person_id, public_id in rows:
            matched = person_id is not None
            walk_in = f"{webinar}:{connection.identity}"  # one person, whatever the sitting
            person = (
                who(person_id, public_id) if matched else keyring.seal(Purpose.PSEUDONYM, walk_in)
            )
            yield (
                webinar,
                sitting,
                person,
                matched,
                "file",
                connection.joined_at,
                connection.left_at,
            )


def _from_rooms(db: Db, keyring: Keyring) -> Iterator[Row]:
    who = pseudonyms(db, keyring)
    query = (
        select(CheckIn, Webinar.public_id, Sitting.public_id, Person.public_id)
        .join(Sitting, Sitting.id == CheckIn.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .join(Person, Person.id == CheckIn.person_id)
        .order_by(CheckIn.id)
    )
    for check_in, webinar, sitting, public_id in db.execute(query):
        person = who(check_in.person_id, public_id)
        yield (webinar, sitting, person, True, "room", check_in.came_at, check_in.left_at)
