"""When and how many viewers at one connection can be declared (the rules on group viewing)."""

from datetime import datetime, timedelta

from webinars.programme.models import Sitting

WITHIN = timedelta(hours=48)
"""So long after the end of the sitting."""
MOST_VIEWERS = 500
MANY_VIEWERS = 30
"""From so many on, it is said where they watched, so that somebody can judge whether it is so."""


def group_open_until(sitting: Sitting) -> datetime:
    return sitting.ends_at + WITHIN


def may_declare_group(sitting: Sitting, now: datetime) -> bool:
    """Say whether viewers can be declared: from the start until 48 hours after the end."""
    return sitting.starts_at <= now < group_open_until(sitting) and sitting.cancelled_at is None
