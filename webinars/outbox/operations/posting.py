"""Posting letters, and taking them back before they leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SelectBase, exists, func, insert, select, update

from webinars.database import Db
from webinars.database.inserting import Row, write
from webinars.kernel.ids import new_public_id
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter


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
) -> str:
    """Put a letter in the outbox; return its public id. It leaves if, and only if, `db` commits."""
    letter = letter_row(
        kind=kind,
        address=address,
        name=name,
        language=language,
        zone=zone,
        about=about,
        now=now,
        content=content,
        revision=revision,
        cause=cause,
        due_at=due_at,
        valid_until=valid_until,
        urgent=urgent,
    )
    write(db, letter)
    return str(letter.said["public_id"])


def letter_row(
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
) -> Row:
    """Return what `post` writes, for who writes it together with what the letter is about."""
    return Row(
        Letter,
        public_id=new_public_id(),
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


@dataclass(frozen=True)
class Reader:
    """Who gets one letter of many, and what it is about."""

    address: str
    name: str
    language: Language
    zone: str | None
    about: str
    revision: int


def post_to_many(
    db: Db,
    *,
    kind: str,
    readers: Sequence[Reader],
    now: datetime,
    valid_until: datetime | None = None,
    urgent: bool = False,
) -> None:
    """Put a letter to each of `readers` in the outbox, in one statement."""
    common = {
        "kind": kind,
        "content": {},
        "urgent": urgent,
        "posted_at": now,
        "due_at": now,
        "valid_until": valid_until,
        "attempts": 0,
    }
    rows = [vars(one) | {"host": host_of(one.address)} | common for one in readers]
    if rows:
        db.connection().execute(insert(Letter), rows)


def host_of(address: str) -> str:
    """Return the host of an address, as letters to it are counted."""
    return address.rpartition("@")[2].casefold()[:255]


def waiting() -> list[ColumnElement[bool]]:
    """Return what is true of a letter that may still leave."""
    return [Letter.sent_at.is_(None), Letter.failed_at.is_(None), Letter.withdrawn_at.is_(None)]


About = str | SelectBase
"""A public id, or a query that returns many."""


def withdraw(db: Db, *, about: About, now: datetime, kinds: Sequence[str] | None = None) -> int:
    """Take back the letters about `about` that have not left; return how many."""
    these = _waiting_about(about, kinds)
    taken = update(Letter).where(*these).values(withdrawn_at=now).returning(Letter.id)
    return len(db.scalars(taken).all())


def count_waiting(db: Db, *, about: About, kinds: Sequence[str] | None = None) -> int:
    """Count what `withdraw` would take back."""
    return _count(db, _waiting_about(about, kinds))


def count_withdrawn(
    db: Db, *, about: About, at: datetime, kinds: Sequence[str] | None = None
) -> int:
    """Count what was taken back at the moment `at`: the same however often it was asked for."""
    return _count(db, [*_about(about, kinds), Letter.withdrawn_at == at])


def _count(db: Db, these: list[ColumnElement[bool]]) -> int:
    return db.scalar(select(func.count()).select_from(Letter).where(*these)) or 0


def _waiting_about(about: About, kinds: Sequence[str] | None) -> list[ColumnElement[bool]]:
    return [*waiting(), *_about(about, kinds)]


def _about(about: About, kinds: Sequence[str] | None) -> list[ColumnElement[bool]]:
    named = Letter.about == about if isinstance(about, str) else Letter.about.in_(about)
    return [named, *([] if kinds is None else [Letter.kind.in_(kinds)])]


def withdraw_caused(db: Db, *, cause: str, now: datetime) -> int | None:
    """Take back every letter that one act caused; None where one has begun to leave.

    The caller then undoes its work: letters are taken back whole, or not at all.
    """
    unclaimed = [*waiting(), Letter.cause == cause, Letter.claimed_until.is_(None)]
    taken = update(Letter).where(*unclaimed).values(withdrawn_at=now).returning(Letter.id)
    count = len(db.scalars(taken).all())
    others = select(exists().where(Letter.cause == cause, Letter.withdrawn_at.is_(None)))
    return None if db.scalar(others) else count


def forget_letters(db: Db, *, about: Sequence[str], now: datetime) -> int:
    """Take the address out of every letter about these; what has not left is withdrawn.

    What lies in a folder, where there is no mail server, is deleted by the next `purge`.
    """
    theirs = Letter.about.in_(about)
    db.execute(update(Letter).where(*waiting(), theirs).values(withdrawn_at=now))
    blank = update(Letter).where(theirs).values(address="", host="", name="", content={})
    return db.execute(blank).rowcount  # type: ignore[attr-defined,no-any-return]
