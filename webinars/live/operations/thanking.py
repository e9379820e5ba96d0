"""Thanking those who came."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.live.letters import THANKS
from webinars.live.models import Intent
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.registrations.operations.telling import tell

BATCH = 500
AFTER, WITHIN = timedelta(hours=1), timedelta(days=2)
"""Thanks are due so long after the end, and come too late after that."""


def post_thanks(db: Db, *, now: datetime) -> int:
    """Thank, at most a batch, who pressed *Join now* and was not thanked; return how many."""
    due = _due(db, now)
    for registration, sitting in due:
        until = sitting.ends_at + WITHIN
        told = sitting.public_id
        tell(
            db,
            registration=registration,
            kind=THANKS,
            now=now,
            valid_until=until,
            sitting=told,
        )
    return len(due)


def _due(db: Db, now: datetime) -> Sequence[tuple[Registration, Sitting]]:
    """Return who came with the sitting, each registration once: its first press counts."""
    told = select(Letter.id).where(Letter.about == Registration.public_id, Letter.kind == THANKS)
    rows = db.execute(
        select(Registration, Sitting)
        .join(Intent, Intent.registration_id == Registration.id)
        .join(Sitting, Sitting.id == Intent.sitting_id)
        .join(Registration.address)
        .where(Sitting.ends_at <= now - AFTER, Sitting.ends_at > now - WITHIN)
        .where(Sitting.cancelled_at.is_(None), Registration.cancelled_at.is_(None))
        .where(~told.exists())
        .options(contains_eager(Registration.address), joinedload(Registration.person))
        .order_by(Intent.id)
        .limit(BATCH)
    ).unique()
    first: dict[int, tuple[Registration, Sitting]] = {}
    for registration, sitting in rows:
        first.setdefault(registration.id, (registration, sitting))
    return list(first.values())
