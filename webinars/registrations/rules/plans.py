"""What an allocation is given: places, what was declared, who waits, and the seed of the draw.

A plan holds neither names nor times. Whoever has the file can run it again.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

RULES_VERSION = 1
"""Of the rules in `docs/reference/allocation.md`: raised when they would decide otherwise."""


class Reserve(enum.StrEnum):
    """For whom places are kept, in the order in which the reserves are filled."""

    LDC = "ldc"
    LLDC = "lldc"
    SIDS = "sids"
    TOGETHER = "together"
    """Whoever is in one of the three."""


@dataclass(frozen=True)
class Entry:
    """Somebody who waits, as classified when they entered the queue."""

    entry: str
    state: str | None = None
    group: str | None = None
    """Regional group; None: the State has none."""
    ldc: bool = False
    lldc: bool = False
    sids: bool = False
    observer: bool = False
    """Whether they come for anybody but a member State."""
    focal_rank: int | None = None
    """Place in the focal point's order, from 1; None: not ordered, and so behind all that are."""

    def may_use(self, reserve: Reserve) -> bool:
        if reserve is Reserve.TOGETHER:
            return self.ldc or self.lldc or self.sids
        return bool(getattr(self, reserve))


@dataclass(frozen=True)
class Given:
    """Places of the same sitting that a member State has from earlier runs."""

    state: str
    group: str | None
    places: int


@dataclass(frozen=True)
class Plan:
    """All that decides. Every figure is a count of places."""

    capacity: int
    seed: str
    entries: tuple[Entry, ...]
    guarantee_each_state: int = 0
    reserves: Mapping[Reserve, int] = field(default_factory=dict)
    observers_share: int = 0
    past_places: Mapping[str, int] = field(default_factory=dict)
    """Places that a State had in the series before this sitting, by its code."""
    given: tuple[Given, ...] = ()
