"""What is held of somebody who was invited, or stands on a list that waits; and its erasure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from webinars.database import Db
from webinars.kernel.addresses import normal_address
from webinars.outbox.operations import forget_letters
from webinars.people.models import Address, Person
from webinars.people.queries import is_of
from webinars.registrations.models import DelegateList, Invitee, ListState
from webinars.registrations.operations.listing import lock_list


def about_invitee(db: Db, *, person: Person) -> dict[str, Any]:
    """Return the invitations of `person`, and the lists on which they stand: JSON values only."""
    return {
        "invitations": [
            {
                "webinar": one.webinar.slug,
                "invited": one.invited_at.isoformat(),
                "reminded": one.reminded_at.isoformat() if one.reminded_at else None,
                "name": one.name,
                "address": one.address,
                "state": one.state_code,
                "language": one.language,
            }
            for one in db.scalars(_invited(person))
        ],
        "lists": [
            {"webinar": listed.sitting.webinar.slug, "read": listed.read_at.isoformat()} | row
            for listed, row in _rows(db, person)
        ],
    }


def forget_invitee(db: Db, *, person: Person, now: datetime) -> None:
    """Erase name and address of the person's invitations, and their rows of lists that wait.

    That somebody of a State was invited, and when, stays for the counts. Of two
    persons with one mailbox the invitation is both's: it is erased for the first who asks.
    """
    invited = db.scalars(_invited(person)).all()
    forget_letters(db, about=[one.public_id for one in invited], now=now)
    for one in invited:
        one.name, one.address, one.address_normal = "", "", None
    for listed in {listed for listed, _row in _rows(db, person)}:
        _take_out(db, listed, _normals(db, person))


def _invited(person: Person) -> Select[Invitee]:
    own = select(Address.normal).where(is_of(Address.person_id, person))
    return select(Invitee).where(Invitee.address_normal.in_(own)).order_by(Invitee.id)


def _rows(db: Db, person: Person) -> Iterator[tuple[DelegateList, dict[str, Any]]]:
    """Yield each row with an address of the person, of the lists that still have rows."""
    own = _normals(db, person)
    waits = DelegateList.state.in_([ListState.PREVIEWED, ListState.CONFIRMED])
    for listed in db.scalars(select(DelegateList).where(waits).order_by(DelegateList.id)).all():
        for row in listed.rows:
            if _normal(row) in own:
                yield listed, row


def _take_out(db: Db, listed: DelegateList, own: frozenset[str]) -> None:
    """Take the person's rows out; those that were taken in hand are blanked in their place."""
    lock_list(db, listed)
    before, after = listed.rows[: listed.done], listed.rows[listed.done :]
    listed.rows = [
        *(row | {"name": "", "address": ""} if _normal(row) in own else row for row in before),
        *(row for row in after if _normal(row) not in own),
    ]


def _normals(db: Db, person: Person) -> frozenset[str]:
    return frozenset(db.scalars(select(Address.normal).where(is_of(Address.person_id, person))))


def _normal(row: dict[str, Any]) -> str:
    return normal_address(row["address"]) if row["address"] else ""
