"""The rows that are about persons: registrations, exclusions, connections. All pseudonymous."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, case, func, select

from webinars.attendance.models import (
    ABSENT,
    BY_HAND,
    AttendanceImport,
    CheckIn,
    Connection,
    ImportState,
    Match,
)
from webinars.attendance.queries.entrance import stands
from webinars.attendance.queries.staff import staff_everywhere
from webinars.attendance.rules import without
from webinars.database import Db
from webinars.database.pouring import code, flag, moment, poured
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    FLAG,
    INSTANT,
    KEY,
    PERSON,
    SITTING,
    TEXT,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring, Purpose
from webinars.people.models import Person
from webinars.people.queries import merged_ids
from webinars.programme.models import Appearance, Sitting, Webinar
from webinars.registrations.models import Place, Preference, Registration
from webinars.states.models import State

ATTENDEE = "attendee"
"""Role of those connections that are no staff of the room."""


def pseudonyms(db: Db, keyring: Keyring) -> Callable[[int, str], str]:
    """Return the function from a person's keys to the pseudonym of who it is after merges."""
    kept = merged_ids(db)
    rows = select(Person.id, Person.public_id).where(Person.id.in_(kept.values()))
    public_ids = dict(db.execute(rows).all())
    seal = keyring.sealer(Purpose.PSEUDONYM)

    @functools.lru_cache(maxsize=10_000)
    def pseudonym(person_id: int, public_id: str) -> str:
        return seal(public_ids.get(kept.get(person_id, -1), public_id))

    return pseudonym


