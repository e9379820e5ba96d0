"""How far a webinar is, and who may register: by its state, its sittings and the clock."""

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta

from webinars.programme.models import Sitting, Webinar, WebinarState

SOON = timedelta(minutes=15)
"""Before a sitting: the join gate opens."""

SCHEDULED = frozenset({WebinarState.ANNOUNCED, WebinarState.OPEN})


class Phase(enum.StrEnum):
    """Where a webinar stands at a moment: its state, and what its sittings' instants add."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    SOON = "soon"
    LIVE = "live"
    HELD = "held"
    CANCELLED = "cancelled"


def was_announced(webinar: Webinar) -> bool:
    """Say whether people have been told of it, even if it was cancelled since."""
    return webinar.announced_at is not None


def standing(webinar: Webinar) -> list[Sitting]:
    """Return the sittings that are not cancelled, the earliest first."""
    held = (sitting for sitting in webinar.sittings if sitting.cancelled_at is None)
    return sorted(held, key=lambda sitting: sitting.starts_at)


def first_instant(webinar: Webinar) -> datetime | None:
    """Return when its first sitting begins: the day by which states are classified.

    Cancelled sittings count only where no other is left. None: it has none.
    """
    starts = [sitting.starts_at for sitting in standing(webinar) or webinar.sittings]
    return min(starts, default=None)


def phase_of(webinar: Webinar, now: datetime) -> Phase:
    if webinar.state is WebinarState.CANCELLED:
        return Phase.CANCELLED
    if webinar.state is WebinarState.DRAFT:
        return Phase.DRAFT
    sittings = standing(webinar)
    if not sittings:
        return Phase.CANCELLED if webinar.sittings else Phase.ANNOUNCED
    return _phase_by_clock(sittings, now) or _phase_by_door(webinar, now)


def registration_is_open(webinar: Webinar, sitting: Sitting, now: datetime) -> bool:
    """Say whether one can register with `sitting` as preference.

    Until it begins, or until the moment that the webinar names; never past its end.
    """
    if webinar.state is not WebinarState.OPEN or sitting.cancelled_at is not None:
        return False
    return now < min(webinar.registration_closes_at or sitting.starts_at, sitting.ends_at)


def changes_after(webinar: Webinar, now: datetime) -> datetime | None:
    """Return the next instant at which the clock alone changes what pages say of it, or None."""
    moments = [webinar.registration_closes_at] if webinar.registration_closes_at else []
    for sitting in standing(webinar):
        moments += [sitting.starts_at - SOON, sitting.starts_at, sitting.ends_at]
    return min((moment for moment in moments if moment > now), default=None)


def _phase_by_clock(sittings: Sequence[Sitting], now: datetime) -> Phase | None:
    if any(sitting.starts_at <= now < sitting.ends_at for sitting in sittings):
        return Phase.LIVE
    if all(sitting.ends_at <= now for sitting in sittings):
        return Phase.HELD
    if any(sitting.starts_at - SOON <= now < sitting.starts_at for sitting in sittings):
        return Phase.SOON
    return None


def _phase_by_door(webinar: Webinar, now: datetime) -> Phase:
    open_door = any(registration_is_open(webinar, sitting, now) for sitting in webinar.sittings)
    return Phase.OPEN if open_door else Phase.ANNOUNCED
