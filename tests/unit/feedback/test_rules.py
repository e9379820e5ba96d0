"""Classes are coarse enough before a letter leaves, and answers are what a question offers."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.feedback.models import QuestionKind
from webinars.feedback.rules import NO_CLASSES, Classes, K, is_answer, root_of, stamped

CLASSES = st.builds(
    Classes,
    group=st.sampled_from(["african-group", "apg", "grulac", "china", ""]),
    category=st.sampled_from(["state", "ngo", "other"]),
    language=st.sampled_from(["ar", "en", "fr"]),
    completed=st.sampled_from(["yes", "no", ""]),
)


@given(st.lists(CLASSES, max_size=60))
def test_every_stamp_is_shared_by_k_unless_fewer_are_invited(wanted: list[Classes]) -> None:
    counts = Counter(stamped(wanted, {}))

    if len(wanted) >= K:
        assert all(count >= K for count in counts.values())
    else:
        assert set(counts) <= {NO_CLASSES}


@given(st.lists(CLASSES, max_size=30), st.lists(CLASSES, min_size=K, max_size=40))
def test_a_later_batch_never_stands_alone(later: list[Classes], first: list[Classes]) -> None:
    standing = Counter(stamped(first, {}))

    together = standing + Counter(stamped(later, standing))

    alone = {c: n for c, n in together.items() if n < K}
    assert set(alone) <= {NO_CLASSES}
    assert sum(alone.values()) < K


def test_whether_somebody_completed_is_the_last_that_goes() -> None:
    true = Classes("apg", "state", "fr", "yes")
    steps = [true]
    while steps[-1] != NO_CLASSES:
        steps.append(steps[-1].coarser())

    assert steps[1:] == [
        Classes("apg", "", "fr", "yes"),
        Classes("apg", "", "", "yes"),
        Classes(completed="yes"),
        NO_CLASSES,
    ]
    assert NO_CLASSES.coarser() == NO_CLASSES


def test_a_group_of_one_is_never_stamped() -> None:
    assert {c.group for c in stamped([Classes("china", "state", "zh")] * 30, {})} == {""}


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        (QuestionKind.SCALE, "5", True),
        (QuestionKind.SCALE, "na", True),
        (QuestionKind.SCALE, "6", False),
        (QuestionKind.SCALE, "５", False),
        (QuestionKind.RECOMMEND, "10", True),
        (QuestionKind.RECOMMEND, "11", False),
        (QuestionKind.CHOICE, "yes", True),
        (QuestionKind.CHOICE, "maybe", False),
        (QuestionKind.SEVERAL, "yes no", True),
        (QuestionKind.SEVERAL, "yes maybe", False),
        (QuestionKind.NUMBER, "12", True),
        (QuestionKind.NUMBER, "١٢", False),
        (QuestionKind.TEXT, "x" * 2000, True),
        (QuestionKind.TEXT, "x" * 2001, False),
    ],
)
def test_an_answer_is_what_the_question_offers(
    kind: QuestionKind, value: str, *, fits: bool
) -> None:
    assert is_answer(kind, value, ["yes", "no"]) is fits


def test_the_root_does_not_know_the_order() -> None:
    assert root_of(["0b", "0a"]) == root_of(["0a", "0b"]) != root_of(["0a"])
