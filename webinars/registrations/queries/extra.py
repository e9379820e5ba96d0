"""Further questions of a webinar, and their answers."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, literal, select
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


def to_complete(*, webinar_id: int | None = None) -> Select[int]:
    """Return a selection of the ids of standing registrations that owe answers.

    Of which `open_questions` would return some; of one webinar, or of all.
    """
    asks = ExtraField.retired_at.is_(None)
    everybody = (
        select(Registration.id.label("registration_id"), ExtraField.id.label("field_id"))
        .join(ExtraField, ExtraField.webinar_id == Registration.webinar_id)
        .where(asks, ExtraField.if_field_id.is_(None), Registration.cancelled_at.is_(None))
    )
    if webinar_id is not None:
        everybody = everybody.where(Registration.webinar_id == webinar_id)
    asked = everybody.cte("asked", recursive=True)
    given = ExtraAnswer.registration_id == asked.c.registration_id
    chosen = literal(",") + ExtraAnswer.value + ","  # one value, or several with commas between
    hanging = (
        select(asked.c.registration_id, ExtraField.id)
        .join(ExtraField, ExtraField.if_field_id == asked.c.field_id)
        .join(ExtraAnswer, given & (ExtraAnswer.field_id == asked.c.field_id))
        .where(asks, chosen.contains("," + ExtraField.if_value + ","))
    )
    asked = asked.union_all(hanging)
    given = ExtraAnswer.registration_id == asked.c.registration_id
    answered = select(ExtraAnswer.field_id).where(
        given, ExtraAnswer.field_id == asked.c.field_id, ExtraAnswer.value != ""
    )
    owing = select(asked.c.registration_id).join(ExtraField, ExtraField.id == asked.c.field_id)
    return owing.where(ExtraField.needed, ~answered.exists())
