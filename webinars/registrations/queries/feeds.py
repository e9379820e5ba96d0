"""What a registrant's own calendar asks."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.people.models import Person
from webinars.people.queries import is_of
from webinars.programme.models import Webinar
from webinars.registrations.models import Place, Registration


def generation_of_feed(db: Db, public_id: str) -> int | None:
    """Return the `feed_key` of a registration: the door of FEED."""
    key = Registration.generation + Registration.feed_generation
    return db.scalar(select(key).where(Registration.public_id == public_id))


def standing_of(db: Db, *, person: Person) -> Sequence[Registration]:
    """Return what `person`, merges followed, is registered for, with all that an entry says."""
    webinar = joinedload(Registration.webinar)
    own = (
        select(Registration)
        .where(is_of(Registration.person_id, person), Registration.cancelled_at.is_(None))
        .options(
            joinedload(Registration.places).joinedload(Place.sitting),
            webinar.selectinload(Webinar.texts),
            webinar.selectinload(Webinar.activities),
        )
        .order_by(Registration.id)
    )
    return db.scalars(own).unique().all()
