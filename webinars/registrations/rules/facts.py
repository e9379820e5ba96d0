"""What follows from a registration's answers, and how many places are free."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.people import rules as people_rules
from webinars.programme.models import PromisedPart, Sitting, Webinar
from webinars.programme.rules import SOON, promised
from webinars.registrations.models import (
    Approval,
    Category,
    ConsentKind,
    Place,
    PlaceState,
    Registration,
    Source,
)
from webinars.registrations.rules.extra import Answered

NOTICE_VERSION = people_rules.NOTICE_VERSION
"""Of the privacy notice at `/privacy`: raised with every change of its meaning."""

SECTORS: Mapping[str, str] = {
    "ip-office": N_("Intellectual property office"),
    "government": N_("Other government body"),
    "mission": N_("Permanent mission"),
    "university": N_("University or research"),
    "business": N_("Business"),
    "civil-society": N_("Civil society"),
    "practice": N_("Legal practice"),
    "other": N_("Another sector"),
}

GENDERS: Mapping[str, str] = {
    "woman": N_("Woman"),
    "man": N_("Man"),
    "other": N_("Another"),
    "unsaid": N_("I prefer not to say"),
}
"""Asked for the figures of the evaluation only. Not answered is no answer, “unsaid” is one."""

CONSENTS: Mapping[ConsentKind, str] = {
    ConsentKind.RECORDING: N_("My voice may stay in the recording"),
    ConsentKind.FOLLOW_UP: N_("Ask me after three and six months what I used"),
    ConsentKind.NEWS: N_("Tell me about the next webinars"),
}

HOLDING = frozenset({PlaceState.CONFIRMED, PlaceState.OFFERED})
"""States of a place that take one of those that a sitting has."""

ADMITTING = frozenset({Approval.NOT_ASKED, Approval.APPROVED})
"""Approvals with which a place leads into the room."""

ON_BEHALF = frozenset({Source.FOCAL_POINT, Source.SECRETARIAT})
"""Sources of registrations that somebody else made for the person."""

REJECTIONS: Mapping[str, str] = {
    "not-known": N_("Your delegation does not know of this registration."),
    "another-delegate": N_("Your delegation has named somebody else for this webinar."),
    "not-for-you": N_("This webinar is held for a circle to which you do not belong."),
    "twice": N_("You are registered already, with another address or name."),
    "few-places": N_("There are too few places, and your delegation has its share."),
}
"""Reasons that we say in each person's language, by their keys."""


class Reach(enum.Enum):
    """To whom of those concerned letters are posted."""

    ALL = "all"
    ONE_A_LANGUAGE = "one a language"
    """The first of each language: a rehearsal, whose letters are shown and taken back."""


FEW_AT_LEAST = 5
FEW_SHARE = 10
"""Places are few from a tenth of all downwards, and from five in any case."""


class Band(enum.StrEnum):
    """How many places are free, as far as a public page tells."""

    UNLIMITED = "unlimited"
    PLENTY = "plenty"
    FEW = "few"
    FULL = "full"
    DRAWN = "drawn"
    """Nobody has a place before the draw."""


BANDS: Mapping[Band, str] = {
    Band.UNLIMITED: N_("There is a place for everyone."),
    Band.PLENTY: N_("Places are free."),
    Band.FEW: N_("Few places are free."),
    Band.FULL: N_("All places are taken: you register for a turn in the queue."),
    Band.DRAWN: N_("All who register wait until the draw."),
}


