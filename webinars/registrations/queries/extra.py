"""Further questions of a webinar, and their answers."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webinars.database import Db
from webinars.registrations.models import ExtraAnswer, ExtraField, Registration
from webinars.registrations.rules.extra import given_in, still_open


def extra_fields(db: Db, *, webinar_id: int) -> Sequence[ExtraField]:
    """Return the further questions that are asked now, in their order, with their texts."""
    asked = select(ExtraField).where(
        ExtraField.webinar_id == webinar_id, ExtraField.retired_at.is_(None)
    )
    return db.scalars(asked.options(selectinload(ExtraField.texts)).order_by(ExtraField.id)).all()


def open_questions(db: Db, *, registration: Registration) -> Sequence[ExtraField]:
    """Return what is asked of that person, needs an answer and has none; mostly nothing at all."""
    if not registration.webinar.asks_more:
        return []
    fields = extra_fields(db, webinar_id=registration.webinar_id)
    given = extra_answers(db, registration_ids=[registration.id]).get(registration.id, [])
    return still_open(fields, given_in(fields, given))


def extra_answers(db: Db, *, registration_ids: Collection[int]) -> dict[int, list[ExtraAnswer]]:
    """Return the answers of each registration that gave any, in the order of the questions."""
    given = select(ExtraAnswer).where(ExtraAnswer.registration_id.in_(registration_ids))
    found: dict[int, list[ExtraAnswer]] = {}
    for answer in db.scalars(given.order_by(ExtraAnswer.field_id)):
        found.setdefault(answer.registration_id, []).append(answer)
    return found
