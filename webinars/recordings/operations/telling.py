"""Telling those who registered that a recording is ready."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.people.models import Address
from webinars.programme.models import Sitting
from webinars.recordings.letters import READY
from webinars.recordings.models import Recording
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.operations.telling import tell

BATCH = 500
NEWS_FOR = timedelta(days=14)
"""After its publication a recording is no news any more."""


def post_ready(db: Db, *, now: datetime) -> int:
    """Tell, at most a batch, who had a place and has not been told; return how many.

    One letter a registration, of the first recording of its webinar that is public.
    """
    recent = (
        select(Recording)
        .where(Recording.published_at > now - NEWS_FOR, Recording.withdrawn_at.is_(None))
        .options(joinedload(Recording.sitting))
        .order_by(Recording.published_at, Recording.id)
    )
    left = BATCH
    for recording in db.scalars(recent):
        for registration in _untold(db, recording, left):
            left -= 1
            until = now + NEWS_FOR
            tell(
                db,
                registration=registration,
                kind=READY,
                now=now,
                valid_until=until,
                slug=recording.slug,
            )
        if not left:
            break
    return BATCH - left


def _untold(db: Db, recording: Recording, limit: int) -> Sequence[Registration]:
    told = select(Letter.id).where(Letter.about == Registration.public_id, Letter.kind == READY)
    found = (
        select(Registration)
        .join(Registration.places)
        .join(Place.sitting)
        .join(Registration.address)
        .where(Sitting.webinar_id == recording.sitting.webinar_id)
        .where(Place.state == PlaceState.CONFIRMED, Registration.cancelled_at.is_(None))
        .where(Address.proven_at.is_not(None), ~told.exists())
        .options(contains_eager(Registration.address), joinedload(Registration.person))
        .order_by(Registration.id)
        .limit(limit)
    )
    return db.scalars(found).unique().all()
