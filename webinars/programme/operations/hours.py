"""Taking the hours of a plan: its twin sittings at once."""

from collections.abc import Sequence
from datetime import datetime

from webinars.database import Db
from webinars.programme.models import Sitting, Webinar
from webinars.programme.operations.facts import SittingFacts, Slot
from webinars.programme.operations.sittings import add_sitting


def take_hours(
    db: Db, *, webinar: Webinar, slots: Sequence[Slot], reason: str, by: str, now: datetime
) -> list[Sitting]:
    """Add a sitting to `webinar` at each of `slots`, all for the same reason, or none.

    Raises what `add_sitting` raises.
    """
    facts = SittingFacts(slot_reason=reason)
    return [
        add_sitting(db, webinar=webinar, slot=slot, facts=facts, by=by, now=now) for slot in slots
    ]