def _registrations(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield every registration in the order of its making."""
    who, seal = pseudonyms(db, keyring), keyring.sealer(Purpose.PSEUDONYM)
    held, named = _held(), _named()
    query = (
        select(*_declared(func.coalesce(held.c.sitting, named.c.sitting)))
        .join(Person, Person.id == Registration.person_id)
        .join(Webinar, Webinar.id == Registration.webinar_id)
        .outerjoin(held, held.c.registration_id == Registration.id)
        .outerjoin(named, named.c.registration_id == Registration.id)
        .outerjoin(State, State.code == Registration.state_code)
        .order_by(Registration.id)
    )
    for registration, person_id, person, *rest in poured(db, query):
        yield (seal(registration), who(person_id, person), *rest)


def _declared(sitting: ColumnElement[str]) -> tuple[Any, ...]:
    return (
        Registration.public_id,
        Person.id,
        Person.public_id,
        Webinar.public_id,
        sitting,
        State.alpha3,
        code(Registration.category),
        code(Registration.language),
        Registration.listens_in,
        Registration.gender,
        Registration.sector,
        flag(Registration.needs != ""),
        code(Registration.source),
        Registration.referral,
        code(Registration.approval),
        Registration.viewers,
        moment(Registration.registered_at),
        moment(Registration.cancelled_at),
    )


def _held() -> Subquery:
    """Select the sitting in which each registration holds, or last held, a place."""
    last = select(func.max(Place.id)).group_by(Place.registration_id)
    return (
        select(Place.registration_id, Sitting.public_id.label("sitting"))
        .join(Sitting, Sitting.id == Place.sitting_id)
        .where(Place.id.in_(last))
        .subquery()
    )


def _named() -> Subquery:
    """Select the sitting that each registration named first."""
    return (
        select(Preference.registration_id, Sitting.public_id.label("sitting"))
        .join(Sitting, Sitting.id == Preference.sitting_id)
        .where(Preference.rank == 1)
        .subquery()
    )


def _excluded(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield the persons of each webinar who appear in it, each once."""
    who = pseudonyms(db, keyring)
    query = (
        select(Webinar.public_id, Person.id, Person.public_id)
        .join(Appearance, Appearance.webinar_id == Webinar.id)
        .join(Person, Person.id == Appearance.person_id)
        .where(Appearance.declined_at.is_(None))
        .distinct()
    )
    seen = {(webinar, who(person_id, name)) for webinar, person_id, name in db.execute(query)}
    yield from sorted(seen)


def _connections(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield the connections of signed files, recorded by hand among them, and the check-ins."""
    yield from _from_imports(db, keyring)
    yield from _from_rooms(db, keyring)


def _from_imports(db: Db, keyring: Keyring) -> Iterator[Row]:
    who, seal = pseudonyms(db, keyring), keyring.sealer(Purpose.PSEUDONYM)
    signed, staff = _signed(db), staff_everywhere(db)
    gone = _absences(db, signed, who)
    query = (
        select(
            Connection.import_id,
            Connection.identity,
            Person.id,
            Person.public_id,
            moment(Connection.joined_at),
            moment(Connection.left_at),
            staff.addressed(Connection.email),
        )
        .outerjoin(Person, Person.id == _newest_match())
        .where(Connection.role == ATTENDEE)
        .order_by(Connection.id)
    )
    for file, identity, person_id, public_id, joined, left, staffs in poured(db, query):
        if file in signed:
            webinar, sitting, source = signed[file]
            matched = person_id is not None
            if staffs and not matched and staff.is_staff(webinar, staffs):
                continue
            # a walk-in is one person, whatever the sitting
            person = who(person_id, public_id) if matched else seal(f"{webinar}:{identity}")
            if gone and (sitting, person) in gone:
                left_over = without([(joined, left)], gone[sitting, person])
                source = source if left_over == [(joined, left)] else "manual"
            else:
                left_over = [(joined, left)]
            for came, went in left_over:
                yield (webinar, sitting, person, int(matched), source, came, went)


def _absences(
    db: Db, signed: Mapping[int, tuple[str, str, str]], who: Callable[[int, str], str]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return by sitting and person when they were not there, whatever the files say."""
    query = (
        select(
            Connection.import_id,
            Person.id,
            Person.public_id,
            moment(Connection.joined_at),
            moment(Connection.left_at),
        )
        .join(Person, Person.id == _newest_match())
        .where(Connection.role == ABSENT, Connection.import_id.in_(signed))
        .order_by(Connection.id)
    )
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for file, person_id, public_id, start, end in poured(db, query):
        found[signed[file][1], who(person_id, public_id)].append((start, end))
    return dict(found)


def _signed(db: Db) -> dict[int, tuple[str, str, str]]:
    """Return webinar, sitting and source by signed import: few, so that no row is joined to one."""
    query = (
        select(
            AttendanceImport.id,
            Webinar.public_id,
            Sitting.public_id,
            case((AttendanceImport.provider == BY_HAND, "manual"), else_="file"),
        )
        .join(Sitting, Sitting.id == AttendanceImport.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(AttendanceImport.state == ImportState.SIGNED)
    )
    return {
        file: (webinar, sitting, source) for file, webinar, sitting, source in db.execute(query)
    }


def _newest_match() -> ScalarSelect[int | None]:
    """Select the person of the match that stands of a connection's identity: the last decided.

    Looked up for each connection: the index has it, and a million need not be put aside first.
    """
    return (
        select(Match.person_id)
        .where(Match.import_id == Connection.import_id, Match.identity == Connection.identity)
        .order_by(Match.id.desc())
        .limit(1)
        .correlate(Connection)
        .scalar_subquery()
    )


def _from_rooms(db: Db, keyring: Keyring) -> Iterator[Row]:
    who = pseudonyms(db, keyring)
    query = (
        select(
            Webinar.public_id,
            Sitting.public_id,
            Person.id,
            Person.public_id,
            moment(CheckIn.came_at),
            moment(CheckIn.left_at),
        )
        .join(Sitting, Sitting.id == CheckIn.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .join(Person, Person.id == CheckIn.person_id)
        .where(stands())
        .order_by(CheckIn.id)
    )
    for webinar, sitting, person_id, public_id, came, left in db.execute(query):
        person = who(person_id, public_id)
        yield (webinar, sitting, person, 1, "room", came, left)


TABLES = (
    Table(
        "registrations",
        "One person in one webinar; cancelled and registered again is a new row",
        (
            Column("registration", KEY, "Pseudonym of the registration"),
            PERSON,
            WEBINAR,
            Column("sitting", CODE, "Where it holds or last held a place, else the first named"),
            Column("state", CODE, "ISO 3166-1 alpha-3 code of the State, as declared then"),
            Column("category", CODE, "state, observer-state, igo, ngo or other"),
            Column("language", CODE, "In which we write"),
            Column("listens_in", CODE, "Interpretation asked for; empty: the floor"),
            Column("gender", TEXT, "As declared; empty: not asked or not said"),
            Column("sector", TEXT, "As declared; empty: not asked or not said"),
            Column("asked_for_help", FLAG, "The person asked for an accommodation"),
            Column("source", CODE, "self, focal-point, secretariat or enrolment"),
            Column("referral", TEXT, "From which link the person came"),
            Column("approval", CODE, "not-asked, pending, approved or rejected"),
            Column("viewers", COUNT, "Declared on the connection: never added up", "persons"),
            Column("registered_at", INSTANT, "When it was made"),
            Column("cancelled_at", INSTANT, "When it was cancelled"),
        ),
        ("registration",),
        _registrations,
    ),
    Table(
        "excluded",
        "Speakers, moderators, interpreters and staff: in no population",
        (WEBINAR, PERSON),
        ("webinar", "person"),
        _excluded,
    ),
    Table(
        "connections",
        "Join-leave intervals of signed imports and room check-ins, by person",
        (
            WEBINAR,
            SITTING,
            PERSON,
            Column("matched", FLAG, "A registered person; else a walk-in known only to this file"),
            Column("source", CODE, "file, manual or room"),
            Column("joined_at", INSTANT, "When the person joined"),
            Column("left_at", INSTANT, "When the person left; empty: never reported"),
        ),
        (),
        _connections,
    ),
)
