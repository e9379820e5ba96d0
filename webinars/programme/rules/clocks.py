"""Announced times after the rules of a zone changed: what they mean now, and what was kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webinars.kernel.refusals import Refusal
from webinars.kernel.zones import instant_of
from webinars.programme.models import Sitting


@dataclass(frozen=True)
class Drift:
    """A sitting whose announced time is another instant by the present tz data."""

    sitting: Sitting
    begins: datetime | None
    """By the present data. None: clocks skip the announced time now, or show it twice."""


def drifts_of(sittings: Iterable[Sitting], now: datetime) -> list[Drift]:
    """Return which of the sittings to come drift. What has begun never moves."""
    ahead = (one for one in sittings if one.starts_at > now and one.cancelled_at is None)
    read = [Drift(sitting, _begins(sitting)) for sitting in ahead]
    return [drift for drift in read if drift.begins != drift.sitting.starts_at]


def _begins(sitting: Sitting) -> datetime | None:
    try:
        return instant_of(sitting.announced_start, sitting.zone)
    except Refusal:
        return None
