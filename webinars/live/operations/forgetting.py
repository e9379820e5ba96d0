"""A copy of what this room holds of a person, and its erasure."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from webinars.database import Db
from webinars.journal.operations import forget_details
from webinars.live.models import FloorQuestion, GroupViewing, Intent
from webinars.people.models import Person
from webinars.people.queries import is_of
from webinars.registrations.models import Registration


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that this room holds of `person`, for their own copy: JSON values only."""
    own = select(Registration.id).where(is_of(Registration.person_id, person))
    questions = select(FloorQuestion).where(FloorQuestion.registration_id.in_(own))
    presses = select(Intent).where(Intent.registration_id.in_(own))
    groups = select(GroupViewing).where(GroupViewing.registration_id.in_(own))
    return {
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
    groups = update(GroupViewing).where(GroupViewing.registration_id.in_(own))
    db.execute(groups.values(note=""))


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
