"""What a coordinator may know of how many persons a member sent."""

from hypothesis import given
from hypothesis import strategies as st

from webinars.desk.rules.coverage import shown_counts
from webinars.evaluation.rules import K


def test_a_count_of_four_is_suppressed_and_one_of_five_beside_others_is_shown() -> None:
    told, whole = shown_counts({"KE": 9, "GH": 4, "SN": 3, "NG": 0, "MA": 7})

    assert (told["GH"], told["SN"]) == (None, None)
    assert told["NG"] == 0
    assert (told["KE"], whole) == (9, 23)


def test_a_single_small_count_is_not_given_back_by_the_total() -> None:
    told, whole = shown_counts({"KE": 9, "GH": 4, "MA": 7})

    assert told["GH"] is None
    assert whole is None or [told["KE"], told["MA"]].count(None) > 0


def test_two_members_of_one_person_each_are_not_computed_from_the_total() -> None:
    told, whole = shown_counts({"KE": 1, "GH": 1, "MA": 8})

    assert (told["KE"], told["GH"]) == (None, None)
    assert whole is None or told["MA"] is None


def test_nobody_is_nought_and_not_suppressed() -> None:
    assert shown_counts({"KE": 0, "GH": 0}) == ({"KE": 0, "GH": 0}, 0)
    assert shown_counts({}) == ({}, 0)


def test_a_group_of_one_member_shows_five_and_hides_four() -> None:
    assert shown_counts({"CN": 5}) == ({"CN": 5}, 5)
    assert shown_counts({"CN": 4}) == ({"CN": None}, None)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_no_small_count_is_told_nor_left_as_the_only_one(counts: list[int]) -> None:
    told, whole = shown_counts({f"{place}": count for place, count in enumerate(counts)})
    hidden = [count for count, seen in zip(counts, told.values(), strict=True) if seen is None]

    assert all(
        seen is None for seen, count in zip(told.values(), counts, strict=True) if 0 < count < K
    )
    if whole is not None and hidden:
        assert len(hidden) > 1
        assert sum(hidden) - (len(hidden) - 1) >= K
