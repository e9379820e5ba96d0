"""Which of many rows holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.states.models import Confidence, Group, Kind

GROUP_NAMES: dict[Group, str] = {
    Group.AFRICA: N_("African Group"),
    Group.ASIA_PACIFIC: N_("Asia and the Pacific Group"),
    Group.LATIN_AMERICA: N_("Group of Latin American and Caribbean Countries (GRULAC)"),
    Group.B: N_("Group B"),
    Group.CENTRAL_EUROPE: N_("Group of Central European and Baltic States (CEBS)"),
    Group.CENTRAL_ASIA: N_(
        "Group of Central Asian, Caucasus and Eastern European Countries (CACEEC)"
    ),
    Group.CHINA: N_("China"),
}
GROUPS = tuple(GROUP_NAMES)

CATEGORY_NAMES: dict[Kind, str] = {
    Kind.LDC: N_("Least developed country"),
    Kind.LLDC: N_("Landlocked developing country"),
    Kind.SIDS: N_("Small island developing State"),
}
CATEGORIES = tuple(CATEGORY_NAMES)

SHORT_NAMES: dict[Group | Kind, str] = {
    Group.AFRICA: N_("African Group"),
    Group.ASIA_PACIFIC: N_("APG"),
    Group.LATIN_AMERICA: N_("GRULAC"),
    Group.B: N_("Group B"),
    Group.CENTRAL_EUROPE: N_("CEBS"),
    Group.CENTRAL_ASIA: N_("CACEEC"),
    Group.CHINA: N_("China"),
    Kind.LDC: N_("LDC"),
    Kind.LLDC: N_("LLDC"),
    Kind.SIDS: N_("SIDS"),
}
"""Of groups and categories, for narrow tables."""

KIND_NAMES: dict[Kind, str] = {
    Kind.MEMBERSHIP: N_("Membership"),
    Kind.OBSERVER: N_("Observer"),
    Kind.GROUP: N_("Regional group"),
    **CATEGORY_NAMES,
    Kind.NAME: N_("Name"),
}

CONFIDENCE_NAMES: dict[Confidence, str] = {
    Confidence.HIGH: N_("high"),
    Confidence.MEDIUM: N_("medium"),
    Confidence.LOW: N_("low"),
}

VALUE_NAMES: dict[str, str] = {
    "1": N_("Yes"),
    "0": N_("No"),
    "": N_("No group"),
    **{group.value: name for group, name in GROUP_NAMES.items()},
}
"""What the values of `state_fact` mean, names apart."""

CLASSIFYING = tuple(kind for kind in Kind if kind is not Kind.NAME)


class Fact(NamedTuple):
    """A row of `state_fact`, with what decides whether it holds."""

    id: int
    state: str
    kind: Kind
    language: Language | None
    value: str
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    verified: bool


Subject = tuple[str, Kind, Language | None]
"""State's code, kind, language: what two rows must share to contradict each other."""


@dataclass(frozen=True)
class Classification:
    """What a state was on a day, as known at a moment.

    A kind of which nothing is recorded for that day reads as “no” and is
    unverified: nobody has said so.
    """

    code: str
    member: bool
    observer: bool
    group: Group | None
    ldc: bool
    lldc: bool
    sids: bool
    unverified: frozenset[Kind]

    @property
    def categories(self) -> tuple[Kind, ...]:
        held = {Kind.LDC: self.ldc, Kind.LLDC: self.lldc, Kind.SIDS: self.sids}
        return tuple(kind for kind in CATEGORIES if held[kind])

    @property
    def doubts(self) -> tuple[Kind, ...]:
        """What is unverified, in one order."""
        return tuple(kind for kind in CLASSIFYING if kind in self.unverified)


def speaks(fact: Fact, *, on: date, known_at: datetime | None) -> bool:
    """Say whether `fact` is about the day `on` and was recorded by `known_at` (None: ever)."""
    begun = fact.valid_from <= on and (fact.valid_to is None or on < fact.valid_to)
    return begun and (known_at is None or fact.recorded_at <= known_at)


def in_force(
    facts: Iterable[Fact], *, on: date, known_at: datetime | None = None
) -> dict[Subject, Fact]:
    """Return, of the rows that speak of each subject, the one recorded last (then highest id)."""
    heard = (fact for fact in facts if speaks(fact, on=on, known_at=known_at))
    last = sorted(heard, key=lambda fact: (fact.recorded_at, fact.id))
    return {(fact.state, fact.kind, fact.language): fact for fact in last}


def classify(code: str, held: Mapping[Subject, Fact]) -> Classification:
    """Return the classification of the state `code` from the rows in force."""
    found = {kind: held[code, kind, None] for kind in CLASSIFYING if (code, kind, None) in held}
    value = {kind: found[kind].value if kind in found else "" for kind in CLASSIFYING}
    return Classification(
        code=code,
        member=value[Kind.MEMBERSHIP] == "1",
        observer=value[Kind.OBSERVER] == "1",
        group=Group(value[Kind.GROUP]) if value[Kind.GROUP] else None,
        ldc=value[Kind.LDC] == "1",
        lldc=value[Kind.LLDC] == "1",
        sids=value[Kind.SIDS] == "1",
        unverified=frozenset(
            kind for kind in CLASSIFYING if kind not in found or not found[kind].verified
        ),
    )
