"""Deleting what a letter said, and to whom, some time after it has left."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update

from webinars.database import Db
from webinars.outbox.models import Letter

KEPT = timedelta(days=90)
"""How long after its end the body of a letter is kept, to answer questions about it."""

BATCH = 500


def purge(db: Db, *, now: datetime) -> list[str]:
    """Empty letters whose end is long past, or whose reader was forgotten; return their public ids.

    At most a batch of them.

    That a letter of its kind left, when, and in which language stays; so does a
    letter that may still leave.
    """
    ended = func.coalesce(Letter.sent_at, Letter.failed_at, Letter.withdrawn_at)
    forgotten = and_(Letter.address == "", ended.is_not(None))
    old = (
        select(Letter.id)
        .where(Letter.purged_at.is_(None), or_(ended <= now - KEPT, forgotten))
        .order_by(Letter.id)
        .limit(BATCH)
    )
    emptied = (
        update(Letter)
        .where(Letter.id.in_(old))
        .values(address="", host="", name="", content={}, last_error=None, purged_at=now)
        .returning(Letter.public_id)
    )
    return list(db.scalars(emptied))
