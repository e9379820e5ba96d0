"""The figures under findings that everybody may see: none names a few or undoes a count."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.passages import Evidence
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.findings import Figure, told
from webinars.evaluation.rules.suppression.populations import (
    KINDS,
    OPEN,
    PARENTS,
    SURPLUS,
    closed,
    is_open,
    nearest,
)
from webinars.evaluation.rules.suppression.standing import Counts
from webinars.evaluation.sights.passages import in_order, told_to_all

EVERY = frozenset({"registered", "expected", "joined", "attended"})


def night(released: frozenset[str] = EVERY, **persons: int) -> Counts:
    whole = {"registered": 60, "expected": 60, "joined": 50, "attended": 40}
    return Counts(whole | persons, {}, released)


def figure(
    indicator: int,
    measure: str,
    n: float | None,
    d: float | None,
    *,
    cut: int = 1,
    value: float | None = None,
) -> Figure:
    return Figure(cut, indicator, measure, n, d, value)


def shown(figures: Sequence[Figure], releases: Mapping[int, Counts] | None = None) -> list[bool]:
    return told(figures, {1: night()} if releases is None else releases, k=K)


CAME = figure(1, "attended", 40, 60)


@pytest.mark.parametrize(
    ("n", "is_shown"),
    [
        (40, True),  # all who attended had been expected
        (35, True),
        (37, False),  # three walked in
        (3, False),
    ],
)
def test_who_came_is_told_where_nobody_else_is_counted_by_it(n: int, *, is_shown: bool) -> None:
    assert shown([figure(1, "attended", n, 60)]) == [is_shown]


@pytest.mark.parametrize("held", ["expected", "joined", "attended"])
def test_a_figure_waits_with_the_counts_that_hold_its_persons(held: str) -> None:
    """A count that stands as it was may have grown by few: a figure above it would say so."""
    assert shown([CAME], {1: night(EVERY - {held})}) == [False]
    assert shown([CAME], {}) == [False]


def test_a_figure_never_contradicts_the_public_count() -> None:
    assert shown([figure(1, "attended", 40, 61)]) == [False]


def test_two_figures_of_one_snapshot_do_not_tell_the_few_between_them() -> None:
    joined = figure(2, "no-show", 18, 60)  # 42 joined: two of them for a moment

    assert shown([CAME, joined]) == [True, False]
    assert shown([joined, CAME]) == [True, False]


def test_few_who_joined_for_a_moment_and_were_not_expected_are_not_what_four_counts_leave() -> None:
    """Of ten who joined for a moment seven were expected: three are left."""
    came, joined = figure(1, "attended", 30, 60), figure(1, "joined", 37, 60)

    assert shown([joined]) == [True]
    assert shown([came, joined]) == [True, False]


@pytest.mark.parametrize(("later", "is_shown"), [(33, False), (35, True), (30, True)])
def test_a_figure_is_held_to_the_same_at_another_snapshot(later: int, *, is_shown: bool) -> None:
    releases = {1: night(), 2: night()}
    stayed = [figure(26, "stay-50", 30, 40), figure(26, "stay-50", later, 40, cut=2)]

    assert shown(stayed, releases) == [True, is_shown]


def test_what_was_told_of_an_unmoved_snapshot_is_known_of_the_next() -> None:
    releases = {1: night(), 2: night()}

    assert shown([CAME, figure(2, "no-show", 18, 60, cut=2)], releases) == [True, False]


def test_what_follows_without_being_told_is_known_too() -> None:
    """Nobody had joined at first: eleven were absent. At last twelve are: one more."""
    first = night(expected=11, registered=11, joined=0, attended=0)
    releases = {1: first, 2: night(expected=52, registered=52, joined=40, attended=40)}

    assert shown([figure(1, "attended", 40, 52, cut=2)], releases) == [False]
    assert shown([figure(1, "attended", 40, 52, cut=2)], {2: releases[2]}) == [True]


@pytest.mark.parametrize(
    ("known", "follows"),
    [
        ({"joined": 40, "attended": 40, "expected who joined": 30}, {"expected who attended": 30}),
        (
            {"joined": 40, "attended": 33, "expected who joined": 40},
            {"expected who attended": 33},
        ),
        ({"attended": 40, "stay-50": 40}, {"stay-25": 40}),
    ],
)
def test_sets_of_one_size_within_each_other_are_the_same(
    known: dict[str, int], follows: dict[str, int]
) -> None:
    assert closed(known) == known | follows
    assert set(closed({"joined": 0}).values()) == {0}


def test_two_means_over_as_many_persons_are_told_only_where_they_are_alike() -> None:
    releases = {1: night(), 2: night(), 3: night(joined=56)}
    means = [
        figure(3, "mean", None, 50, value=31.0),
        figure(3, "mean", None, 50, value=31.5, cut=2),
        figure(3, "mean", None, 50, value=31.0, cut=2),
        figure(3, "mean", None, 56, value=31.5, cut=3),
    ]

    assert shown(means, releases) == [True, False, True, True]


def test_of_one_question_one_measure_is_told() -> None:
    asked = [figure(14, "top-two", 20, 30), figure(15, "mean", None, 30, value=4.1)]

    assert shown(asked) == [True, False]


@pytest.mark.parametrize(
    ("n", "d", "is_shown"), [(20, 30, True), (0, 9, False), (20, 23, False), (40, 46, False)]
)
def test_answers_are_told_of_ten_and_of_nobody_alone(n: int, d: int, *, is_shown: bool) -> None:
    """The last are more than those who joined, less few: so many did not answer."""
    assert shown([figure(14, "top-two", n, d)]) == [is_shown]


def test_a_score_that_leaves_room_for_few_detractors_is_not_told() -> None:
    assert shown([figure(16, "nps", 22, 30)]) == [False]
    assert shown([figure(16, "nps", 10, 30)]) == [True]


def test_persons_who_came_back_thrice_are_not_what_two_sums_leave() -> None:
    """Forty visits: thirty persons, and seven of them again; three visits more were a third."""
    assert shown([figure(20, "persons", 7, 30)]) == [False]
    assert shown([figure(20, "persons", 10, 30)]) == [True]


@pytest.mark.parametrize(
    "hidden",
    [
        (10, "top-five", 20, 40),
        (11, "ratio", 12, 40),
        (20, "members", 9, 30),
        (13, "blank", 40, 400),
    ],
)
def test_what_counts_by_state_or_by_blanks_is_not_told(hidden: tuple[int, str, int, int]) -> None:
    assert shown([figure(*hidden)]) == [False]


def proofs(*parts: tuple[int, str, str]) -> list[tuple[int, Evidence]]:
    return [
        (1, Evidence(id=place, indicator=one, measure=measure, breakdown=by, n=3, d=4))
        for place, (one, measure, by) in enumerate(parts, start=1)
    ]


def test_what_counts_no_persons_is_told_and_of_states_by_their_classes_too() -> None:
    rows = proofs((9, "members", ""), (9, "members", "group"), (9, "members", "gender"))
    more = proofs((25, "announced", ""), (25, "registered", ""), (1, "attended", "gender"))

    assert told_to_all(rows, {1: night()}) == {1, 2}
    assert told_to_all(more, {1: night()}) == {1}  # days of three who registered are theirs


def test_figures_are_judged_in_the_order_in_which_everybody_saw_them() -> None:
    """One that was added to the first finding later comes after that of the second; drafts last."""
    noon = datetime(2027, 3, 1, 12, tzinfo=UTC)
    rows = [
        Evidence(id=3, published_at=noon + timedelta(days=9)),
        Evidence(id=1, published_at=None),
        Evidence(id=2, published_at=noon),
    ]

    assert [row.id for row in sorted(rows, key=in_order)] == [2, 3, 1]


def test_every_figure_of_persons_is_either_in_the_catalogue_or_told_of_nobody() -> None:
    """A new indicator is hidden until somebody says whom it counts."""
    measures = {(one.indicator, name) for one in present_definitions() for name in one.measures}
    kinds = KINDS.values()

    assert measures >= KINDS.keys()
    assert {name for one in kinds for name in (one.base, one.part) if name} <= {*PARENTS, SURPLUS}
    assert all(is_open(*one) or one[0] not in OPEN for one in measures - KINDS.keys())


def test_sets_hold_each_other_without_a_circle() -> None:
    stays = ("attended", "stay-25", "stay-50", "stay-75", "completed", "stay-85")

    assert all(PARENTS[inner] == (outer,) for outer, inner in pairwise(stays))
    assert nearest("expected who attended") == {"expected", "attended"}
    assert nearest("stay-85") == {"attended"}
