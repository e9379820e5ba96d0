"""Until when an offered place is held. Never until an hour of the recipient's night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webinars.kernel.zones import zone_of

LONGEST = timedelta(hours=48)
SHARE = 4
"""An offer lasts a quarter of the time that is left until the start, and not longer than that."""
WORTH = timedelta(hours=2)
"""What must be left of an offer that ends in the evening rather than in the morning."""
EVENING, MORNING = time(22), time(7)
"""No offer ends between them; on their strokes it may."""


def offer_until(
    now: datetime, *, starts_at: datetime, cutoff: datetime, zone: str
) -> datetime | None:
    """Return until when a place offered at `now` is held, or None if it cannot be offered.

    The lesser of 48 hours and a quarter of the time until the start. An end in
    the night of `zone` is moved back to 22:00 if two hours remain until then,
    else on to 07:00 if that is before the cut-off.

    Args:
        cutoff: from when on nothing is offered.
        zone: the recipient's, an IANA name.

    Raises:
        UnknownZone: of the zone.
    """
    if now >= cutoff or now >= starts_at:
        return None
    until = (now + min(LONGEST, (starts_at - now) / SHARE)).replace(microsecond=0)
    if until <= now:
        return None
    here = zone_of(zone)
    if not in_night(until, here):
        return until
    evening, morning = _night_around(until, here)
    if not in_night(evening, here) and evening - now >= WORTH:
        return evening
    return morning if morning < cutoff and not in_night(morning, here) else None


def in_night(instant: datetime, here: ZoneInfo) -> bool:
    """Say whether a clock shows a time between 22:00 and 07:00, their strokes left out."""
    shown = instant.astimezone(here).time()
    return shown > EVENING or shown < MORNING


def _night_around(until: datetime, here: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when the night begins and ends in which `until` lies."""
    wall = until.astimezone(here)
    first = wall.date() if wall.time() > EVENING else wall.date() - timedelta(days=1)
    evening = datetime.combine(first, EVENING, here)
    morning = datetime.combine(first + timedelta(days=1), MORNING, here)
    return evening.astimezone(UTC), morning.astimezone(UTC)
