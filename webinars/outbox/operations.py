"""Posting letters, withdrawing them, and handing them over one by one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update

from webinars.database import Db
from webinars.database.inserting import insert_row, know
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter

LEASE = timedelta(minutes=5)
"""How long a worker may keep a letter before another may take it."""

BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720)]
"""How long to wait after each failed attempt; after the last one the letter is given up."""


def post(
    db: Db,
    *,
    kind: str,
    address: str,
    name: str,
    language: str,
    zone: str | None,
    about: str,
    now: datetime,
    content: dict[str, Any] | None = None,
    revision: int = 0,
    cause: str | None = None,
    due_at: datetime | None = None,
    valid_until: datetime | None = None,
    urgent: bool = False,
) -> Letter:
    """Put a letter in the outbox. It leaves if, and only if, `db` commits."""
    letter = Letter(
        kind=kind,
        address=address,
        host=host_of(address),
        name=name,
        language=Language(language),
        zone=zone,
        about=about,
        cause=cause,
        revision=revision,
        content=content or {},
        urgent=urgent,
        posted_at=now,
        due_at=due_at or now,
        valid_until=valid_until,
        attempts=0,
    )
    know(db, insert_row(db, letter))
    return letter


def host_of(address: str) -> str:
    """Return the host of an address, as letters to it are counted."""
    return address.rpartition("@")[2].casefold()[:255]


def waiting() -> list[ColumnElement[bool]]:
    """Return what is true of a letter that may still leave."""
    return [Letter.sent_at.is_(None), Letter.failed_at.is_(None), Letter.withdrawn_at.is_(None)]


def withdraw(db: Db, *, about: str, now: datetime, kinds: list[str] | None = None) -> int:
    """Take back the letters about `about` that have not left; return how many."""
    these = [*waiting(), Letter.about == about]
    if kinds is not None:
        these.append(Letter.kind.in_(kinds))
    taken = update(Letter).where(*these).values(withdrawn_at=now).returning(Letter.id)
    return len(db.scalars(taken).all())


def withdraw_caused(db: Db, *, cause: str, now: datetime) -> int | None:
    """Take back every letter that one act caused; None where one has begun to leave.

    The caller then undoes its work: letters are taken back whole, or not at all.
    """
    unclaimed = [*waiting(), Letter.cause == cause, Letter.claimed_until.is_(None)]
    taken = update(Letter).where(*unclaimed).values(withdrawn_at=now).returning(Letter.id)
    count = len(db.scalars(taken).all())
    others = select(exists().where(Letter.cause == cause, Letter.withdrawn_at.is_(None)))
    return None if db.scalar(others) else count


def claim(db: Db, *, now: datetime) -> Letter | None:
    """Lease the letter that has been due longest, or return None if none is due.

    Two workers never hold the same letter: PostgreSQL passes over a row that
    another is claiming, and SQLite lets one transaction write at a time.
    """
    due = _due(now)
    oldest = select(Letter.id).where(*due).order_by(Letter.due_at, Letter.id).limit(1)
    oldest = oldest.with_for_update(skip_locked=True)
    claimed = (
        update(Letter)
        .where(Letter.id == oldest.scalar_subquery(), *due)
        .values(claimed_until=now + LEASE, attempts=Letter.attempts + 1)
        .returning(Letter)
    )
    return db.scalars(claimed).one_or_none()


def is_due(db: Db, *, now: datetime) -> bool:
    """Say whether any letter waits for a worker; asked before `claim`, which writes."""
    return bool(db.scalar(select(exists().where(*_due(now)))))


def _due(now: datetime) -> list[ColumnElement[bool]]:
    free = or_(Letter.claimed_until.is_(None), Letter.claimed_until <= now)
    return [*waiting(), Letter.due_at <= now, free]


def mark_sent(letter: Letter, *, now: datetime) -> None:
    letter.sent_at, letter.claimed_until, letter.last_error = now, None, None


def mark_useless(letter: Letter, *, now: datetime) -> None:
    """Withdraw a letter that became false or late while it waited."""
    letter.withdrawn_at, letter.claimed_until = now, None


def mark_failed(letter: Letter, *, error: str, final: bool, now: datetime) -> None:
    """Note a failed attempt: try again later, or give up and show it to the administrator."""
    letter.last_error, letter.claimed_until = error[:500], None
    if final or letter.attempts > len(BACK_OFF):
        letter.failed_at = now
    else:
        letter.due_at = now + BACK_OFF[letter.attempts - 1]


def try_again(db: Db, *, public_id: str, now: datetime) -> None:
    """Put a letter that was given up back among those that are due."""
    again = update(Letter).where(Letter.public_id == public_id, Letter.failed_at.is_not(None))
    db.execute(again.values(failed_at=None, attempts=0, due_at=now))


def forget_letters(db: Db, *, about: Sequence[str], now: datetime) -> int:
    """Take the address out of every letter about these; what has not left is withdrawn."""
    theirs = Letter.about.in_(about)
    db.execute(update(Letter).where(*waiting(), theirs).values(withdrawn_at=now))
    blank = update(Letter).where(theirs).values(address="", name="", content={})
    return db.execute(blank).rowcount  # type: ignore[attr-defined,no-any-return]
