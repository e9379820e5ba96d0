"""When each page was shown, as a tired person writes it down."""

import pytest

from webinars.recordings.rules.slides import AtOnce, NotATime, Turn, turns_of


def test_times_are_put_in_their_order() -> None:
    assert turns_of({1: "0:00, 1:00:05", 2: "5:30", 3: ""}) == [
        Turn(0, 1),
        Turn(330, 2),
        Turn(3605, 1),
    ]


@pytest.mark.parametrize("between", [",", " , ", ";", "،", "，", "  "])
def test_several_times_may_be_parted_as_one_likes(between: str) -> None:
    assert turns_of({4: f"1:00{between}2:00"}) == [Turn(60, 4), Turn(120, 4)]


def test_the_same_time_twice_is_one() -> None:
    assert turns_of({1: "1:00 00:01:00"}) == [Turn(60, 1)]


@pytest.mark.parametrize("word", ["soon", "1.30", "1:75", "-0:10", "1:2", "٠١:٠٠", "90"])
def test_what_is_no_time_is_named_with_its_page(word: str) -> None:
    with pytest.raises(NotATime, match="Page 7") as refused:
        turns_of({6: "1:00", 7: word})
    assert word in str(refused.value)


def test_two_pages_are_never_shown_at_once() -> None:
    with pytest.raises(AtOnce, match="Pages 1 and 2"):
        turns_of({1: "0:30", 2: "00:30"})
