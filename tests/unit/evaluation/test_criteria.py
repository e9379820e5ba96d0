"""How a criterion stands: met, not met, undetermined, not evaluable."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.factories.programme import NOON
from webinars.evaluation.models.criteria import CriterionWording
from webinars.evaluation.rules.criteria import (
    HIDDEN,
    IN_WORDS,
    NO_FIGURE,
    NOBODY,
    OTHER_VERSION,
    STRADDLES,
    TOO_FEW,
    Status,
    Test,
    history,
    is_told_in_percent,
    judged,
)

SIXTY = Test(1, 1, "attended", "", "", at_least=True, threshold=0.6, smallest_base=None)


def found(**over: Any) -> dict[str, Any]:  # noqa: ANN401  (cells of a figure)
    figure = {"indicator": 1, "by": "", "key": "", "measure": "attended"}
    cells = {"n": 34, "d": 40, "value": 0.85, "low": 0.7093, "high": 0.9294}
    return {
        "definitions": [{"indicator": 1, "version": 1}],
        "figures": [figure | cells | over],
    }


def status(test: Test | None, *, is_public: bool = False, **cells: Any) -> tuple[Status, str]:  # noqa: ANN401
    told = judged(test, found(**cells), open_to_all=False, is_public=is_public)
    return told.status, told.reason


@pytest.mark.parametrize(
    ("threshold", "at_least", "expected"),
    [
        (0.70, True, (Status.MET, "")),
        (0.7093, True, (Status.MET, "")),  # the end itself is on the side that is asked for
        (0.75, True, (Status.UNDETERMINED, STRADDLES)),
        (0.9294, True, (Status.UNDETERMINED, STRADDLES)),
        (0.93, True, (Status.NOT_MET, "")),
        (0.93, False, (Status.MET, "")),
        (0.9294, False, (Status.MET, "")),
        (0.85, False, (Status.UNDETERMINED, STRADDLES)),
        (0.70, False, (Status.NOT_MET, "")),
    ],
)
def test_the_whole_interval_is_compared(
    threshold: float, at_least: object, expected: tuple[Status, str]
) -> None:
    assert status(replace(SIXTY, threshold=threshold, at_least=bool(at_least))) == expected


@pytest.mark.parametrize(("n", "expected"), [(6, Status.MET), (5, Status.NOT_MET)])
def test_a_full_count_is_compared_by_its_value(n: int, expected: Status) -> None:
    assert status(SIXTY, n=n, d=10, value=n / 10, low=None, high=None) == (expected, "")


def test_what_cannot_be_said_is_not_evaluable_and_says_why() -> None:
    none: dict[str, Any] = {"n": None, "value": None, "low": None, "high": None}

    assert [
        status(None),
        status(replace(SIXTY, measure="joined")),
        status(SIXTY, d=0, **none),
        status(replace(SIXTY, smallest_base=41)),
        status(replace(SIXTY, version=2)),
    ] == [
        (Status.NOT_EVALUABLE, why) for why in (IN_WORDS, NO_FIGURE, NOBODY, TOO_FEW, OTHER_VERSION)
    ]


def test_a_base_that_is_just_large_enough_counts() -> None:
    assert status(replace(SIXTY, smallest_base=40)) == (Status.MET, "")


def test_the_public_sees_no_status_of_a_hidden_figure() -> None:
    by_group = replace(SIXTY, breakdown="group", key="cebs")

    assert [
        status(SIXTY, is_public=True),
        status(SIXTY, is_public=True, n=4),
        status(by_group, is_public=True, by="group", key="cebs"),
        status(by_group, by="group", key="cebs"),
    ] == [
        (Status.MET, ""),
        (Status.UNDETERMINED, HIDDEN),
        (Status.UNDETERMINED, HIDDEN),
        (Status.MET, ""),
    ]


def wording(hours: int) -> CriterionWording:
    return CriterionWording(written_at=NOON + timedelta(hours=hours))


def test_what_was_fixed_is_the_last_wording_before_and_the_rest_are_amendments() -> None:
    draft, fixed, amended = (wording(hours) for hours in (0, 1, 9))
    late = wording(7)
    first, locked = NOON + timedelta(hours=6), NOON + timedelta(hours=5)

    told = history([draft, fixed, amended], fixed_at=locked, first_registration=first)
    other = history([late, amended], fixed_at=locked, first_registration=first)
    before = history([draft, fixed], fixed_at=None, first_registration=None)

    assert (told.fixed, told.amendments, told.is_late) == (fixed, (amended,), False)
    assert (other.fixed, other.amendments, other.is_late) == (late, (amended,), True)
    assert (before.fixed, before.amendments) == (fixed, ())


def test_added_after_the_lock_and_before_anybody_registered_is_not_late() -> None:
    locked: datetime = NOON

    told = history([wording(1)], fixed_at=locked, first_registration=None)

    assert (told.is_added, told.is_late) == (True, False)


@pytest.mark.parametrize(
    ("unit", "measure", "expected"),
    [
        ("proportion", "attended", True),
        ("proportion", "effective-number", False),
        ("days", "announced", False),
        ("points from -100 to 100", "promoters", True),
    ],
)
def test_proportions_are_written_in_per_cent(unit: str, measure: str, expected: object) -> None:
    assert is_told_in_percent(unit, measure) is expected
