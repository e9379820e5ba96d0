"""Answering the further questions of a webinar after registering, or otherwise than before."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert

from webinars.database import Db
from webinars.journal.operations import record
from webinars.registrations.models import ExtraAnswer, Registration
from webinars.registrations.operations.proving import lock, prove_holder
from webinars.registrations.operations.refusals import IsCancelled
from webinars.registrations.rules.extra import Answered


def answer_further(
    db: Db,
    *,
    registration: Registration,
    asked: Collection[int],
    answers: Sequence[Answered],
    by: str,
    now: datetime,
) -> None:
    """Let these answers stand in place of those before.

    Args:
        asked: ids of the questions that were put; what answered any other question stays.

    Raises:
        IsCancelled: there is nothing to complete.
    """
    lock(db, registration)
    if registration.cancelled_at is not None:
        raise IsCancelled
    prove_holder(db, registration, by=by, now=now)
    mine = ExtraAnswer.registration_id == registration.id
    db.execute(delete(ExtraAnswer).where(mine, ExtraAnswer.field_id.in_(asked)))
    if answers:
        of = {"registration_id": registration.id}
        db.execute(insert(ExtraAnswer), [of | vars(one) for one in answers])
    kind, subject = "registrations.answer_further", registration.public_id
    record(db, kind=kind, actor=by, subject=subject, now=now)
