"""The figures under findings that everybody may see: none names a few, alone or beside another."""

import pytest

from webinars.evaluation.models.passages import Evidence
from webinars.evaluation.sights.passages import told_to_all


def proofs(*parts: tuple[float | None, float], indicator: int = 1) -> list[Evidence]:
    return [
        Evidence(id=place, indicator=indicator, measure="attended", breakdown="", n=n, d=d)
        for place, (n, d) in enumerate(parts, start=1)
    ]


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([(34, 40)], {1}),
        ([(3, 40)], set()),
        ([(38, 40)], set()),  # two never came
        ([(34, 40), (34, 40)], {1, 2}),
        ([(34, 40), (35, 42)], {1}),  # one came and one did not, since
        ([(34, 40), (35, 42), (44, 55)], {1, 3}),
        ([(None, 40), (None, 41)], {1}),  # two means tell what the new one answered
        ([(None, 4)], set()),
    ],
)
def test_a_figure_is_told_to_all_where_nobody_is_counted(
    parts: list[tuple[float | None, float]], shown: set[int]
) -> None:
    assert told_to_all(proofs(*parts)) == shown


def test_what_counts_no_persons_is_told_and_what_is_broken_down_is_not() -> None:
    members = proofs((3, 193), (4, 193), indicator=9)
    apart = proofs((20, 40))
    apart[0].breakdown = "gender"

    assert told_to_all(members) == {1, 2}
    assert told_to_all(apart) == set()
