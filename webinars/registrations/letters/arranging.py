"""The letter that answers what a person needs in order to take part."""

from sqlalchemy import select

from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Pen
from webinars.programme.calendar import is_cancelled
from webinars.registrations.letters.parts import path, standing_row, values_of
from webinars.registrations.models import Arrangement, ArrangementState
from webinars.registrations.rules import standing_place


def arranged(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the answer as it stands; None once the wish is open again or nothing is to come."""
    registration = standing_row(db, letter, pen)
    place = standing_place(registration) if registration else None
    answered = db.scalars(
        select(Arrangement).where(Arrangement.public_id == letter.content["arrangement"])
    ).one_or_none()
    if registration is None or place is None or is_cancelled(place.sitting):
        return None
    if answered is None or answered.state is ArrangementState.OPEN:
        return None
    more = {
        "needs": registration.needs,
        "possible": answered.state is ArrangementState.ARRANGED,
        "answer": answered.answer,
    }
    return Draft(path("arranged"), values_of(registration, place.sitting, letter, pen) | more)
