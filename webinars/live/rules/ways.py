"""In which order the ways in are shown. Pure."""

from datetime import datetime, timedelta

from webinars.live.models import ProviderRoom, RoomDoor, Way
from webinars.programme.models import Sitting

COUNTED = timedelta(minutes=3)
"""How long the provider's count of those present says that a room is full."""

ROOMLESS = (Way.STREAM, Way.TELEPHONE)
"""Ways that a full room leaves open."""


def ways_of(
    *, wished: Way | None, full: bool, telephone: bool, stream: bool, sound: bool
) -> tuple[Way, ...]:
    """Return the ways that there are, the one to take first.

    What somebody asked for comes first. Where the room is full, what remains
    open comes before it, and the stream is shown only then or where it was asked for.
    """
    there = {
        Way.ROOM: True,
        Way.SOUND: sound,
        Way.TELEPHONE: telephone,
        Way.STREAM: stream and (full or wished is Way.STREAM),
    }
    order = [way for way, is_there in there.items() if is_there]
    if full:
        order.sort(key=lambda way: way not in ROOMLESS)
        order.sort(key=lambda way: way is not Way.STREAM)
    if wished in order and not (full and wished not in ROOMLESS):
        order.sort(key=lambda way: way is not wished)
    return tuple(order)


def is_full(
    sitting: Sitting, *, door: RoomDoor | None, room: ProviderRoom | None, now: datetime
) -> bool:
    """Say whether an officer said so, or the provider counted so many a moment ago."""
    if door is not None and door.full:
        return True
    if room is None or room.present is None or room.present_at is None or not sitting.capacity:
        return False
    return now - room.present_at <= COUNTED and room.present >= sitting.capacity
