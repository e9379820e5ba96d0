"""Whose a connection is: found by address and name, else said by a person, and taken back.

Names alone never decide. Several names at one mailbox are decided by a person:
two delegates may share a ministry's address.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import repeat

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.attendance.imports.reading import Connection as Read
from webinars.attendance.models import AttendanceImport, Connection, Match, MatchHow
from webinars.attendance.operations.knowing import (
    Found,
    Somebody,
    by_alias,
    by_token,
    identity_of,
)
from webinars.attendance.operations.refusals import (
    NobodyThere,
    NoneAtAddress,
    NothingToUndo,
    NotRegisteredHere,
    SeveralAtAddress,
)
from webinars.attendance.queries.connections import PARTICIPANT, standing_matches
from webinars.attendance.queries.people import Crowd, crowd_of
from webinars.database import Db
from webinars.database.inserting import insert_columns
from webinars.journal.operations import record
from webinars.kernel.text import clean_line, normal_name
from webinars.people.queries import follow
from webinars.programme.models import Webinar
from webinars.registrations.models import Registration

WORKER = "worker"


def match_known(
    db: Db, *, import_: AttendanceImport, connections: Sequence[Read], now: datetime
) -> int:
    """Match whoever the file and the register name alike; return how many.

    By address and name, else by our own token in the room's identifier, else as a person
    decided before. `connections` are those of the import's participants, as they were read.
    """
    crowd = crowd_of(db, webinar=import_.sitting.webinar, with_addresses=True)
    mailboxes = _names_by_mailbox(connections)
    found = dict(_by_address(mailboxes, crowd))
    for way in (by_token(connections, crowd), by_alias(db, mailboxes, crowd)):
        found = {**way, **found}
    insert_columns(
        db,
        Match,
        import_id=repeat(import_.id, len(found)),
        identity=list(found),
        person_id=[person for person, _ in found.values()],
        how=[how for _, how in found.values()],
        decided_at=repeat(now, len(found)),
        decided_by=repeat(WORKER, len(found)),
        reason=repeat("", len(found)),
    )
    return len(found)


def _by_address(
    mailboxes: Mapping[str, Mapping[Somebody, str]], crowd: Crowd
) -> Iterator[tuple[str, Found]]:
    for email, names in mailboxes.items():
        person = _alone(names, crowd.addresses.get(email.rstrip("."), {}))
        if person is not None and person not in crowd.appearing:
            yield identity_of(*next(iter(names))), (person, MatchHow.EMAIL)


def match(
    db: Db,
    *,
    import_: AttendanceImport,
    row: int,
    registration: Registration,
    by: str,
    now: datetime,
    reason: str = "",
) -> Match:
    """Say that whoever line `row` of the file speaks of is who registered so.

    All connections of the same address and name go with it.

    Raises:
        NobodyThere: no participant stands there.
        NotRegisteredHere: the registration is of another webinar.
    """
    if registration.webinar_id != import_.sitting.webinar_id:
        raise NotRegisteredHere
    person = follow(db, person=registration.person)
    return _decide(db, import_, row, MatchHow.HAND, person.id, by=by, now=now, reason=reason)


def set_apart(
    db: Db, *, import_: AttendanceImport, row: int, by: str, now: datetime, reason: str = ""
) -> Match:
    """Say that whoever line `row` speaks of is nobody who registered: a walk-in for good.

    Raises:
        NobodyThere: no participant stands there.
    """
    return _decide(db, import_, row, MatchHow.APART, None, by=by, now=now, reason=reason)


def undo_match(
    db: Db, *, import_: AttendanceImport, row: int, by: str, now: datetime, reason: str = ""
) -> Match:
    """Take back what was decided about line `row`, by a new row: it is in the queue again.

    Raises:
        NobodyThere: no participant stands there.
        NothingToUndo: nothing is decided.
    """
    identity = _identity(db, import_, row)
    last = standing_matches(db, import_ids=[import_.id]).get((import_.id, identity))
    if last is None or (last.person_id is None and last.how is not MatchHow.APART):
        raise NothingToUndo
    return _decide(db, import_, row, MatchHow.HAND, None, by=by, now=now, reason=reason)


def registered_at(db: Db, *, import_: AttendanceImport, address: str) -> Registration:
    """Return what `registered_in` finds for the webinar of an import."""
    return registered_in(db, webinar=import_.sitting.webinar, address=address)


def registered_in(db: Db, *, webinar: Webinar, address: str) -> Registration:
    """Return the one registration for the webinar made with `address`.

    Raises:
        NoneAtAddress, SeveralAtAddress: there is not exactly one person.
    """
    crowd = crowd_of(db, webinar=webinar, with_addresses=True)
    here = crowd.addresses.get(clean_line(address).casefold(), {})
    if not here:
        raise NoneAtAddress(address=clean_line(address)[:100])
    if len(here) > 1:
        raise SeveralAtAddress(address=clean_line(address)[:100])
    (person,) = here
    return registration_called(db, public_id=crowd.registrations[person][-1].public_id)


def registration_called(db: Db, *, public_id: str) -> Registration:
    """Return the registration with its person.

    Raises:
        NotRegisteredHere: there is none.
    """
    wanted = select(Registration).where(Registration.public_id == public_id)
    found = db.scalars(wanted.options(joinedload(Registration.person))).one_or_none()
    if found is None:
        raise NotRegisteredHere
    return found


def _names_by_mailbox(connections: Sequence[Read]) -> dict[str, dict[Somebody, str]]:
    """Return for each address of the file the name that each identity at it shows first."""
    shown = {(one.email, one.name_normal): one.name_raw for one in reversed(connections)}
    found: dict[str, dict[Somebody, str]] = defaultdict(dict)
    for who, name in reversed(shown.items()):
        if who[0]:
            found[who[0]][who] = name
    return found


def _alone(names: Mapping[Somebody, str], here: Mapping[int, set[str]]) -> int | None:
    """Return the person of a mailbox that is hers alone, on both sides, and names agree."""
    if len(names) != 1 or len(here) != 1:
        return None
    (said,), ((person, known),) = names.values(), here.items()
    return person if any(_agree(normal_name(said), one) for one in known) else None


def _agree(said: str, known: str) -> bool:
    """Whether two names are one: the words of the shorter are all among the longer's.

    “Amina” and “Mfano, Amina” are Amina Mfano; “Juma Mfano” is not.
    """
    first, second = _words(said), _words(known)
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> set[str]:
    return {word.strip(".,;()") for word in name.split()} - {""}


def _identity(db: Db, import_: AttendanceImport, row: int) -> str:
    wanted = select(Connection.identity).where(
        Connection.import_id == import_.id,
        Connection.row == row,
        Connection.role == PARTICIPANT,
    )
    found = db.scalar(wanted.limit(1))
    if found is None:
        raise NobodyThere(row=row)
    return found


def _decide(
    db: Db,
    import_: AttendanceImport,
    row: int,
    how: MatchHow,
    person_id: int | None,
    *,
    by: str,
    now: datetime,
    reason: str,
) -> Match:
    made = Match(
        import_id=import_.id,
        identity=_identity(db, import_, row),
        person_id=person_id,
        how=how,
        decided_at=now,
        decided_by=by,
        reason=clean_line(reason),
    )
    db.add(made)
    db.flush()
    verb = "set_apart" if how is MatchHow.APART else "match" if person_id else "undo_match"
    detail = {"row": row, "person": person_id, "reason": made.reason}
    subject = import_.public_id
    record(db, kind=f"attendance.{verb}", actor=by, subject=subject, now=now, detail=detail)
    return made
