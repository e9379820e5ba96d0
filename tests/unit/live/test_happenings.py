"""Joins and leaves in whatever order become the same stays."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from webinars.live.rules.happenings import Move, Rejected, instant_of_iso, is_fresh, stays_of


def move(minute: int, *, joined: bool, line: str = "a", run: str = "one") -> Move:
    at = NOON + timedelta(minutes=minute)
    return Move(run, line, joined, at, "", "Amina", "", staff=False)


def told(moves: list[Move]) -> list[tuple[str, int, int | None]]:
    def minute(at: datetime) -> int:
        return int((at - NOON).total_seconds()) // 60

    return [
        (stay.first.line, minute(stay.first.at), minute(stay.left_at) if stay.left_at else None)
        for stay in stays_of(moves).found
    ]


def test_the_order_in_which_messages_come_does_not_matter() -> None:
    moves = [
        move(0, joined=True),
        move(5, joined=False),
        move(7, joined=True),
        move(9, joined=False),
    ]

    for order in permutations(moves):
        assert told(list(order)) == [("a", 0, 5), ("a", 7, 9)]


def test_the_same_message_twice_is_once() -> None:
    assert told([move(0, joined=True), move(0, joined=True), move(5, joined=False)]) == [
        ("a", 0, 5)
    ]


def test_a_lost_leave_ends_at_the_next_join_and_a_last_one_stays_open() -> None:
    assert told([move(0, joined=True), move(5, joined=True)]) == [("a", 0, 5), ("a", 5, None)]


def test_a_leave_without_a_join_is_counted_and_never_guessed() -> None:
    found = stays_of([move(5, joined=False), move(6, joined=True)])

    assert (len(found.found), len(found.strays)) == (1, 1)


def test_runs_and_connections_are_told_apart() -> None:
    moves = [
        move(0, joined=True),
        move(1, joined=True, line="b"),
        move(2, joined=True, run="two"),
        move(9, joined=False, line="b"),
    ]

    assert told(moves) == [("a", 0, None), ("b", 1, 9), ("a", 2, None)]


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=12))
def test_no_stay_is_inverted_and_stays_of_one_connection_never_overlap(
    said: list[tuple[int, bool]],
) -> None:
    found = stays_of([move(minute, joined=joined) for minute, joined in said]).found

    ends = [stay.left_at or NOON + timedelta(days=1) for stay in found]
    assert all(stay.first.at <= end for stay, end in zip(found, ends, strict=True))
    assert all(end <= after.first.at for end, after in zip(ends, found[1:], strict=False))


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)]
)
def test_five_minutes_of_skew_are_borne_both_ways(seconds: int, *, fresh: bool) -> None:
    assert is_fresh(NOON + timedelta(seconds=seconds), NOON) is fresh


@pytest.mark.parametrize("text", ["", "yesterday", "2027-03-01T12:00:00", None, 5])
def test_a_time_without_zone_is_no_time(text: object) -> None:
    with pytest.raises(Rejected):
        instant_of_iso(text)
