"""The sittings that are still to come, for whoever looks at their clocks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from webinars.database import Db
from webinars.programme.models import Sitting, Webinar


def sittings_ahead(db: Db, *, now: datetime) -> Sequence[Sitting]:
    """Return every sitting that is still to come, by instant, with its webinar's texts."""
    whole = contains_eager(Sitting.webinar)
    ahead = (
        select(Sitting)
        .join(Sitting.webinar)
        .where(Sitting.starts_at > now, Sitting.cancelled_at.is_(None))
        .where(Webinar.cancelled_at.is_(None))
        .options(whole.joinedload(Webinar.series), whole.selectinload(Webinar.texts))
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return db.scalars(ahead).unique().all()
