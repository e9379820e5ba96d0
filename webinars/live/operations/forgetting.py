"""A copy of what this room holds of a person, and its erasure."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from webinars.database import Db
from webinars.journal.operations import forget_details
from webinars.live.models import (
    FloorQuestion,
    GroupViewing,
    HookEvent,
    Intent,
    QuestionVote,
    RoomMove,
    WayWish,
)
from webinars.people.models import Address, Person
from webinars.people.queries import is_of
from webinars.registrations.models import Registration


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that this room holds of `person`, for their own copy: JSON values only."""
    own = select(Registration.id).where(is_of(Registration.person_id, person))
    questions = select(FloorQuestion).where(FloorQuestion.registration_id.in_(own))
    presses = select(Intent).where(Intent.registration_id.in_(own))
    groups = select(GroupViewing).where(GroupViewing.registration_id.in_(own))
    moves = select(RoomMove).where(RoomMove.registration_id.in_(own)).order_by(RoomMove.at)
    wishes = select(WayWish).where(WayWish.registration_id.in_(own)).order_by(WayWish.id)
    votes = select(QuestionVote).where(QuestionVote.registration_id.in_(own))
    return {
        "as live rooms reported": [
            {"at": row.at.isoformat(), "joined": row.joined, "name": row.name, "address": row.email}
            for row in db.scalars(moves)
        ],
        "ways in to be shown first": [
            {"at": row.at.isoformat(), "way": row.way} for row in db.scalars(wishes)
        ],
        "questions of others supported": [row.at.isoformat() for row in db.scalars(votes)],
        "questions to the speakers": [_question(row) for row in db.scalars(questions)],
        "joining": [
            {"at": row.at.isoformat(), "way": row.way, "language": row.language}
            for row in db.scalars(presses)
        ],
        "watching together": [_group(row) for row in db.scalars(groups)],
    }


def forget(db: Db, *, person: Person, now: datetime) -> None:  # noqa: ARG001  (as every room)
    """Erase the words of the person's questions, and where they watched together.

    That somebody pressed, asked or watched stays for the counts, without a name.
    """
    own = select(Registration.id).where(is_of(Registration.person_id, person))
    theirs = FloorQuestion.registration_id.in_(own)
    for public_id in db.scalars(select(FloorQuestion.public_id).where(theirs)).all():
        forget_details(db, subject=public_id)
    db.execute(update(FloorQuestion).where(theirs).values(text="", named=False))
    _forget_reports(db, person)
    groups = update(GroupViewing).where(GroupViewing.registration_id.in_(own))
    db.execute(groups.values(note=""))


def _forget_reports(db: Db, person: Person) -> None:
    """Take name and address out of what rooms reported, and out of the messages themselves.

    When somebody came and left stays, under the registration's own number.
    """
    own = db.scalars(select(Registration.id).where(is_of(Registration.person_id, person))).all()
    addresses = db.scalars(select(Address.normal).where(is_of(Address.person_id, person))).all()
    theirs = or_(RoomMove.registration_id.in_(own), RoomMove.email.in_(addresses))
    events = db.scalars(select(RoomMove.event_id).where(theirs).distinct()).all()
    db.execute(update(HookEvent).where(HookEvent.id.in_(events)).values(body={}))
    erased = update(RoomMove).where(theirs).values(name="", email="", external_id="")
    db.execute(erased)


def _question(row: FloorQuestion) -> dict[str, Any]:
    return {
        "question": row.text,
        "language": row.language,
        "asked": row.asked_at.isoformat(),
        "named": row.named,
        "state": row.state,
        "answer": row.answer,
    }


def _group(row: GroupViewing) -> dict[str, Any]:
    return {
        "viewers": row.viewers,
        "women": row.women,
        "men": row.men,
        "where": row.note,
        "declared": row.declared_at.isoformat(),
        "confirmed": row.confirmed_at.isoformat() if row.confirmed_at else None,
    }
