"""How one figure is told: never without its base, and hidden only where it counts few persons."""

from pathlib import Path
from typing import Any

import pytest

from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.rules.suppression.populations import tells_of_few
from webinars.evaluation.sights.figures import Line, line_of

EVALUATOR = Told(Path(), "en")
EVERYBODY = Told(Path(), "en", is_public=True)
SCORE = "points from -100 to 100; interval by the normal approximation"


def line(
    indicator: int,
    measure: str,
    unit: str,
    *,
    beside: dict[str, float | None] | None = None,
    **cells: Any,  # noqa: ANN401  (cells of a figure)
) -> Line:
    figure: dict[str, Any] = {"by": "", "key": "", "n": None, "d": None, "value": None}
    figure |= {"indicator": indicator, "measure": measure, "low": None, "high": None} | cells
    return line_of(figure, {"unit": unit}, {}, beside or {})


def test_a_mean_stands_beside_its_spread_and_its_base() -> None:
    mean = line(15, "mean", "points of 5", value=3.89, d=100, beside={"mean": 3.89, "sd": 1.1})

    assert EVALUATOR.value(mean) == "3.9, standard deviation 1.1, n = 100"
    assert EVERYBODY.value(mean) == "3.9, n = 100"  # the spread is a figure of its own


def test_a_median_stands_between_its_quartiles() -> None:
    minutes: dict[str, float | None] = {"median": 90.0, "q1": 77.81, "q3": 99.5542}
    median = line(3, "median", "minutes a person", value=90.0, d=264, beside=minutes)

    assert EVALUATOR.value(median) == "90, quartiles 77.8 and 99.6, n = 264"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"n": 18, "d": 72, "value": 25.0, "low": 9.2, "high": 40.8},
         "25 (18 of 72), 95 % interval from 9.2 to 40.8"),
        ({"n": 14, "d": 42, "value": 100 / 3, "low": 15.06, "high": 51.6},
         "33.3 (14 of 42), 95 % interval from 15.1 to 51.6"),
        ({"n": 12, "d": 12, "value": 100.0}, "100 (12 of 12), no interval: all answered alike"),
        ({"n": 0, "d": 6, "value": 0.0}, "0 of 6"),
    ],
)  # fmt: skip
def test_a_score_has_its_interval_or_says_why_not(cells: dict[str, Any], told: str) -> None:
    assert EVALUATOR.value(line(16, "nps", SCORE, **cells)) == told


@pytest.mark.parametrize(
    ("indicator", "measure", "n", "d", "is_small"),
    [
        (1, "attended", 3, 4, True),
        (1, "attended", 0, 9, False),
        (3, "median", None, 4, True),
        (9, "members", 1, 1, False),  # one member of one: States
        (22, "views-30", None, 1, False),  # one recording
        (22, "identified", 3, 170, True),
        (23, "held", 2, 2, False),  # webinars
        (25, "announced", None, 2, False),
        (25, "registered", None, 4, True),
    ],
)
def test_few_are_few_persons(
    *, indicator: int, measure: str, n: float | None, d: float | None, is_small: bool
) -> None:
    assert tells_of_few(indicator, measure, n, d) is is_small
    assert line(indicator, measure, "proportion", n=n, d=d, value=0.5).is_small is is_small
