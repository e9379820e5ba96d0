"""How the places of a webinar's sittings are given, as its public page tells; and one queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.registrations.models import Outcome, Queue, SeatDecision, SeatRules, Way
from webinars.registrations.rules import Reserve, number_of
from webinars.registrations.rules.keeping import Settings, settings_of

RESERVES: Mapping[Reserve, str] = {
    Reserve.LDC: N_("least developed countries"),
    Reserve.LLDC: N_("landlocked developing countries"),
    Reserve.SIDS: N_("small island developing States"),
    Reserve.TOGETHER: N_("these three together"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.PLACE: N_("place given"),
    Outcome.WAIT: N_("waits"),
    Outcome.OFFER: N_("place offered"),
    Outcome.BY_HAND: N_("offered by hand"),
}


@dataclass(frozen=True)
class PlacesSight:
    """One sitting's settings in words: what is kept, until when, and the seed."""

    sitting: Sitting
    number: int
    places: int | None
    drawn: bool
    """Whether places are given by draw."""
    settings: Settings
    version: int
    """0: nothing was declared, what is usual holds."""
    set_at: datetime | None
    earlier: tuple[SeatRules, ...]
    reserves: tuple[tuple[str, int], ...]
    """English ids and places."""
    order_only: bool
    """Whether guarantees are more than places, and so an order."""
    digest: str
    seed: str
    """Empty until the sitting begins."""
    paused: str
    """Why nothing is offered now; empty while it is."""


def places_sight(
    sitting: Sitting,
    *,
    rules: Sequence[SeatRules],
    queue: Queue | None,
    members: int,
    now: datetime,
) -> PlacesSight:
    """Return how the places of `sitting` are given; `rules` are all versions, the newest first."""
    newest = next(iter(rules), None)
    settings = settings_of(newest, starts_at=sitting.starts_at)
    return PlacesSight(
        sitting=sitting,
        number=number_of(sitting),
        places=sitting.places,
        drawn=settings.way is Way.DRAW,
        settings=settings,
        version=newest.version if newest else 0,
        set_at=newest.set_at if newest else None,
        earlier=tuple(rules[1:]),
        reserves=tuple((RESERVES[of], places) for of, places in settings.reserves.items()),
        order_only=settings.guarantee * members > (sitting.places or 0),
        digest=queue.digest if queue else "",
        seed=queue.seed if queue and sitting.starts_at <= now else "",
        paused=queue.pause_reason if queue and queue.paused_at else "",
    )


@dataclass(frozen=True)
class DecisionSight:
    """What was decided last of a place, for the person or the desk."""

    rule: str
    why: str
    """An English id."""
    values: Mapping[str, object]
    rank: int | None
    outcome: str
    """An English id."""
    at: datetime


def decision_sight(row: SeatDecision | None) -> DecisionSight | None:
    if row is None:
        return None
    return DecisionSight(
        row.rule, row.why, row.values, row.rank, OUTCOMES[row.outcome], row.decided_at
    )
