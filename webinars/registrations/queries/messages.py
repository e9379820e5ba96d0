"""Messages to those who registered for a webinar, and to whom each goes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Audience, Message, Place, PlaceState, Registration
from webinars.registrations.queries.told import within
from webinars.registrations.rules import HOLDING, Reach

STATES = {
    Audience.EVERYBODY: HOLDING | {PlaceState.WAITING},
    Audience.CONFIRMED: HOLDING,
    Audience.WAITING: frozenset({PlaceState.WAITING}),
}


def find_message(db: Db, *, public_id: str) -> Message | None:
    found = select(Message).where(Message.public_id == public_id)
    return db.scalars(found.options(selectinload(Message.texts))).one_or_none()


def messages_of(db: Db, *, webinar: Webinar) -> Sequence[Message]:
    """Return the messages of `webinar`, the newest first, with their texts."""
    found = select(Message).where(Message.webinar_id == webinar.id).order_by(Message.id.desc())
    return db.scalars(found.options(selectinload(Message.texts))).all()


def audience_of(
    db: Db, *, webinar: Webinar, audience: Audience, reach: Reach = Reach.ALL
) -> Sequence[Registration]:
    """Return to whom a message goes, in the order of the registrations."""
    these = _reached(webinar, audience)
    found = (
        select(Registration)
        .join(Registration.places)
        .where(*these, *within(reach, *these))
        .options(
            contains_eager(Registration.places),
            joinedload(Registration.person),
            joinedload(Registration.address),
        )
        .order_by(Registration.id)
    )
    return db.scalars(found).unique().all()


def audience_counted(db: Db, *, webinar: Webinar, audience: Audience) -> dict[Language, int]:
    """Return to how many a message goes, by the language in which we write to them."""
    rows = db.execute(
        select(Registration.language, func.count(Registration.id.distinct()))
        .join(Registration.places)
        .where(*_reached(webinar, audience))
        .group_by(Registration.language)
        .order_by(Registration.language)
    )
    return {language: count for language, count in rows}  # noqa: C416  (rows are no pairs to mypy)


def letters_left(db: Db, *, cause: str, since: datetime) -> int:
    """Return how many letters of one cause were handed over since a moment."""
    left = select(func.count()).select_from(Letter)
    return db.scalar(left.where(Letter.cause == cause, Letter.sent_at >= since)) or 0


def _reached(webinar: Webinar, audience: Audience) -> list[ColumnElement[bool]]:
    standing = select(Sitting.id).where(
        Sitting.webinar_id == webinar.id, Sitting.cancelled_at.is_(None)
    )
    return [
        Registration.webinar_id == webinar.id,
        Registration.cancelled_at.is_(None),
        Registration.address_id.is_not(None),
        Place.sitting_id.in_(standing),
        Place.state.in_(STATES[audience]),
    ]
