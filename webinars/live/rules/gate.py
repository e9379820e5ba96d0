"""What the join gate says to whom, from rows and the clock alone. Pure."""

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from webinars.programme.models import Appearance, LiveRoom, Rehearsal, Sitting, WebinarState
from webinars.programme.rules import SOON, rehearsals_ahead, room_of, standing
from webinars.registrations.models import Approval, Place, PlaceState, Registration
from webinars.registrations.rules import is_proven

SETTING_UP = timedelta(minutes=30)
"""Before a sitting: from when those who appear are let in, to try out sound and slides."""


class Stand(enum.StrEnum):
    """How a registration stands at the gate."""

    OPEN = "open"
    """*Join now*."""
    NO_ROOM = "no-room"
    """It is time, and the Secretariat has not entered the room yet."""
    EARLY = "early"
    OVER = "over"
    CANCELLED = "cancelled"
    """The registration."""
    CALLED_OFF = "called-off"
    """The sitting or the webinar."""
    PENDING = "pending"
    REJECTED = "rejected"
    WAITING = "waiting"
    OFFERED = "offered"
    NO_PLACE = "no-place"


class Standing(NamedTuple):
    """What the page shows: how things stand, and for which sitting, if for any."""

    stand: Stand
    sitting: Sitting | None
    proven: bool

    @property
    def room(self) -> LiveRoom | None:
        return room_of(self.sitting) if self.sitting else None


def standing_at(registration: Registration, now: datetime) -> Standing:
    """Return how `registration` stands at the gate at `now`."""
    place = nearest(registration.places, now)
    sitting = place.sitting if place else None
    proven = is_proven(registration)
    return Standing(_stand(registration, place, now), sitting, proven)


def nearest(places: Sequence[Place], now: datetime) -> Place | None:
    """Return the place to go to: a confirmed one of the sitting that ends next, else was last.

    Without a confirmed one, the one that waits; without any that stands, none.
    """
    held = [place for place in places if place.state is PlaceState.CONFIRMED]
    known = held or [place for place in places if place.state is not PlaceState.RELEASED]
    on = [place for place in known if place.sitting.cancelled_at is None] or known
    ahead = [place for place in on if place.sitting.ends_at > now]
    if ahead:
        return min(ahead, key=lambda place: place.sitting.starts_at)
    return max(on, key=lambda place: place.sitting.starts_at, default=None)


class Turn(NamedTuple):
    """How somebody who appears stands at the gate, and for which sitting or rehearsal."""

    stand: Stand
    event: Sitting | Rehearsal | None
    room: LiveRoom | None

    @property
    def opens_at(self) -> datetime | None:
        return lets_in_at(self.event) if self.event else None


def turn_at(appearance: Appearance, now: datetime) -> Turn:
    """Return how `appearance` stands at the gate: the sitting or rehearsal that ends next.

    A rehearsal is held in the room of the next sitting that has one.
    """
    webinar = appearance.webinar
    if appearance.declined_at is not None:
        return Turn(Stand.CANCELLED, None, None)
    if webinar.state is WebinarState.CANCELLED:
        return Turn(Stand.CALLED_OFF, None, None)
    sittings = [one for one in standing(webinar) if one.ends_at > now]
    events: list[Sitting | Rehearsal] = [*sittings, *rehearsals_ahead(webinar, now)]
    if not events:
        return Turn(Stand.OVER if standing(webinar) else Stand.NO_PLACE, None, None)
    event = min(events, key=lambda one: one.starts_at)
    rooms = (room_of(one) for one in ([event] if isinstance(event, Sitting) else sittings))
    room = next((room for room in rooms if room), None)
    if now < lets_in_at(event):
        return Turn(Stand.EARLY, event, room)
    return Turn(Stand.OPEN if room else Stand.NO_ROOM, event, room)


def lets_in_at(event: Sitting | Rehearsal) -> datetime:
    """Return from when those who appear are let in."""
    return event.starts_at - (SETTING_UP if isinstance(event, Sitting) else SOON)


def opens_at(sitting: Sitting) -> datetime:
    return sitting.starts_at - SOON


def is_link(text: str) -> bool:
    """Whether a room's link may be followed: a web address, and nothing that runs a program."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = text.isprintable() and " " not in text
    return whole and parts.scheme in {"https", "http"} and bool(parts.netloc)


def _stand(registration: Registration, place: Place | None, now: datetime) -> Stand:
    if registration.cancelled_at is not None:
        return Stand.CANCELLED
    if registration.webinar.state is WebinarState.CANCELLED:
        return Stand.CALLED_OFF
    if registration.approval in {Approval.PENDING, Approval.REJECTED}:
        return Stand(registration.approval.value)
    return _stand_of(place, now) if place else Stand.NO_PLACE


def _stand_of(place: Place, now: datetime) -> Stand:
    sitting = place.sitting
    if sitting.cancelled_at is not None:
        return Stand.CALLED_OFF
    if sitting.ends_at <= now:
        return Stand.OVER
    if place.state is not PlaceState.CONFIRMED:
        return Stand(place.state.value)
    if now < opens_at(sitting):
        return Stand.EARLY
    return Stand.OPEN if room_of(sitting) else Stand.NO_ROOM
