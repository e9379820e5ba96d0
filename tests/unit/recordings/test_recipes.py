"""Which lighter copies suit an original, and how a film is cut to be made in steps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.recordings.rules.recipes import PIECE, Recipe, Source, pieces_of, recipes_for, size_of

HOUR = 3600.0


def source(*, height: int = 1080, sound: bool = True, rate: int = 4_000_000) -> Source:
    return Source(HOUR, height * 16 // 9, height, sound, rate)


def test_the_slowest_line_is_served_first() -> None:
    assert recipes_for(source()) == [
        Recipe.POSTER,
        Recipe.OPUS,
        Recipe.MP3,
        Recipe.P240,
        Recipe.P480,
        Recipe.P720,
    ]


@pytest.mark.parametrize(
    ("height", "largest"), [(1080, "720p"), (719, "480p"), (480, "480p"), (360, "240p")]
)
def test_nothing_is_scaled_up(height: int, largest: str) -> None:
    assert recipes_for(source(height=height))[-1] == largest


def test_what_would_not_be_lighter_is_not_made() -> None:
    assert recipes_for(source(height=720, rate=500_000)) == [
        Recipe.POSTER,
        Recipe.OPUS,
        Recipe.MP3,
        Recipe.P240,
    ]


def test_sound_without_film_is_made_lighter_only() -> None:
    assert recipes_for(Source(HOUR, 0, 0, True, 48_000)) == [Recipe.OPUS]  # noqa: FBT003
    assert recipes_for(Source(HOUR, 0, 0, True, 20_000)) == []  # noqa: FBT003


def test_a_film_without_sound_has_no_copy_to_hear() -> None:
    assert recipes_for(source(sound=False, height=240)) == [Recipe.POSTER, Recipe.P240]


def test_sizes_are_those_that_the_archive_promises() -> None:
    sizes = [size_of(recipe, HOUR) // 1_000_000 for recipe in (Recipe.OPUS, Recipe.P240)]
    assert sizes == [12, 81]


@given(st.floats(0, 40_000))
def test_pieces_follow_each_other_and_leave_nothing_out(seconds: float) -> None:
    pieces = pieces_of(seconds)

    assert pieces[0][0] == 0
    assert pieces[-1][1] == float("inf")
    assert all(before[1] == after[0] for before, after in pairwise(pieces))
    assert all(end - start >= PIECE for start, end in pieces)
