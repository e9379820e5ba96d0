"""Nobody behind a hidden count can be counted, by whoever knows all that is published."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from webinars.evaluation.rules.suppression import Grid, Place, bounds, cells, hidden, with_totals

COUNTS = st.integers(1, 4).flatmap(
    lambda rows: st.integers(1, 7).flatmap(
        lambda columns: st.lists(
            st.lists(
                st.one_of(st.integers(0, 8), st.integers(0, 60)),
                min_size=columns,
                max_size=columns,
            ),
            min_size=rows,
            max_size=rows,
        )
    )
)
K = st.integers(3, 6)


def found_out(grid: Grid, secret: frozenset[Place], place: Place) -> tuple[float, float]:
    """Return the least and the most that a linear program finds a hidden cell can be."""
    unknown = sorted(secret)
    rows, right = [], []
    for line in lines(grid):
        total, *parts = line
        rows.append([(one in parts) - (one == total) for one in unknown])
        known = sum(grid[y][x] for y, x in parts if (y, x) not in secret)
        right.append((grid[total[0]][total[1]] if total not in secret else 0) - known)
    ends = []
    for sign in (1, -1):
        aim = [sign * (one == place) for one in unknown]
        answer = linprog(aim, A_eq=rows, b_eq=right, bounds=(0, None), method="highs")
        ends.append(sign * answer.fun if answer.status == 0 else float("inf"))
    return ends[0], ends[1]


def lines(grid: Grid) -> list[list[Place]]:
    """Return every sum: the place of the total, then those of its parts."""
    height, width = len(grid), len(grid[0])
    across = [[(y, width - 1), *((y, x) for x in range(width - 1))] for y in range(height)]
    down = [[(height - 1, x), *((y, x) for y in range(height - 1))] for x in range(width)]
    return across + down


@settings(max_examples=100, deadline=None)
@given(COUNTS, K)
def test_a_reader_never_learns_on_which_side_of_k_a_hidden_cell_is(
    counts: list[list[int]], k: int
) -> None:
    grid = with_totals(counts)
    secret = hidden(counts, k=k)

    if len(secret) == sum(1 for _ in cells(grid)):
        return  # nothing is published
    for place in secret:
        least, most = found_out(grid, secret, place)
        assert least <= k - 1, (place, least, most)
        assert most >= k, (place, least, most)


@settings(max_examples=100, deadline=None)
@given(COUNTS, K)
def test_no_small_count_is_shown(counts: list[list[int]], k: int) -> None:
    grid = with_totals(counts)
    secret = hidden(counts, k=k)

    assert {place for place, count in cells(grid) if 0 < count < k} <= secret


@settings(max_examples=60, deadline=None)
@given(COUNTS, K)
def test_the_network_finds_what_the_linear_program_finds(counts: list[list[int]], k: int) -> None:
    grid = with_totals(counts)
    secret = frozenset(place for place, count in cells(grid) if 0 < count < k)

    for place in secret:
        least, most = found_out(grid, secret, place)
        ours = bounds(grid, secret, place)
        assert ours.least == pytest.approx(least)
        assert (float("inf") if ours.most is None else ours.most) == pytest.approx(most)


@pytest.mark.parametrize("counts", [[[0, 12], [30, 7]], [[5]], [[0, 0, 0]], [[100, 20, 5]]])
def test_a_table_without_small_counts_is_shown_whole(counts: list[list[int]]) -> None:
    assert hidden(counts, k=5) == frozenset()


def test_one_small_cell_takes_a_row_more_into_hiding_and_not_the_table() -> None:
    """Two rows told together: only their sums are known, and any cell of them may be small."""
    secret = hidden([[2, 20, 30], [10, 40, 50], [60, 70, 80]], k=5)

    assert secret == {(y, x) for y in (0, 1) for x in range(4)}


def test_two_small_cells_that_sum_below_k_are_not_enough() -> None:
    """Two hidden cells with a sum of 4 would both be known to be small."""
    secret = hidden([[1, 3, 40]], k=5)

    assert (0, 2) in secret


def test_the_same_table_is_hidden_alike_and_a_smaller_k_than_three_is_refused() -> None:
    counts = [[1, 8, 0, 33], [6, 2, 9, 14]]

    assert hidden(counts, k=5) == hidden(counts, k=5)
    with pytest.raises(ValueError, match="hides nobody"):
        hidden(counts, k=2)


def test_what_an_earlier_release_hid_stays_hidden() -> None:
    assert (1, 1) in hidden([[10, 20], [30, 40]], k=5, also=frozenset({(1, 1)}))
