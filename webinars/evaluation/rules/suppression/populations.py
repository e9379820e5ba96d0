"""Of whom the figures tell: which persons are counted by each, and who holds whom.

A figure tells a base and a part of it. Both are sizes of sets of persons, such as those who were
expected and attended. Where a set holds another, their difference is a count of persons too, which
whoever knows both can compute; `FORMS` are all the counts that can be computed so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from webinars.evaluation.rules import is_small

PUBLIC = ("registered", "expected", "joined", "attended")
"""Sets whose sizes stand in public of their own."""

PARENTS: Mapping[str, tuple[str, ...]] = {
    "registered": (),
    "expected": ("registered",),
    "joined": (),
    "attended": ("joined",),
    "expected who joined": ("expected", "joined"),
    "expected who attended": ("expected who joined", "attended"),
    "stay-25": ("attended",),
    "stay-50": ("stay-25",),
    "stay-75": ("stay-50",),
    "completed": ("stay-75",),
    "stay-85": ("completed",),
    "peaks": ("joined",),
    "peak": ("peaks",),
    "at the end": ("peaks",),
    "askers": ("joined",),
    "floor questions": (),
    "floor answers": ("floor questions",),
    "invited": ("joined",),
    "invited late": ("invited",),
    "asked after": ("invited",),
    "answered after": ("asked after",),
    "asked three-months": ("joined",),
    "answered three-months": ("asked three-months",),
    "applied three-months": ("answered three-months",),
    "asked six-months": ("joined",),
    "answered six-months": ("asked six-months",),
    "applied six-months": ("answered six-months",),
    "satisfaction or none": ("answered after",),
    "satisfaction": ("satisfaction or none",),
    "satisfied": ("satisfaction",),
    "relevance": ("answered after",),
    "relevant": ("relevance",),
    "recommend": ("answered after",),
    "promoters": ("recommend",),
    "passives": ("recommend",),
    "detractors": ("recommend",),
    "gain": ("answered after",),
    "apply": ("answered after",),
    "would apply": ("apply",),
    "persons": ("attended",),
    "persons again": ("persons",),
    "recorded": ("registered",),
    "viewed": ("recorded",),
    "viewed only": ("viewed",),
    "made": (),
}
"""Every set with those that hold it. Of `peaks` and `persons` the size is no larger, at least."""

SURPLUS = "promoters less detractors"


@dataclass(frozen=True)
class Kind:
    """What a figure tells. It is told of a public set's persons, or of others within it."""

    base: str
    part: str = ""
    """Counted by n; empty: it is a mean, a median or a sum over the base."""
    is_rest: bool = False
    """n counts the others: who is not in `part`."""
    question: str = ""
    """Of whose answers it tells: of one question one measure is told, as several tell it all."""


STAYS = ("stay-25", "stay-50", "stay-75", "stay-85")

KINDS: Mapping[tuple[int, str], Kind] = {
    (1, "attended"): Kind("expected", "expected who attended"),
    (1, "joined"): Kind("expected", "expected who joined"),
    (2, "no-show"): Kind("expected", "expected who joined", is_rest=True),
    **{(3, one): Kind("joined") for one in ("median", "mean", "q1", "q3")},
    **{(4, one): Kind("joined") for one in ("median", "mean")},
    (5, "completed"): Kind("joined", "completed"),
    (6, "end"): Kind("peaks", "at the end", is_rest=True),
    (7, "peak"): Kind("peak"),
    (8, "hours"): Kind("joined"),
    (12, "after"): Kind("asked after", "answered after"),
    (12, "late"): Kind("invited", "invited late"),
    (12, "three-months"): Kind("asked three-months", "answered three-months"),
    (12, "six-months"): Kind("asked six-months", "answered six-months"),
    (14, "top-two"): Kind("satisfaction", "satisfied", question="satisfaction"),
    (14, "relevance"): Kind("relevance", "relevant", question="relevance"),
    (14, "not-applicable"): Kind(
        "satisfaction or none", "satisfaction", is_rest=True, question="satisfaction"
    ),
    **{(15, one): Kind("satisfaction", question="satisfaction") for one in ("mean", "sd")},
    (16, "nps"): Kind("recommend", SURPLUS, question="recommend"),
    **{
        (16, one): Kind("recommend", one, question="recommend")
        for one in ("promoters", "passives", "detractors")
    },
    **{(17, one): Kind("gain", question="gain") for one in ("gain", "sd")},
    (18, "top-two"): Kind("apply", "would apply", question="apply"),
    **{
        (19, one): Kind(f"answered {one}", f"applied {one}", question=f"applied {one}")
        for one in ("three-months", "six-months")
    },
    (20, "persons"): Kind("persons", "persons again"),
    (21, "per-participant"): Kind("attended"),
    (21, "per-hour"): Kind("joined"),
    (22, "identified"): Kind("recorded", "viewed"),
    (22, "not-live"): Kind("viewed", "viewed only"),
    (24, "askers"): Kind("joined", "askers"),
    (24, "answered"): Kind("floor questions", "floor answers"),
    (25, "registered"): Kind("made"),
    **{(26, one): Kind("attended", one) for one in STAYS},
}
"""Every figure of persons that may be told of a series. What is not here is told of no series:
figures that count by State (10, 11, members of 20), and blanks, of which one person leaves many."""


