"""Who keeps every public page of a series of nights, and subtracts, counts nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from webinars.evaluation.rules.suppression.standing import BESIDE, REST, TOTAL, Counts, releasable

GROUPS = ("group:apg", "group:cebs", "group:china", "group:grulac")
PARTS = (*GROUPS, REST)
NAMES = ("registered", "expected", "joined", TOTAL, *GROUPS)
FEW = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 30))
NIGHT = st.fixed_dictionaries(dict.fromkeys((*PARTS, "late", "brief", "absent"), FEW))
NIGHTS = st.lists(NIGHT, min_size=1, max_size=5)
K = st.integers(3, 6)


def played(nights: Sequence[dict[str, int]], states: Sequence[int], k: int) -> list[Counts]:
    """Return what is released night by night; `states` are those that are new in each group."""
    history: list[Counts] = []
    sums = dict.fromkeys((*PARTS, "late", "brief", "absent"), 0)
    reached = dict.fromkeys(GROUPS, 0)
    for night, new in zip(nights, states, strict=True):
        sums = {name: max(0, sums[name] + night[name]) for name in sums}
        reached = {
            name: min(sums[name], reached[name] + min(new, max(0, night[name]))) for name in GROUPS
        }
        now = Counts(_persons(sums), dict(reached))
        history.append(replace(now, released=releasable(history, now, k=k)))
    return history


def _persons(sums: dict[str, int]) -> dict[str, int]:
    total = sum(sums[name] for name in PARTS)
    expected = total + sums["absent"]
    told = {TOTAL: total, "joined": total + sums["brief"], "expected": expected}
    return told | {"registered": expected + sums["late"]} | {one: sums[one] for one in GROUPS}


class Reader:
    """Knows the releases, the rule, the States of the coverage; and has a linear program."""

    def __init__(self, history: Sequence[Counts]) -> None:
        self.history = history
        self.unknown = [(name, night) for night in range(len(history)) for name in PARTS]
        self.rows: list[list[float]] = []
        self.right: list[int] = []
        for night, one in enumerate(history):
            for name in one.released & {TOTAL, *GROUPS}:
                parts = PARTS if name == TOTAL else (name,)
                self.rows.append(self.sum_of(parts, range(night + 1)))
                self.right.append(one.of(name))
        self.least = [self.new_states(name, night) for name, night in self.unknown]

    def sum_of(self, parts: Sequence[str], nights: range) -> list[float]:
        return [float(name in parts and night in nights) for name, night in self.unknown]

    def new_states(self, name: str, night: int) -> int:
        before = self.history[night - 1].reached.get(name, 0) if night else 0
        return self.history[night].reached.get(name, 0) - before

    def most(self, parts: Sequence[str], nights: range) -> float:
        """Return how many of `parts` may have come in `nights`, as far as this reader finds out."""
        answer = linprog(
            [-one for one in self.sum_of(parts, nights)],
            A_eq=self.rows or None,
            b_eq=self.right or None,
            bounds=[(low, None) for low in self.least],
            method="highs",
        )
        return -answer.fun if answer.status == 0 else 10**6  # there is no bound


@settings(max_examples=25, deadline=None)
@given(NIGHTS, st.integers(0, 3), K)
def test_nobody_who_came_in_any_night_or_since_is_counted(
    nights: list[dict[str, int]], new: int, k: int
) -> None:
    history = played(nights, [new] * len(nights), k)
    reader = Reader(history)

    for name in PARTS:
        for first, last in _spans(len(history)):
            most = reader.most((name,), range(first, last))
            states = sum(reader.new_states(name, night) for night in range(first, last))
            assert most == 0 or round(most) - max(0, states - 1) >= k, (name, first, last)
    for night in range(len(history)):
        assert round(reader.most(PARTS, range(night, night + 1))) not in range(1, k)


def _spans(nights: int) -> Iterator[tuple[int, int]]:
    """Yield every single night, and from each to the last."""
    yield from ((night, night + 1) for night in range(nights))
    yield from ((night, nights) for night in range(nights - 1))


@settings(max_examples=200)
@given(st.lists(st.fixed_dictionaries(
    {name: st.one_of(FEW, st.integers(-6, -1)) for name in (*PARTS, "late", "brief", "absent")}
), min_size=1, max_size=6), K)  # fmt: skip
def test_no_two_published_counts_differ_by_few_though_counts_fall_too(
    nights: list[dict[str, int]], k: int
) -> None:
    history = played(nights, [0] * len(nights), k)

    for name in NAMES:
        known = [0, *(one.of(name) for one in history if name in one.released)]
        assert _few(known, k) == []
    for name, beside in (("expected", "registered"), ("joined", TOTAL)):
        gaps = [one.of(beside) - one.of(name) for one in history if {name, beside} <= one.released]
        assert _few([0, *gaps], k) == []
    left = [one.of(REST) for one in history if {TOTAL, *GROUPS} <= one.released]
    assert _few([0, *left], k) == []


def _few(known: Sequence[int], k: int) -> list[tuple[int, int]]:
    return [(one, two) for one, two in combinations(known, 2) if 0 < abs(one - two) < k]


def counted(**persons: int) -> Counts:
    named = {f"group:{one}" if one in {"apg", "grulac", "china"} else one: n
             for one, n in persons.items()}  # fmt: skip
    return Counts(named, {})


def released(*cuts: Counts) -> list[frozenset[str]]:
    history: list[Counts] = []
    for now in cuts:
        history.append(replace(now, released=releasable(history, now, k=5)))
    return [one.released for one in history]


def test_two_who_came_overnight_leave_the_page_as_it_was_and_six_do_not() -> None:
    monday = counted(attended=50, apg=25, grulac=25)
    tuesday = counted(attended=52, apg=27, grulac=25)
    friday = counted(attended=57, apg=32, grulac=25)

    first, second, third = released(monday, tuesday, friday)

    assert first >= {TOTAL, "group:apg", "group:grulac"}
    assert not second & {TOTAL, "group:apg"}
    assert third >= {TOTAL, "group:apg", "group:grulac"}


def test_few_observers_are_not_what_the_groups_leave_of_the_total() -> None:
    (only,) = released(counted(attended=52, apg=25, grulac=25))

    assert not {TOTAL, "group:apg", "group:grulac"} <= only
    assert only & {TOTAL, "group:apg", "group:grulac"}


def test_few_who_left_early_or_registered_late_are_not_the_difference_of_two_counts() -> None:
    (only,) = released(counted(registered=63, expected=60, joined=52, attended=50, apg=50))

    assert {"registered", TOTAL} <= only
    assert not only & {"expected", "joined"}


@pytest.mark.parametrize(("persons", "shown"), [(12, False), (13, True)])
def test_as_many_persons_as_states_are_not_one_of_each(persons: int, *, shown: bool) -> None:
    """The coverage names nine States: each of them may have sent five persons, or neither."""
    told = replace(counted(attended=persons, apg=persons), reached={"group:apg": 9})

    assert ("group:apg" in released(told)[0]) is shown


def test_every_count_beside_another_is_named_in_the_test() -> None:
    assert {name for pair in BESIDE for name in pair} <= set(NAMES)
