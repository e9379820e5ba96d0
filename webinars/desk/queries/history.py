"""What the journal says of a webinar and its sittings, with the names of who acted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webinars.accounts.models import Account
from webinars.database import Db
from webinars.journal.models import Detail, Entry

LONGEST = 60
"""Entries shown, the newest first."""


@dataclass(frozen=True)
class Happened:
    kind: str
    at: datetime
    actor: str
    """Name of the account that acted; empty where it was none of ours."""
    subject: str
    detail: dict[str, Any]
    """Empty where there was none, or where erasure deleted it."""


def history_of(db: Db, *, subjects: Sequence[str]) -> list[Happened]:
    """Return what happened to the rows called so, the newest first, in one query."""
    rows = db.execute(
        select(Entry.kind, Entry.at, Account.name, Entry.subject, Detail.content)
        .outerjoin(Detail, Detail.entry_id == Entry.id)
        .outerjoin(Account, Account.public_id == Entry.actor)
        .where(Entry.subject.in_(subjects))
        .order_by(Entry.id.desc())
        .limit(LONGEST)
    )
    return [Happened(kind, at, name or "", of, detail or {}) for kind, at, name, of, detail in rows]
