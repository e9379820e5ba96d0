"""What a reader can do about a sitting now."""

import enum
from datetime import datetime

from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.rules import registration_is_open


class Standing(enum.StrEnum):
    """What can be done about a sitting now."""

    OPEN = "open"
    FULL = "full"
    """Registration is open, for a turn in the queue."""
    NOT_YET = "not-yet"
    CLOSED = "closed"
    LIVE = "live"
    """It is being held, and registration is closed."""
    HELD = "held"
    CANCELLED = "cancelled"


WELCOMING = frozenset({Standing.OPEN, Standing.FULL})


def standing_of(webinar: Webinar, sitting: Sitting, *, full: bool, now: datetime) -> Standing:
    """Return what can be done about `sitting`; `full` says that a newcomer would wait."""
    if webinar.state is WebinarState.CANCELLED or sitting.cancelled_at is not None:
        return Standing.CANCELLED
    if sitting.ends_at <= now:
        return Standing.HELD
    if registration_is_open(webinar, sitting, now):
        return Standing.FULL if full else Standing.OPEN
    if sitting.starts_at <= now:
        return Standing.LIVE
    return Standing.CLOSED if webinar.state is WebinarState.OPEN else Standing.NOT_YET
