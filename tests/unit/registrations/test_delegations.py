"""The order of a delegation: what numbers and buttons mean."""

from webinars.registrations.rules import moved, renumbered

ROW = ["a", "b", "c"]


def test_numbers_become_one_two_three_without_gaps() -> None:
    assert renumbered(ROW, {"a": 70, "b": None, "c": 7}) == {"a": 2, "b": None, "c": 1}


def test_of_two_with_one_number_the_one_that_stood_first_stays_first() -> None:
    assert renumbered(ROW, {"a": 1, "b": 1, "c": 1}) == {"a": 1, "b": 2, "c": 3}


def test_whoever_moves_changes_places_with_a_neighbour() -> None:
    assert moved(ROW, "c", up=True) == {"a": 1, "c": 2, "b": 3}
    assert moved(ROW, "a", up=False) == {"b": 1, "a": 2, "c": 3}


def test_nobody_moves_past_the_end() -> None:
    assert moved(ROW, "a", up=True) == {"a": 1, "b": 2, "c": 3}
    assert moved(ROW, "c", up=False) == {"a": 1, "b": 2, "c": 3}
    assert moved(ROW, "stranger", up=True) == {"a": 1, "b": 2, "c": 3}
