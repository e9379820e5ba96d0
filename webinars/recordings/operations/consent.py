"""Taking back a consent to be recorded: possible while nothing is public yet."""

from datetime import datetime

from sqlalchemy import exists, select

from webinars.database import Db
from webinars.programme.models import Appearance, Sitting
from webinars.programme.operations import take_consent_back
from webinars.recordings.models import Recording
from webinars.recordings.operations.refusals import PublishedAlready


def withdraw_consent(db: Db, *, appearance: Appearance, now: datetime) -> None:
    """Withdraw the consent of somebody who appears. Without one, nothing happens.

    Raises:
        PublishedAlready: a recording of the webinar is public, or was.
    """
    public = (
        exists()
        .where(Recording.sitting_id == Sitting.id)
        .where(Sitting.webinar_id == appearance.webinar_id, Recording.published_at.is_not(None))
    )
    if db.scalar(select(public)):
        raise PublishedAlready
    take_consent_back(db, appearance=appearance, now=now)
