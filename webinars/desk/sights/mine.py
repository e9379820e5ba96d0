"""One's own registration as its holder sees it: how it stands, and what can be done now."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting
from webinars.programme.rules import SOON, registration_is_open, standing, text_in
from webinars.registrations.models import Place, PlaceState, Registration, Substitution
from webinars.registrations.rules import (
    CONSENTS,
    Band,
    Seats,
    agreed,
    is_admitted,
    is_proven,
    last_place,
    number_of,
    standing_place,
    standing_places,
)

NEAR = timedelta(minutes=100)
"""The script counts minutes from here on."""


class Stage(enum.StrEnum):
    """What the first screen of the page answers."""

    UNPROVEN = "unproven"
    """One button first: nobody has said yet that the address is theirs."""
    AHEAD = "ahead"
    SOON = "soon"
    """The room is open, and the sitting has not begun."""
    LIVE = "live"
    WAITING = "waiting"
    OFFERED = "offered"
    """A place is kept for an answer."""
    OUT = "out"
    """Neither place nor turn: offers ran out, twice."""
    PENDING = "pending"
    """Somebody has still to approve it."""
    REJECTED = "rejected"
    OFF = "off"
    """The sitting is cancelled, and the registration stands."""
    OVER = "over"
    CANCELLED = "cancelled"


ALTERABLE = frozenset(
    {Stage.AHEAD, Stage.WAITING, Stage.OFFERED, Stage.OUT, Stage.PENDING, Stage.OFF}
)
"""At which sitting and wishes can still be changed."""

ANSWERABLE = frozenset({Stage.UNPROVEN, Stage.PENDING, Stage.AHEAD, Stage.SOON, Stage.LIVE})
"""At which a colleague who was sent has still to say whether they go."""


@dataclass(frozen=True)
class Other:
    """Another sitting of the same webinar that one can change to, or come back for."""

    sitting: Sitting
    number: int
    band: Band
    turn: bool = False
    """Whether the person waits in its queue already."""

    @property
    def waits(self) -> bool:
        """Whether one who comes now gets no place, but a turn."""
        return self.band in {Band.FULL, Band.DRAWN}

    @property
    def drawn(self) -> bool:
        return self.band is Band.DRAWN


@dataclass(frozen=True)
class MySight:
    stage: Stage
    registration: Registration
    title: Said
    sitting: Sitting
    number: int
    """Which sitting of the webinar, by time from 1; 0: the only one."""
    opens_at: datetime
    """From when the page shows the way into the room."""
    near: bool
    """Whether that is so near that minutes are counted."""
    others: tuple[Other, ...]
    agreed: tuple[str, ...]
    not_agreed: tuple[str, ...]
    passed: Substitution | None = None
    """By which the place was passed on to a colleague."""
    taken: Substitution | None = None
    """By which a colleague's place came here."""

    @property
    def beside(self) -> list[Place]:
        """Return the places that stand beside the one that the page is about."""
        return standing_places(self.registration)[1:]

    @property
    def queues(self) -> bool:
        """Whether the person may wait in several queues."""
        return self.stage in {Stage.WAITING, Stage.OFFERED}

    @property
    def zone(self) -> str | None:
        return self.registration.zone

    @property
    def changeable(self) -> bool:
        """Whether sitting and wishes can still be changed."""
        return self.stage in ALTERABLE

    @property
    def has_place(self) -> bool:
        """Whether a place is confirmed; waiting for one, or being offered one, is none."""
        place = standing_place(self.registration)
        return place is not None and place.state is PlaceState.CONFIRMED

    @property
    def passable(self) -> bool:
        """Whether the place can be passed on to a colleague."""
        return self.has_place and self.stage in {
            Stage.UNPROVEN,
            Stage.AHEAD,
            Stage.PENDING,
            Stage.SOON,
        }

    @property
    def cancellable(self) -> bool:
        return self.stage not in {Stage.LIVE, Stage.OVER, Stage.CANCELLED}


def my_sight(
    registration: Registration,
    *,
    seats: Mapping[int, Seats],
    language: Language,
    now: datetime,
    passed: Substitution | None = None,
    taken: Substitution | None = None,
) -> MySight:
    """Return the page of `registration`; `seats` of those of `others_for` by their ids."""
    sitting = _present(registration)
    text, tongue = text_in(registration.webinar.texts, language)
    given = agreed(registration)
    stage = stage_of(registration, sitting, now)
    asked = taken is not None and taken.accepted_at is None and stage in ANSWERABLE
    return MySight(
        stage=Stage.UNPROVEN if asked else stage,
        registration=registration,
        title=Said(text.title, tongue),
        sitting=sitting,
        number=number_of(sitting),
        opens_at=sitting.starts_at - SOON,
        near=sitting.starts_at - SOON - now < NEAR,
        others=tuple(
            Other(one, number_of(one), seats[one.id].band, turn=_has_turn(registration, one))
            for one in others_for(registration, now)
        ),
        agreed=tuple(words for kind, words in CONSENTS.items() if kind in given),
        not_agreed=tuple(words for kind, words in CONSENTS.items() if kind not in given),
        passed=passed,
        taken=taken,
    )


def others_for(registration: Registration, now: datetime) -> list[Sitting]:
    """Return the sittings of the webinar that one can change to, or come back for."""
    webinar, present = registration.webinar, _present(registration)
    return [
        one
        for one in standing(webinar)
        if registration_is_open(webinar, one, now) and _worth(one, present, registration)
    ]


def stage_of(registration: Registration, sitting: Sitting, now: datetime) -> Stage:
    """Return how the registration stands; `sitting` is that of its last place."""
    if registration.cancelled_at is not None:
        return Stage.CANCELLED
    if sitting.cancelled_at is not None or registration.webinar.cancelled_at is not None:
        return Stage.OFF
    if sitting.ends_at <= now:
        return Stage.OVER
    if not is_proven(registration):
        return Stage.UNPROVEN
    return _by_approval(registration) or _by_place(registration, sitting, now)


def _has_turn(registration: Registration, sitting: Sitting) -> bool:
    return any(place.sitting is sitting for place in standing_places(registration))


def _present(registration: Registration) -> Sitting:
    place = last_place(registration)
    return place.sitting if place else standing(registration.webinar)[0]


def _by_approval(registration: Registration) -> Stage | None:
    if is_admitted(registration):
        return None
    return Stage(registration.approval.value)


def _by_place(registration: Registration, sitting: Sitting, now: datetime) -> Stage:
    place = standing_place(registration)
    if place is None:
        return Stage.OUT
    if place.state is PlaceState.OFFERED:
        return Stage.OFFERED
    return Stage.WAITING if place.state is PlaceState.WAITING else _by_clock(sitting, now)


def _by_clock(sitting: Sitting, now: datetime) -> Stage:
    if now < sitting.starts_at - SOON:
        return Stage.AHEAD
    return Stage.SOON if now < sitting.starts_at else Stage.LIVE


def _worth(one: Sitting, present: Sitting, registration: Registration) -> bool:
    """Say whether `one` is to be offered: another one, or the same after cancelling."""
    gone = registration.cancelled_at is not None or standing_place(registration) is None
    return one is not present or gone
