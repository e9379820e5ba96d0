"""Answers: whoever subtracts every shown row from the total learns nothing of a few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.evaluation.rules import SMALLEST_BASE, K
from webinars.evaluation.rules.suppression import Said, gives_away, hidden_beside, less, withheld
from webinars.evaluation.rules.suppression.answers import added


def of(*counts: int) -> Said:
    """Return answers of which each person gave one."""
    return Said(sum(counts), counts)


ROWS = st.integers(2, 6).flatmap(
    lambda answers: st.lists(
        st.lists(st.integers(0, 9), min_size=answers, max_size=answers).map(lambda c: of(*c)),
        max_size=8,
    )
)


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        (of(0, 0), False),  # nobody: nothing to tell
        (of(2, 2), True),  # fewer than five
        (of(3, 2), False),
        (of(5, 0), True),  # all alike
        (of(9, 0), True),
        (of(10, 0), False),  # ten may be alike
        (of(4, 5, 0), True),  # nobody gave the third
        (Said(6, (6, 2)), True),  # all gave the first among several
        (Said(6, (5, 2)), False),
    ],
)
def test_a_row_tells_of_everybody_where_few_answered(said: Said, *, tells: bool) -> None:
    assert gives_away(said) is tells


@given(ROWS)
def test_what_is_left_of_the_total_is_of_two_rows_at_least_and_tells_of_no_few(
    rows: list[Said],
) -> None:
    secret = withheld(rows)
    shown = [row for n, row in enumerate(rows) if n not in secret]

    assert not any(gives_away(row) for row in shown)
    if secret and any(row.base for row in shown):
        together = less(added(rows), shown)
        assert len(secret) > 1
        assert together.base >= K
        assert not gives_away(together)


@given(ROWS)
def test_no_hidden_row_has_a_nought_that_its_total_does_not_say_of_all(rows: list[Said]) -> None:
    secret = withheld(rows)
    if secret and any(row.base for n, row in enumerate(rows) if n not in secret):
        total, together = added(rows), added([rows[n] for n in secret])
        for hidden, whole in zip(together.counts, total.counts, strict=True):
            assert (
                hidden or not whole
            )  # so a hidden cell has two possible numbers, or all have none


@given(ROWS)
def test_those_without_a_class_are_a_row_too(rows: list[Said]) -> None:
    """The last row is not told: whoever subtracts the others finds it."""
    if not rows:
        return
    whole, told = added(rows), rows[:-1]

    secret = hidden_beside(whole, told)

    if gives_away(whole):
        assert secret == set(range(len(told)))
    elif gives_away(rows[-1]):
        assert secret or not any(row.base for row in told)


def test_a_small_row_takes_the_smallest_other_with_it() -> None:
    rows = [of(20, 20), of(2, 1), of(7, 6)]

    assert withheld(rows) == {1, 2}
    assert withheld([of(20, 20), of(7, 6)]) == frozenset()
    assert withheld([]) == frozenset()
    assert SMALLEST_BASE == 10
