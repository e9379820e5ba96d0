"""Who knows every public count of every night, and every figure under findings, counts nobody."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from webinars.evaluation.rules.suppression.findings import Figure, told
from webinars.evaluation.rules.suppression.populations import KINDS
from webinars.evaluation.rules.suppression.standing import Counts, releasable

GROUPS = ("group:apg", "group:cebs")
STAYED = ("low", "half", "full")
"""Who attended: less than half, half and more, to the end."""

Atom = tuple[bool, str, str]
"""Whether somebody was expected; how long she stayed; of which group she is, if she attended."""

ATOMS: tuple[Atom, ...] = (
    (True, "absent", ""),
    (True, "brief", ""),
    (False, "brief", ""),
    *product((True, False), STAYED, (*GROUPS, "")),
)
MEASURES = ((1, "attended"), (1, "joined"), (2, "no-show"), (5, "completed"), (26, "stay-50"))


def attended(atom: Atom) -> bool:
    return atom[1] in STAYED


SETS: Mapping[str, Callable[[Atom], bool]] = {
    "expected": lambda one: one[0],
    "joined": lambda one: one[1] != "absent",
    "attended": attended,
    "expected who joined": lambda one: one[0] and one[1] != "absent",
    "expected who attended": lambda one: one[0] and attended(one),
    "stay-50": lambda one: one[1] in {"half", "full"},
    "completed": lambda one: one[1] == "full",
    **{key: (lambda one, key=key: one[2] == key) for key in GROUPS},  # type: ignore[misc]
    "others": lambda one: attended(one) and not one[2],
}

CELLS: Mapping[str, Callable[[Atom], bool]] = {
    **SETS,
    **{
        f"{name}, expected {expected}": lambda one, test=test, expected=expected: (  # type: ignore[misc]
            test(one) and one[0] is expected
        )
        for name, test in SETS.items()
        for expected in (True, False)
    },
    "absent": lambda one: one[1] == "absent",
    **{
        f"brief, expected {expected}": lambda one, expected=expected: (  # type: ignore[misc]
            one[1] == "brief" and one[0] is expected
        )
        for expected in (True, False)
    },
    **{stay: (lambda one, stay=stay: one[1] == stay) for stay in STAYED},  # type: ignore[misc]
}
"""What nobody may be counted in: every cell of who was expected by how long they stayed."""

GROWING = frozenset({"expected"}) | {
    f"{name}, expected {expected}"
    for name in ("joined", "attended", "stay-50", "completed", *GROUPS, "others")
    for expected in (True, False)
}
"""What only grows, as far as a reader is ready to believe, until a count falls."""


@dataclass(frozen=True)
class Night:
    persons: Mapping[Atom, int]
    counts: Counts

    def size(self, test: Callable[[Atom], bool]) -> int:
        return sum(count for atom, count in self.persons.items() if test(atom))


def played(nights: Sequence[Sequence[int]], k: int) -> list[Night]:
    """Return night by night who has come so far, and what is released of it."""
    found: list[Night] = []
    sums = dict.fromkeys(ATOMS, 0)
    for more in nights:
        sums = {atom: max(0, sums[atom] + new) for atom, new in zip(ATOMS, more, strict=True)}
        night = Night(sums, Counts({}, {}))
        names = ("expected", "joined", "attended", *GROUPS)
        persons = {name: night.size(SETS[name]) for name in names}
        counts = Counts({"registered": persons["expected"], **persons}, {})
        history = [one.counts for one in found]
        found.append(Night(sums, replace(counts, released=releasable(history, counts, k=k))))
    return found


def cited(night: int, measure: tuple[int, str], nights: Sequence[Night]) -> Figure:
    kind, here = KINDS[measure], nights[night]
    d, part = here.size(SETS[kind.base]), here.size(SETS[kind.part])
    n = d - part if kind.is_rest else part
    return Figure(night, *measure, n, d, n / d if d else None)


class Reader:
    """Knows what was released, what was told, that sets of persons grow; and solves in integers."""

    def __init__(self, nights: Sequence[Night], shown: Sequence[Figure], *, grows: bool) -> None:
        self.nights = nights
        self.unknown = list(product(range(len(nights)), ATOMS))
        self.rows: list[list[float]] = []
        self.right: list[float] = []
        for night, one in enumerate(nights):
            for name in one.counts.released & SETS.keys():
                self.know(night, SETS[name])
        for figure in shown:
            kind = KINDS[figure.name]
            self.know(figure.cut, SETS[kind.base])
            self.know(figure.cut, SETS[kind.part])
        self.growth = list(self.grown()) if grows else []

    def know(self, night: int, test: Callable[[Atom], bool]) -> None:
        self.rows.append(self.sum_of({night: 1}, test))
        self.right.append(self.nights[night].size(test))

    def grown(self) -> Iterator[list[float]]:
        """Yield that who came once has come: of an absent one it may be found out later."""
        sets = [test for name, test in CELLS.items() if name in GROWING]
        for night, test in product(range(1, len(self.nights)), sets):
            yield self.sum_of({night: 1, night - 1: -1}, test)

    def sum_of(self, signs: Mapping[int, int], test: Callable[[Atom], bool]) -> list[float]:
        return [float(signs.get(night, 0) * test(atom)) for night, atom in self.unknown]

    def knows(self, signs: Mapping[int, int], test: Callable[[Atom], bool]) -> bool:
        """Say whether only one number is possible."""
        aim = self.sum_of(signs, test)
        low, high = self.solve(aim), self.solve([-one for one in aim])
        return low is not None and high is not None and round(low) == round(-high)

    def solve(self, aim: list[float]) -> float | None:
        """Return the least that a sum can be; None where there is no bound."""
        known = [LinearConstraint(self.rows, self.right, self.right)] if self.rows else []
        grown = [LinearConstraint(self.growth, 0)] if self.growth else []
        found = milp(aim, constraints=[*known, *grown], integrality=[1] * len(aim))
        return float(found.fun) if found.status == 0 else None


FEW = st.one_of(st.just(0), st.integers(0, 5), st.integers(5, 40))
MANY = st.lists(st.lists(FEW, min_size=len(ATOMS), max_size=len(ATOMS)), min_size=1, max_size=3)
CITED = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(MEASURES)), max_size=8)
K = st.integers(3, 6)


def nobody_is_counted(
    nights: Sequence[Sequence[int]], wanted: Sequence[tuple[int, tuple[int, str]]], k: int
) -> None:
    world = played(nights, k)
    figures = [cited(night % len(world), measure, world) for night, measure in wanted]
    releases = {cut: one.counts for cut, one in enumerate(world)}
    answers = told(figures, releases, k=k)
    shown = [figure for figure, is_shown in zip(figures, answers, strict=True) if is_shown]
    fell = any(new < 0 for night in nights for new in night)
    reader = Reader(world, shown, grows=not fell)

    spans: list[dict[int, int]] = [{night: 1} for night in range(len(world))]
    spans += [{two: 1, one: -1} for one, two in combinations(range(len(world)), 2)]
    for name, test in CELLS.items():
        for signs in spans:
            count = sum(sign * world[night].size(test) for night, sign in signs.items())
            if 0 < abs(count) < k:
                assert not reader.knows(signs, test), (name, signs, count)


@settings(max_examples=15, deadline=None)
@given(MANY, CITED, K)
def test_no_cell_of_few_is_found_out(
    nights: list[list[int]], wanted: list[tuple[int, tuple[int, str]]], k: int
) -> None:
    nobody_is_counted(nights, wanted, k)


LARGE = st.one_of(st.just(0), st.integers(0, 60))
SPARSE = st.lists(
    st.dictionaries(st.integers(0, len(ATOMS) - 1), LARGE, max_size=6).map(
        lambda some: [some.get(place, 0) for place in range(len(ATOMS))]
    ),
    min_size=1,
    max_size=3,
)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(st.one_of(MANY, SPARSE), CITED, K)
def test_no_cell_of_few_is_found_out_in_many_worlds(
    nights: list[list[int]], wanted: list[tuple[int, tuple[int, str]]], k: int
) -> None:
    nobody_is_counted(nights, wanted, k)


FALLING = st.lists(
    st.lists(st.one_of(LARGE, st.integers(-9, -1)), min_size=len(ATOMS), max_size=len(ATOMS)),
    min_size=2,
    max_size=3,
)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(FALLING, CITED, K)
def test_nor_where_counts_fell(
    nights: list[list[int]], wanted: list[tuple[int, tuple[int, str]]], k: int
) -> None:
    nobody_is_counted(nights, wanted, k)
