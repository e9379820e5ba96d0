"""A copy of what this room holds of a person, and its erasure."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from webinars.database import Db
from webinars.people.models import Person
from webinars.people.queries import is_of
from webinars.recordings.models import OwnView, Recording
from webinars.registrations.models import Registration


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return which recordings `person` opened by her own link: JSON values only."""
    opened = (
        select(Recording.slug, OwnView.day)
        .join(Recording, Recording.id == OwnView.recording_id)
        .join(Registration, Registration.id == OwnView.registration_id)
        .where(is_of(Registration.person_id, person))
        .order_by(OwnView.day, Recording.slug)
    )
    return {
        "recordings opened": [
            {"recording": slug, "day": day.isoformat()} for slug, day in db.execute(opened)
        ]
    }


def forget(db: Db, *, person: Person, now: datetime) -> None:
    """Erase nothing: what is here says a registration and a day, and the name leaves elsewhere."""
