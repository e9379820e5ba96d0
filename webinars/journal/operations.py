"""Writing the journal, sealing it, and erasing what it says of a person."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, text, update

from webinars.database import Db
from webinars.database.composing import table_of
from webinars.database.inserting import Row, write
from webinars.journal.models import Detail, Entry
from webinars.journal.queries import last_sealed
from webinars.journal.rules import GENESIS, chained, digest_detail

BATCH = 2_000
"""Entries sealed in one transaction at most, so that the write lock is soon free again."""

UNSEALED = select(table_of(Entry)).where(Entry.sequence.is_(None)).order_by(Entry.id).limit(BATCH)
SEAL = update(table_of(Entry)).where(table_of(Entry).c.id == bindparam("sealed"))

SEALER_LOCK = 0x5EA1
"""Advisory lock of PostgreSQL that one sealer holds; SQLite has one writer anyway."""


def record(
    db: Db,
    *,
    kind: str,
    actor: str,
    subject: str,
    now: datetime,
    detail: dict[str, Any] | None = None,
    evidence: bool = True,
) -> None:
    """Write that `actor` changed `subject`, unchained, in the caller's transaction.

    Args:
        kind: `room.verb`, such as `registrations.register`.
        actor: public id, or a word such as `worker`.
        detail: names, addresses, texts; JSON values only. Erasable.
        evidence: False for entries about snapshots, packs and mail.
    """
    write(
        db,
        *entry_rows(
            kind=kind, actor=actor, subject=subject, now=now, detail=detail, evidence=evidence
        ),
    )


def entry_rows(
    *,
    kind: str,
    actor: str,
    subject: str,
    now: datetime,
    detail: dict[str, Any] | None = None,
    evidence: bool = True,
) -> list[Row]:
    """Return what `record` writes, for who writes it together with what changed."""
    salt = "" if detail is None else secrets.token_hex(16)
    digest = None if detail is None else digest_detail(salt, detail)
    entry = Row(
        Entry,
        kind=kind,
        actor=actor,
        subject=subject,
        at=now,
        evidence=evidence,
        detail_digest=digest,
    )
    return (
        [entry]
        if detail is None
        else [entry, Row(Detail, entry_id=entry, salt=salt, content=detail)]
    )


def seal(db: Db) -> int:
    """Chain the oldest unsealed entries; return how many. One sealer works at a time."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SEALER_LOCK})
    db.flush()
    line = db.connection()  # rows, not objects: there are many, and others wait for their turn
    waiting = line.execute(UNSEALED).all()
    if waiting:
        line.execute(SEAL, _chain(waiting, last_sealed(db)))
        db.expire_all()
    return len(waiting)


def _chain(waiting: Sequence[Any], last: Entry | None) -> list[dict[str, Any]]:
    """Return place and link of each, after `last`."""
    sequence, previous = (last.sequence or 0, last.hash or GENESIS) if last else (0, GENESIS)
    sealed = []
    for entry in waiting:
        sequence += 1
        previous = chained(previous, sequence, entry)
        sealed.append({"sealed": entry.id, "sequence": sequence, "hash": previous})
    return sealed


def forget_details(db: Db, *, subject: str) -> int:
    """Delete what the journal says in names and texts about `subject`; return how many details."""
    about = select(Entry.id).where(Entry.subject == subject)
    gone = db.scalars(delete(Detail).where(Detail.entry_id.in_(about)).returning(Detail.entry_id))
    return len(gone.all())
