"""What is kept of a sitting's places, until when, and who may take of it. Pure.

Before its declared moment a guarantee, a reserve and the observers' share keep
places that nobody has asked for yet. Afterwards those are as free as any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from webinars.registrations.models import SeatRules, Way
from webinars.registrations.rules.allocation import Rule
from webinars.registrations.rules.plans import Reserve

USUAL_CUTOFF = 2
"""Hours before the start from which nothing is offered, where nothing else was declared."""


@dataclass(frozen=True)
class Settings:
    """How a sitting gives its places, with the declared moments as instants."""

    way: Way
    guarantee: int
    reserves: Mapping[Reserve, int]
    observers_share: int
    draws_at: datetime
    guarantee_until: datetime
    reserves_until: datetime
    observers_until: datetime
    cutoff: datetime

    @property
    def keeps(self) -> bool:
        return bool(self.guarantee or any(self.reserves.values()) or self.observers_share)

    def at(self, now: datetime) -> "Settings":
        """Return the settings without what has flowed back by `now`."""
        return Settings(
            way=self.way,
            guarantee=self.guarantee if now < self.guarantee_until else 0,
            reserves=self.reserves if now < self.reserves_until else {},
            observers_share=self.observers_share if now < self.observers_until else 0,
            draws_at=self.draws_at,
            guarantee_until=self.guarantee_until,
            reserves_until=self.reserves_until,
            observers_until=self.observers_until,
            cutoff=self.cutoff,
        )


def settings_of(rules: SeatRules | None, *, starts_at: datetime) -> Settings:
    """Return the settings of a sitting; where nothing was declared, at once and nothing kept."""
    if rules is None:
        end = starts_at - timedelta(hours=USUAL_CUTOFF)
        return Settings(Way.AT_ONCE, 0, {}, 0, end, end, end, end, end)

    def before(hours: int) -> datetime:
        return starts_at - timedelta(hours=hours)

    return Settings(
        way=rules.way,
        guarantee=rules.guarantee,
        reserves=reserves_of(rules),
        observers_share=rules.observers_share,
        draws_at=before(rules.draw_hours),
        guarantee_until=before(rules.guarantee_hours),
        reserves_until=before(rules.reserve_hours),
        observers_until=before(rules.observers_hours),
        cutoff=before(rules.cutoff_hours),
    )


def reserves_of(rules: SeatRules) -> dict[Reserve, int]:
    """Return the reserves that keep a place, in the order in which they are filled."""
    found = {one: int(getattr(rules, f"reserve_{one}")) for one in Reserve}
    return {one: places for one, places in found.items() if places}


@dataclass(frozen=True)
class Claim:
    """As what somebody asks for a place, or holds one."""

    state: str | None
    """Code of a member State; None: an observer."""
    group: str | None = None
    kinds: frozenset[Reserve] = frozenset()
    """Of LDC, LLDC and SIDS, those to which the State belongs."""

    def may_use(self, reserve: Reserve) -> bool:
        return bool(self.kinds) if reserve is Reserve.TOGETHER else reserve in self.kinds


@dataclass(frozen=True)
class Kept:
    """How many places are kept and not yet used."""

    guarantees: int = 0
    reserves: Mapping[Reserve, int] = field(default_factory=dict)
    observers: int = 0

    @property
    def reserved(self) -> int:
        return sum(self.reserves.values())

    @property
    def total(self) -> int:
        return self.guarantees + self.reserved + self.observers


def kept_of(settings: Settings, *, holders: Mapping[Claim, int], members: int) -> Kept:
    """Return what is still kept under `settings` as they stand.

    Args:
        holders: places held, by as what.
        members: how many member States there are; each has its guarantee.
    """
    left = dict(settings.reserves)
    used = guests = 0
    for claim, places in sorted(holders.items(), key=lambda pair: pair[0].state or ""):
        if claim.state is None:
            guests += places
            continue
        used += min(settings.guarantee, places)
        _use(left, claim, max(0, places - settings.guarantee))
    return Kept(
        guarantees=max(0, settings.guarantee * members - used),
        reserves=left,
        observers=max(0, settings.observers_share - guests),
    )


def entitled(
    claim: Claim, *, settings: Settings, kept: Kept, holders: Mapping[Claim, int], free: int
) -> Rule | Reserve | None:
    """Return which rule lets `claim` take one of `free` places now; None: she waits.

    `Rule.ROUNDS` is a place that nobody's rule keeps. A guarantee stands before
    a reserve, a reserve before the observers' share: where places are fewer than
    what is kept, the later ones wait.
    """
    own = sum(places for one, places in holders.items() if one.state == claim.state)
    if claim.state and own < settings.guarantee and free >= max(1, kept.guarantees):
        return Rule.GUARANTEE
    for reserve, places in kept.reserves.items() if claim.state else ():
        if places and claim.may_use(reserve) and free >= kept.guarantees + kept.reserved:
            return reserve
    if claim.state is None and kept.observers and free >= kept.total:
        return Rule.OBSERVERS
    return Rule.ROUNDS if free > kept.total else None


def could_use(other: Claim, rule: Rule | Reserve, claim: Claim) -> bool:
    """Say whether `other`, who waits, could use the place that `rule` would give to `claim`."""
    if rule is Rule.GUARANTEE:
        return other.state == claim.state
    if rule is Rule.OBSERVERS:
        return other.state is None
    if isinstance(rule, Reserve):
        return other.state is not None and other.may_use(rule)
    return True


def _use(left: dict[Reserve, int], claim: Claim, places: int) -> None:
    for reserve in _mine(left, claim):
        taken = min(left[reserve], places)
        left[reserve] -= taken
        places -= taken


def _mine(left: Mapping[Reserve, int], claim: Claim) -> Iterable[Reserve]:
    return [one for one in Reserve if one in left and claim.may_use(one)]
