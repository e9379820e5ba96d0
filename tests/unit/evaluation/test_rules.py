"""Intervals as the reference checks them, and counts that are too small."""

from hypothesis import given
from hypothesis import strategies as st

from webinars.evaluation.rules import is_small, wilson


def test_wilson_gives_the_reference_interval() -> None:
    """evaluation.md, section 3: 34 of 40 gives 0.7093 to 0.9294."""
    found = wilson(34, 40)

    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.7093, 0.9294)


def test_a_zero_denominator_has_no_interval() -> None:
    assert wilson(0, 0) is None


@given(st.integers(1, 10_000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))))
def test_an_interval_holds_its_share_and_stays_within_bounds(pair: tuple[int, int]) -> None:
    n, d = pair
    found = wilson(n, d)

    assert found is not None
    assert 0 <= found.low <= n / d + 1e-12
    assert n / d - 1e-12 <= found.high <= 1


def test_one_to_four_persons_are_small_and_none_is_not() -> None:
    assert [is_small(n) for n in (0, 1, 4, 5)] == [False, True, True, False]
