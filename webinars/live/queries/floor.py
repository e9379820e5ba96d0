"""Questions from the floor."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.live.models import FloorQuestion, QuestionState, QuestionVote
from webinars.programme.models import Webinar
from webinars.registrations.models import Registration

SHOWN = frozenset(
    {QuestionState.SHOWN, QuestionState.ANSWERED, QuestionState.ALOUD, QuestionState.LATER}
)

TURN = {
    QuestionState.NEW: 0,
    QuestionState.SHOWN: 1,
    QuestionState.LATER: 2,
    QuestionState.ANSWERED: 3,
    QuestionState.ALOUD: 3,
    QuestionState.HIDDEN: 4,
}
"""What needs the moderator first."""


class Queued(NamedTuple):
    """A question in the moderator's queue, and how many want it answered."""

    question: FloorQuestion
    votes: int


class NoSuchQuestion(NotFound):
    message = N_("There is no such question.")


def questions_to(db: Db, *, webinar: Webinar) -> Sequence[FloorQuestion]:
    """Return every question that was put and not taken back, with its author, the first first."""
    return db.scalars(_put().where(FloorQuestion.webinar_id == webinar.id)).all()


def queue_of(db: Db, *, webinar: Webinar) -> list[Queued]:
    """Return the questions as the moderator takes them: unread, then the most wanted first."""
    votes = votes_of(db, webinar=webinar)
    rows = [Queued(one, votes.get(one.id, 0)) for one in questions_to(db, webinar=webinar)]
    return sorted(
        rows, key=lambda row: (TURN[row.question.state], -row.votes, row.question.asked_at)
    )


def votes_of(db: Db, *, webinar: Webinar) -> dict[int, int]:
    """Return how many want each question answered, by the question's id."""
    rows = (
        select(QuestionVote.question_id, func.count())
        .join(FloorQuestion, FloorQuestion.id == QuestionVote.question_id)
        .where(FloorQuestion.webinar_id == webinar.id)
        .group_by(QuestionVote.question_id)
    )
    return dict(db.execute(rows).all())


def voted_by(db: Db, *, registration: Registration) -> frozenset[int]:
    rows = select(QuestionVote.question_id)
    return frozenset(db.scalars(rows.where(QuestionVote.registration_id == registration.id)))


def published_questions(db: Db, *, webinar: Webinar) -> Sequence[FloorQuestion]:
    """Return what is published with the recording: answered in writing, in the order asked."""
    answered = (
        FloorQuestion.webinar_id == webinar.id,
        FloorQuestion.state == QuestionState.ANSWERED,
    )
    return db.scalars(_put().where(*answered)).all()


def questions_of(db: Db, *, registration: Registration) -> Sequence[FloorQuestion]:
    """Return what the holder of `registration` asked and did not take back, the first first."""
    return db.scalars(_put().where(FloorQuestion.registration_id == registration.id)).all()


def questions_for(db: Db, *, registration: Registration) -> Sequence[FloorQuestion]:
    """Return what the holder may read: their own questions, and those of others that are shown."""
    own = FloorQuestion.registration_id == registration.id
    readable = _put().where(
        FloorQuestion.webinar_id == registration.webinar_id,
        or_(own, FloorQuestion.state.in_(SHOWN)),
    )
    return db.scalars(readable).all()


def find_question(db: Db, *, webinar: Webinar, public_id: str) -> FloorQuestion | None:
    here = (FloorQuestion.webinar_id == webinar.id, FloorQuestion.public_id == public_id)
    return db.scalars(_put().where(*here)).one_or_none()


def get_question(db: Db, *, webinar: Webinar, public_id: str) -> FloorQuestion:
    """Return what `find_question` finds.

    Raises:
        NoSuchQuestion: it finds none.
    """
    found = find_question(db, webinar=webinar, public_id=public_id)
    if found is None:
        raise NoSuchQuestion
    return found


def _put() -> Select[FloorQuestion]:
    author = joinedload(FloorQuestion.registration).joinedload(Registration.person)
    put = select(FloorQuestion).where(FloorQuestion.text != "")
    return put.options(author).order_by(FloorQuestion.asked_at, FloorQuestion.id)
