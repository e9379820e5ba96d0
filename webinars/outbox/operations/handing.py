"""Handing letters over one by one: who may take which, and how each attempt ended."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from webinars.database import Db
from webinars.outbox.models import Host, Letter
from webinars.outbox.operations.posting import waiting
from webinars.outbox.rules import AT_ONCE, Pace

LEASE = timedelta(minutes=5)
"""How long a worker may keep a letter before another may take it."""

BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720)]
"""How long to wait after each failed attempt; after the last one the letter is given up."""


def claim(db: Db, *, now: datetime, pace: Pace = AT_ONCE) -> Letter | None:
    """Lease the letter that has been due longest, or return None if none is due.

    Two workers never hold the same letter: PostgreSQL passes over a row that
    another is claiming, and SQLite lets one transaction write at a time. A host
    that has had as many letters as `pace` allows is passed over until later.
    """
    due = [*_due(now), *_at_pace(pace, now)]
    oldest = select(Letter.id).where(*due).order_by(Letter.due_at, Letter.id).limit(1)
    oldest = oldest.with_for_update(skip_locked=True)
    claimed = (
        update(Letter)
        .where(Letter.id == oldest.scalar_subquery(), *due)
        .values(claimed_until=now + LEASE, attempts=Letter.attempts + 1)
        .returning(Letter)
    )
    letter = db.scalars(claimed).one_or_none()
    if letter is not None and pace.limits and letter.host:
        _count(db, letter.host, pace, now)
    return letter


def is_due(db: Db, *, now: datetime, pace: Pace = AT_ONCE) -> bool:
    """Say whether any letter waits for a worker; asked before `claim`, which writes."""
    return bool(db.scalar(select(exists().where(*_due(now), *_at_pace(pace, now)))))


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


def postpone(letter: Letter, *, until: datetime) -> None:
    """Let a letter that was claimed wait, as if nobody had tried to hand it over."""
    letter.due_at, letter.claimed_until = until, None
    letter.attempts -= 1


def try_again(db: Db, *, public_id: str, now: datetime) -> None:
    """Put a letter that was given up back among those that are due."""
    again = update(Letter).where(Letter.public_id == public_id, Letter.failed_at.is_not(None))
    db.execute(again.values(failed_at=None, attempts=0, due_at=now))


def _at_pace(pace: Pace, now: datetime) -> list[ColumnElement[bool]]:
    if not pace.limits:
        return []
    busy = select(Host.host).where(Host.free_at > pace.tolerated(now))
    return [Letter.host.not_in(busy)]


def _count(db: Db, host: str, pace: Pace, now: datetime) -> None:
    """Note that the host gets a letter now."""
    known = db.scalar(select(Host.free_at).where(Host.host == host))
    free_at = pace.next(known, now)
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    first = insert(Host).values(host=host, free_at=free_at)
    db.execute(first.on_conflict_do_update(index_elements=[Host.host], set_={"free_at": free_at}))
