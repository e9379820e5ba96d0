"""A copy of what this room holds of a person, and its erasure."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, update

from webinars.attendance.models import ABSENT, Certificate, CheckIn, Connection, Match
from webinars.attendance.operations.knowing import identity_of
from webinars.database import Db
from webinars.journal.operations import forget_details
from webinars.people.models import Address, Person
from webinars.people.queries import is_of


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that this room holds of `person`, for their own copy: JSON values only."""
    stays = db.scalars(_connections(db, person).order_by(Connection.joined_at))
    inside = select(CheckIn).where(is_of(CheckIn.person_id, person)).order_by(CheckIn.id)
    certified = select(Certificate).where(is_of(Certificate.person_id, person))
    return {
        "connections": [_stay(row) for row in stays],
        "in the room": [_inside(row) for row in db.scalars(inside)],
        "certificates": [_certified(row) for row in db.scalars(certified)],
    }


def forget(db: Db, *, person: Person, now: datetime) -> None:  # noqa: ARG001  (as every room)
    """Erase name, address and the room's identifier wherever files speak of the person.

    The minutes stay, without a name; a key that nobody can compute again holds them together.
    A certificate stays valid for whoever has it on paper, and says no name.
    """
    known = select(Connection.import_id, Connection.identity).distinct()
    here = _connections(db, person).with_only_columns(Connection.id)
    for import_id, identity in db.execute(known.where(Connection.id.in_(here))).all():
        key = hashlib.sha256(secrets.token_bytes(32)).hexdigest()
        _give_key(db, import_id, identity, key)
    certified = select(Certificate).where(is_of(Certificate.person_id, person))
    for row in db.scalars(certified).all():
        forget_details(db, subject=row.public_id)
        row.name = ""


def _give_key(db: Db, import_id: int, identity: str, key: str) -> None:
    same = (Connection.import_id == import_id, Connection.identity == identity)
    nameless = {"identity": key, "name": "", "email": "", "external_id": ""}
    db.execute(update(Connection).where(*same).values(nameless))
    decided = (Match.import_id == import_id, Match.identity == identity)
    db.execute(update(Match).where(*decided).values(identity=key))


def _connections(db: Db, person: Person) -> Select[Connection]:
    """Select what is the person's: matched, or with an address that is theirs alone.

    At a mailbox that several share, only what also has the name. Never what was matched with
    somebody else.
    """
    decided = (Match.import_id == Connection.import_id) & (Match.identity == Connection.identity)
    people = select(Person.id).where(is_of(Person.id, person))
    theirs = select(Match.id).where(decided, Match.person_id.in_(people)).exists()
    others = select(Match.id).where(decided, Match.person_id.not_in(people)).exists()
    alone, identities = _addresses(db, person)
    named = Connection.email.in_(alone) | Connection.identity.in_(identities)
    return select(Connection).where(or_(theirs, named & ~others))


def _addresses(db: Db, person: Person) -> tuple[list[str], list[str]]:
    """Return the addresses that nobody else has, and the identities of all, with the name."""
    own = select(Address.normal, Address.name_normal).where(is_of(Address.person_id, person))
    rows = [(normal, name) for normal, name in db.execute(own)]
    mailboxes = [normal for normal, _ in rows]
    elsewhere = select(Address.normal).where(
        Address.normal.in_(mailboxes), ~is_of(Address.person_id, person)
    )
    shared = set(db.scalars(elsewhere))
    alone = [normal for normal in mailboxes if normal not in shared]
    return alone, [identity_of(normal, name) for normal, name in rows]


def _stay(row: Connection) -> dict[str, Any]:
    return {
        "name": row.name,
        "address": row.email,
        "joined": row.joined_at.isoformat(),
        "left": row.left_at.isoformat() if row.left_at else None,
        "was there": row.role != ABSENT,
    }


def _inside(row: CheckIn) -> dict[str, Any]:
    return {
        "came": row.came_at.isoformat(),
        "left": row.left_at.isoformat() if row.left_at else None,
        "withdrawn": row.withdrawn,
    }


def _certified(row: Certificate) -> dict[str, Any]:
    return {
        "code": row.public_id,
        "name": row.name,
        "issued": row.issued_at.isoformat(),
        "withdrawn": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }
