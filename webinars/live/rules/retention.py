"""Until when a provider keeps its own report of a sitting. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple

from webinars.live.models import ProviderRoom
from webinars.live.rules.capabilities import CAPABILITIES, FETCH_BEFORE


class Keeping(NamedTuple):
    """A report that is still with the provider."""

    deleted_at: datetime
    fetched: bool
    """We fetch it by ourselves before that; else somebody has to."""


def keeping_of(room: ProviderRoom, *, ended_at: datetime) -> Keeping | None:
    """Return until when the report is kept; None where the provider does not say."""
    can = CAPABILITIES[room.account.provider]
    days = room.account.retention_days or can.retention_days
    if days is None:
        return None
    return Keeping(ended_at + timedelta(days=days), can.attendance == "webhook+api")


def days_left(keeping: Keeping, now: datetime) -> int:
    """Return the whole days that are left; 0 from the last day on."""
    return max(0, (keeping.deleted_at - now) // timedelta(days=1))


def is_pressing(keeping: Keeping, now: datetime) -> bool:
    return now >= keeping.deleted_at - FETCH_BEFORE
