"""Questions from the floor."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.live.models import FloorQuestion, QuestionState
from webinars.programme.models import Webinar
from webinars.registrations.models import Registration

SHOWN = frozenset({QuestionState.SHOWN, QuestionState.ANSWERED})


class NoSuchQuestion(NotFound):
    message = N_("There is no such question.")


def questions_to(db: Db, *, webinar: Webinar) -> Sequence[FloorQuestion]:
    """Return every question that was put and not taken back, with its author, the first first."""
    return db.scalars(_put().where(FloorQuestion.webinar_id == webinar.id)).all()


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