OPEN = frozenset({9, 22, 23, 25, 27, 28, 29})
"""Indicators that count members, webinars, topics, parts, days or views, and no persons: but for
the measures of `KINDS`."""


def is_open(indicator: int, measure: str) -> bool:
    """Say whether a figure counts no persons, so that nothing of it is suppressed."""
    return indicator in OPEN and (indicator, measure) not in KINDS


def tells_of_few(indicator: int, measure: str, *counts: float | None) -> bool:
    """Say whether a figure rests on so few persons that it may not be published.

    Args:
        counts: its numerator and denominator. Two webinars of two are no two persons.
    """
    return not is_open(indicator, measure) and any(map(is_small, counts))


@dataclass(frozen=True)
class Form:
    """A count of persons, as a sum of sizes."""

    terms: Mapping[str, int]
    times: int = 1
    """How often the smallest count it must hold."""

    def of(self, sizes: Mapping[str, int]) -> int | None:
        """Return the count; None where not all sizes are known."""
        if not self.terms.keys() <= sizes.keys():
            return None
        return sum(factor * sizes[name] for name, factor in self.terms.items())


@cache
def ancestors(name: str) -> frozenset[str]:
    """Return the sets that hold `name`."""
    above = PARENTS.get(name, ())
    return frozenset(above).union(*map(ancestors, above))


@cache
def tied(name: str) -> frozenset[str]:
    """Return the public sets that hold `name`, itself among them where it is one."""
    return (ancestors(name) | {name}) & set(PUBLIC)


@cache
def nearest(name: str) -> frozenset[str]:
    """Return those of them that hold no other: where none of these moved, nobody did."""
    return tied(name) - frozenset().union(*map(ancestors, tied(name)))


def _forms() -> list[Form]:
    questions = {one.base for one in KINDS.values() if one.question}
    alone = [Form({name: 1}, 2 if name in questions else 1) for name in PARENTS]
    beside = [Form({one: 1, name: -1}) for name in PARENTS for one in sorted(ancestors(name))]
    return [*alone, *beside, *MORE]


MORE = (
    # joined for a moment, and not expected
    Form({"joined": 1, "attended": -1, "expected who joined": -1, "expected who attended": 1}),
    # in three webinars or more: every visit, less the first and the second
    Form({"attended": 1, "persons": -1, "persons again": -1}),
    # attended, and did not view
    Form({"attended": 1, "viewed": -1, "viewed only": 1}),
    # twice the detractors and the passives; twice the promoters and the passives
    Form({"recommend": 1, SURPLUS: -1}, 2),
    Form({"recommend": 1, SURPLUS: 1}, 2),
)

FORMS = _forms()


def closed(sizes: Mapping[str, int]) -> dict[str, int]:
    """Return `sizes` with those that follow from two that are alike, or from one that is nought.

    Where a set is as large as one that holds it, they are the same; so is what lies between them,
    and what of each is within a third. Of nobody, nobody is a part.
    """
    found = dict(sizes)
    for _ in range(2):  # of what follows, more may follow
        for name in PARENTS.keys() - found.keys():
            above = {found[one] for one in ancestors(name) & found.keys()}
            below = {found[one] for one in _within(name) & found.keys()}
            if 0 in above or above & below:
                found[name] = 0 if 0 in above else min(above)
        _alike(found)
    return found


def _alike(found: dict[str, int]) -> None:
    """Add of who was expected and came what follows where all who joined attended, or were."""
    inner, outer = "expected who attended", "expected who joined"
    joined, attended = found.get("joined"), found.get("attended")
    if joined is not None and joined == attended:
        found |= {one: found[other] for one, other in ((inner, outer), (outer, inner))
                  if other in found and one not in found}  # fmt: skip
    if joined is not None and attended is not None and found.get(outer) == joined:
        found.setdefault(inner, attended)


@cache
def _within(name: str) -> frozenset[str]:
    """Return the sets that `name` holds."""
    return frozenset(one for one in PARENTS if name in ancestors(one))
