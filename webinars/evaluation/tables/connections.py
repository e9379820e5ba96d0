"""Who was connected or checked in, and when: pseudonymous, staff left out, as corrected by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import ScalarSelect, case, select

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
from webinars.database.pouring import moment, poured
from webinars.evaluation.tables.people import pseudonyms
from webinars.evaluation.tables.shape import (
    CODE,
    FLAG,
    INSTANT,
    PERSON,
    SITTING,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring, Purpose
from webinars.people.models import Person
from webinars.programme.models import Sitting, Webinar

ATTENDEE = "attendee"
"""Role of those connections that are no staff of the room."""


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
