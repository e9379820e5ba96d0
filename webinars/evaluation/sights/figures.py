"""The indicators as the evaluator's page shows them: words and order. Nothing is computed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from webinars.evaluation.rules import SMALLEST_BASE
from webinars.evaluation.rules.suppression.populations import tells_of_few
from webinars.kernel.text import N_
from webinars.registrations.rules import CATEGORIES, GENDERS, SECTORS
from webinars.states.rules import GROUP_NAMES

NAMES: dict[str, str] = {
    "conversion": N_("Conversion"),
    "no-show": N_("No-show"),
    "credited-minutes": N_("Credited minutes"),
    "attendance-share": N_("Attendance share"),
    "full-attendance": N_("Full attendance"),
    "drop-off": N_("Drop-off"),
    "peak": N_("Most persons at once"),
    "person-hours": N_("Person-hours"),
    "coverage": N_("Coverage"),
    "concentration": N_("Concentration"),
    "representation": N_("Representation ratio"),
    "response-rate": N_("Response rate"),
    "item-non-response": N_("Questions left open"),
    "satisfaction": N_("Satisfaction"),
    "mean-score": N_("Mean score"),
    "nps": N_("Net promoter score"),
    "gain": N_("Self-rated gain"),
    "intention": N_("Intention to apply"),
    "application": N_("Application after three and six months"),
    "repeat": N_("Repeat attendance"),
    "cost": N_("Cost in Swiss francs"),
    "archive-reach": N_("Use of the recordings"),
    "delivery": N_("Delivery"),
    "question-rate": N_("Questions from the floor"),
    "lead-time": N_("Lead time in days"),
    "stay": N_("Stayed for a part of the time"),
    "hour-equity": N_("Hour equity"),
    "topic-demand": N_("Topic demand met"),
    "language-parity": N_("Language parity"),
}

MEASURES: dict[str, str] = {
    "attended": N_("attended"),
    "joined": N_("joined"),
    "no-show": N_("never came"),
    "mean": N_("mean"),
    "median": N_("median"),
    "q1": N_("lower quartile"),
    "q3": N_("upper quartile"),
    "completed": N_("stayed to the end"),
    "end": N_("gone by the last minute"),
    "peak": N_("persons"),
    "hours": N_("hours"),
    "members": N_("members"),
    "persons": N_("persons"),
    "top-five": N_("the five members with most"),
    "effective-number": N_("effective number of members"),
    "ratio": N_("1 is proportional; here of the least developed countries"),
    "after": N_("after the webinar"),
    "late": N_("invited late"),
    "three-months": N_("after three months"),
    "six-months": N_("after six months"),
    "blank": N_("left open"),
    "top-two": N_("answers of 4 and 5"),
    "relevance": N_("relevance, answers of 4 and 5"),
    "not-applicable": N_("does not apply"),
    "sd": N_("standard deviation"),
    "nps": N_("from −100 to 100"),
    "promoters": N_("promoters, 9 and 10"),
    "passives": N_("passives, 7 and 8"),
    "detractors": N_("detractors, 0 to 6"),
    "gain": N_("points gained, of 5"),
    "per-participant": N_("a person who attended"),
    "per-hour": N_("a person-hour"),
    "views-7": N_("views in 7 days"),
    "views-30": N_("views in 30 days"),
    "views-90": N_("views in 90 days"),
    "views": N_("views so far"),
    "visitors": N_("different visitors, added up by day"),
    "minutes": N_("minutes played"),
    "downloads": N_("downloads"),
    "identified": N_("viewers who came by their own link, of those registered"),
    "not-live": N_("of these, those who had not attended"),
    "held": N_("held"),
    "in-month": N_("in the planned month"),
    "days-to-recording": N_("days to the recording, median"),
    "askers": N_("persons who asked"),
    "answered": N_("questions answered"),
    "announced": N_("announced before, median"),
    "registered": N_("registered before, median"),
    "stay-25": N_("a quarter"),
    "stay-50": N_("half"),
    "stay-75": N_("three quarters"),
    "stay-85": N_("85 per cent"),
    "met": N_("met by a held webinar"),
    "published": N_("published"),
}

FOLLOWED = ("three-months", "six-months")
"""Measures of questionnaires of their own: each is broken down apart."""

OF_PERSONS = frozenset({"identified", "not-live"})
"""Measures that are shares of persons in an indicator that counts none otherwise: full counts, so
without interval."""

OF_ANSWERS = frozenset({"promoters", "passives", "detractors"})
"""Measures that are shares of answers in an indicator of points."""

GROUP_WORDS: dict[str, str] = {str(key): words for key, words in GROUP_NAMES.items()}
"""Names of the regional groups by their key in the files."""

YES_NO = {"yes": N_("yes"), "no": N_("no")}
STAYED = {"yes": N_("stayed for 80 per cent or more"), "no": N_("stayed for less")}

BREAKDOWNS: dict[str, tuple[str, Mapping[str, str]]] = {
    "group": (N_("Regional group"), GROUP_WORDS),
    "ldc": (N_("Least developed country"), YES_NO),
    "lldc": (N_("Landlocked developing country"), YES_NO),
    "sids": (N_("Small island developing State"), YES_NO),
    "category": (N_("Category"), {str(key): words for key, words in CATEGORIES.items()}),
    "gender": (N_("Gender"), GENDERS),
    "sector": (N_("Sector"), SECTORS),
    "language": (N_("Language"), {}),
    "month": (N_("Month"), {}),
    "completed": (N_("Completers and others"), STAYED),
}
"""The breakdowns that the page shows, with the words of their classes; the files hold all."""


@dataclass(frozen=True)
class Line:
    """One figure of an indicator."""

    where: str
    """Title of the webinar; empty: the series."""
    measure: str
    key: str
    """The class in a breakdown, as the files call it."""
    words: str
    """The class in words, an English id; empty where the key itself is shown."""
    n: float | None
    d: float | None
    value: float | None
    low: float | None
    high: float | None
    is_share: bool
    is_whole: bool = True
    """Whether it is of the series as a whole: no breakdown, and no single webinar."""
    is_score: bool = False
    """Points from -100 to 100 (indicator 16)."""
    is_small: bool = False
    """Whether it rests on so few persons that a public page suppresses it."""
    spread: float | None = None
    """Of a mean: the standard deviation of the sample, in the unit of the value."""
    quartiles: tuple[float, float] | None = None
    """Of a median: the lower and the upper one, in the unit of the value."""

    @property
    def is_counts_alone(self) -> bool:
        """Whether the base is too small for a percentage, or for a score: n of d is told."""
        is_rate = self.is_share or self.is_score
        return is_rate and self.n is not None and (self.d or 0) < SMALLEST_BASE

    @property
    def is_alike(self) -> bool:
        """Whether all answers of a score are of one class, so that it has no interval."""
        return self.is_score and self.low is None and (self.d or 0) >= SMALLEST_BASE


@dataclass(frozen=True)
class Breakdown:
    key: str
    name: str
    measure: str
    """What is broken down, an English id; empty where the indicator breaks down one thing."""
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Indicator:
    number: int
    name: str
    heading: str
    version: int
    lines: tuple[Line, ...]
    """Of the series and of each webinar."""
    breakdowns: tuple[Breakdown, ...]


Measured = Mapping[str, float | None]
"""The values of one class by their measure."""

SPREAD = frozenset({"mean", "gain"})
"""Measures beside which a standard deviation stands, where the indicator has one."""


def measured(
    figures: Iterable[Mapping[str, Any]],
) -> dict[tuple[str, str], dict[str, float | None]]:
    """Return the values of one indicator by breakdown and class."""
    found: dict[tuple[str, str], dict[str, float | None]] = {}
    for one in figures:
        found.setdefault((one["by"], one["key"]), {})[one["measure"]] = one["value"]
    return found


def line_of(
    figure: Mapping[str, Any],
    definition: Mapping[str, Any],
    titles: Mapping[str, str],
    beside: Measured = MappingProxyType({}),
) -> Line:
    """Return a figure as it is told.

    Args:
        beside: the values of the same class, of which a mean and a median take their spread.
    """
    words = BREAKDOWNS.get(figure["by"], ("", {}))[1].get(figure["key"], "")
    numbers = {name: figure[name] for name in ("n", "d", "value", "low", "high")}
    is_share = figure["measure"] in OF_PERSONS | OF_ANSWERS or definition["unit"].startswith(
        ("proportion", "share")
    )
    return Line(
        where=titles.get(figure["key"], "") if figure["by"] == "webinar" else "",
        measure=MEASURES.get(figure["measure"], figure["measure"]),
        key=figure["key"],
        words=words,
        is_share=is_share and (figure["n"] is not None or definition["unit"].startswith("share")),
        is_whole=not figure["by"],
        is_score=definition["unit"].startswith("points from") and figure["n"] is not None,
        is_small=tells_of_few(figure["indicator"], figure["measure"], figure["n"], figure["d"]),
        spread=beside.get("sd") if figure["measure"] in SPREAD else None,
        quartiles=_quartiles(beside) if figure["measure"] == "median" else None,
        **numbers,
    )


def _quartiles(beside: Measured) -> tuple[float, float] | None:
    low, high = beside.get("q1"), beside.get("q3")
    return None if low is None or high is None else (low, high)


def indicators_of(found: Mapping[str, Any], titles: Mapping[str, str]) -> list[Indicator]:
    """Return every indicator; its lines begin with the series, then follow the programme."""
    order = {webinar: place for place, webinar in enumerate(titles)}
    return [
        _indicator(
            one, [f for f in found["figures"] if f["indicator"] == one["indicator"]], order, titles
        )
        for one in found["definitions"]
    ]


def find_indicator(
    found: Mapping[str, Any], titles: Mapping[str, str], number: int
) -> Indicator | None:
    return next((one for one in indicators_of(found, titles) if one.number == number), None)


def _indicator(
    definition: Mapping[str, Any],
    figures: Sequence[Mapping[str, Any]],
    order: Mapping[str, int],
    titles: Mapping[str, str],
) -> Indicator:
    measures, values = list(definition["measures"]), measured(figures)
    whole = [f for f in figures if f["by"] in {"", "webinar"}]
    whole.sort(key=lambda f: (order.get(f["key"], -1), measures.index(f["measure"])))
    told = list(dict.fromkeys([measures[0], *(one for one in measures if one in FOLLOWED)]))
    broken = [
        Breakdown(
            by,
            name,
            MEASURES[measure] if len(told) > 1 else "",
            tuple(
                line_of(f, definition, titles, values[by, f["key"]])
                for f in figures
                if f["by"] == by and f["measure"] == measure
            ),
        )
        for measure in told
        for by, (name, _words) in BREAKDOWNS.items()
    ]
    return Indicator(
        definition["indicator"],
        NAMES[definition["name"]],
        definition["heading"],
        definition["version"],
        tuple(line_of(f, definition, titles, values[f["by"], f["key"]]) for f in whole),
        tuple(one for one in broken if one.lines),
    )
