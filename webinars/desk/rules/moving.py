"""A sitting at another time or venue, before it is moved there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_, clean_line
from webinars.kernel.zones import instant_of
from webinars.programme.models import Sitting
from webinars.programme.operations import Slot
from webinars.programme.operations.refusals import TimeIsPast


class StaysAsItIs(Refusal):
    message = N_("The sitting has this time and venue already. Nobody needs to be told.")


@dataclass(frozen=True)
class Moved:
    starts_at: datetime
    ends_at: datetime
    announced: datetime
    announced_zone: str
    venue: str
    zone: str | None
    """The reader's."""


def moved_to(sitting: Sitting, slot: Slot, *, venue: str, zone: str | None, now: datetime) -> Moved:
    """Return the sitting in its new slot and venue.

    Raises:
        NoSuchTime, UnknownZone, TimeIsPast: of the slot.
        StaysAsItIs: it is there already.
    """
    starts_at = instant_of(slot.wall, slot.zone)
    ends_at = starts_at + timedelta(minutes=slot.minutes)
    if starts_at <= now:
        raise TimeIsPast(wall=f"{slot.wall:%Y-%m-%d %H:%M}", zone=slot.zone)
    stays = (sitting.starts_at, sitting.ends_at, sitting.venue)
    if (starts_at, ends_at, clean_line(venue)) == stays:
        raise StaysAsItIs
    return Moved(starts_at, ends_at, slot.wall, slot.zone, clean_line(venue), zone)
