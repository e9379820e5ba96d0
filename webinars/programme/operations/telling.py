"""Telling those who appear that hours changed, or that nothing takes place.

The letter waits as long as the change can be taken back, and is drafted from
what stands then: a change that was taken back is told to nobody.
"""

from datetime import datetime

from webinars.database import Db
from webinars.outbox.operations import post, withdraw
from webinars.programme.letters import CHANGED, hours_of
from webinars.programme.models import Webinar
from webinars.programme.operations.holding_back import HOLD
from webinars.programme.rules import takes_part

Hours = dict[str, str]


def tell_hours(db: Db, *, webinar: Webinar, before: Hours, now: datetime) -> None:
    """Post a letter to everyone who was invited and takes part, if the hours differ."""
    if hours_of(webinar) == before:
        return
    for row in webinar.appearances:
        if not (takes_part(row) and row.invited_at and row.address):
            continue
        withdraw(db, about=row.public_id, now=now, kinds=[CHANGED])
        post(
            db,
            kind=CHANGED,
            address=row.address,
            name=row.name,
            language=row.language,
            zone=row.zone,
            about=row.public_id,
            revision=row.generation,
            content={"was": before},
            now=now,
            due_at=now + HOLD,
        )
