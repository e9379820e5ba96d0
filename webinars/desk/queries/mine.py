"""What a registration's own page shows of the rooms above: recordings, and what is asked of her."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.feedback.models import Invitation
from webinars.registrations.models import Registration


def open_invitation(db: Db, *, registration: Registration, now: datetime) -> Invitation | None:
    """Return the newest invitation to answer that is still open, answered or not."""
    asked = (
        select(Invitation)
        .where(Invitation.registration_id == registration.id, Invitation.closes_at > now)
        .order_by(Invitation.id.desc())
        .limit(1)
        .options(joinedload(Invitation.questionnaire))
    )
    return db.scalars(asked).one_or_none()
