"""Deleting what a letter said, and to whom, some time after it has left."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from webinars.database import Db
from webinars.outbox.models import Letter

KEPT = timedelta(days=90)
"""How long after its end the body of a letter is kept, to answer questions about it."""

BATCH = 500


def purge(db: Db, *, now: datetime) -> list[str]:
    """Empty letters whose end is long past, at most a batch; return their public ids.

    That a letter of its kind left, when, and in which language stays; so does a
    letter that may still leave.
    """
    ended = func.coalesce(Letter.sent_at, Letter.failed_at, Letter.withdrawn_at)
    old = (
        select(Letter.id)
        .where(Letter.purged_at.is_(None), ended <= now - KEPT)
        .order_by(Letter.id)
        .limit(BATCH)
    )
    emptied = (
        update(Letter)
        .where(Letter.id.in_(old))
        .values(address="", name="", content={}, last_error=None, purged_at=now)
        .returning(Letter.public_id)
    )
    return list(db.scalars(emptied))