@dataclass(frozen=True)
class Seats:
    """How the places of a sitting are held."""

    places: int | None
    """None: no limit, and what is held was not counted."""
    held: int = 0
    waiting: int = 0
    draws_at: datetime | None = None
    """When the places are drawn; None: that is over, or there is no draw."""

    @property
    def free(self) -> int | None:
        return None if self.places is None else max(0, self.places - self.held)

    @property
    def open_to_newcomers(self) -> bool:
        """Whether one who comes now gets a place: nobody passes those who wait."""
        return self.places is None or self.held + self.waiting < self.places

    @property
    def band(self) -> Band:
        if self.places is None:
            return Band.UNLIMITED
        return Band.DRAWN if self.draws_at else self._band_of(self.places)

    def _band_of(self, places: int) -> Band:
        left = places - self.held - self.waiting
        if left <= 0:
            return Band.FULL
        return Band.FEW if left <= max(FEW_AT_LEAST, places // FEW_SHARE) else Band.PLENTY


@dataclass(frozen=True)
class Declaration:
    """What a person says when they register."""

    name: str
    address: str
    category: Category
    language: Language
    state_code: str | None = None
    organisation: str = ""
    function: str = ""
    sector: str = ""
    gender: str = ""
    listens_in: str = ""
    zone: str | None = None
    needs: str = ""
    viewers: int = 1
    referral: str = ""
    consents: frozenset[ConsentKind] = field(default_factory=frozenset)
    answers: tuple[Answered, ...] = ()
    """To the further questions of the webinar."""
    asked_more: bool = False
    """Whether the further questions of the webinar were put, answered or not."""
    whole_series: bool = False
    """Whether the other webinars of the series are wished for too."""
    also: tuple[str, ...] = ()
    """Public ids of other sittings that would suit, if no place is free in the first, in order."""


def interpretation(webinar: Webinar) -> list[str]:
    """Return the languages into which the webinar is interpreted, by code."""
    return promised(webinar, PromisedPart.INTERPRETATION)


def standing_place(registration: Registration) -> Place | None:
    """Return the place that the registration holds, else the first it waits for, else None."""
    return next(iter(standing_places(registration)), None)


def standing_places(registration: Registration) -> list[Place]:
    """Return its places that stand: held before waited for, of cancelled sittings last.

    Several where the person waits in the queues of several sittings.
    """
    standing = [place for place in registration.places if place.state is not PlaceState.RELEASED]
    return sorted(standing, key=_later) if len(standing) > 1 else standing


def place_in(registration: Registration, sitting: str) -> Place | None:
    """Return the place that stands in the sitting of this public id."""
    standing = standing_places(registration)
    return next((place for place in standing if place.sitting.public_id == sitting), None)


def turns_beside(registration: Registration, sitting: Sitting) -> list[Sitting]:
    """Return the other sittings in whose queues the person waits too."""
    waited = (one for one in standing_places(registration) if one.state is PlaceState.WAITING)
    return [one.sitting for one in waited if one.sitting is not sitting]


def last_place(registration: Registration) -> Place | None:
    """Return the place that stands, else the one that was released last."""
    return standing_place(registration) or next(reversed(registration.places), None)


def _later(place: Place) -> tuple[bool, bool]:
    return place.sitting.cancelled_at is not None, place.state is PlaceState.WAITING


def number_of(sitting: Sitting) -> int:
    """Return which sitting of its webinar it is, by time from 1; 0 where it is the only one."""
    twins = sorted(sitting.webinar.sittings, key=lambda one: (one.starts_at, one.id))
    return twins.index(sitting) + 1 if len(twins) > 1 else 0


def is_proven(registration: Registration) -> bool:
    """Whether somebody who reads letters sent to its address has answered."""
    return registration.address is not None and registration.address.proven_at is not None


def agreed(registration: Registration) -> frozenset[ConsentKind]:
    """Return what the person agrees to now."""
    given = (row for row in registration.consents if row.withdrawn_at is None)
    return frozenset(row.kind for row in given)


def first_approval(webinar: Webinar, source: Source) -> Approval:
    """Return the approval of a new registration; who may approve registers with approval."""
    if not webinar.asks_approval:
        return Approval.NOT_ASKED
    return Approval.APPROVED if source in ON_BEHALF else Approval.PENDING


def is_admitted(registration: Registration) -> bool:
    """Whether nobody's approval is wanting."""
    return registration.approval in ADMITTING


def room_is_open(registration: Registration, now: datetime) -> bool:
    """Whether her page shows the way in: a place, approval, a proven address, the time."""
    place = standing_place(registration)
    if not is_admitted(registration):
        return False
    if place is None or place.state is not PlaceState.CONFIRMED or not is_proven(registration):
        return False
    sitting = place.sitting
    here = registration.cancelled_at is None and sitting.cancelled_at is None
    return here and sitting.starts_at - SOON <= now < sitting.ends_at


@dataclass(frozen=True)
class Reminder:
    """A letter before a sitting: due `before` it, and of no use later than `useful` before it."""

    kind: str
    before: timedelta
    useful: timedelta
    late: bool = False
    """Whether who got a place after it was due gets it too."""
    needs_room: bool = False
    """Whether it waits until a live room is known."""
    urgent: bool = False


REMINDERS = (
    Reminder("registrations.reminder_week", timedelta(days=7), timedelta(days=2)),
    Reminder(
        "registrations.joining", timedelta(days=2), timedelta(hours=2), late=True, needs_room=True
    ),
    Reminder("registrations.reminder_day", timedelta(days=1), timedelta(hours=3)),
    Reminder("registrations.reminder_hour", timedelta(hours=1), timedelta(minutes=5), urgent=True),
)
