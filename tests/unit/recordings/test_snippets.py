"""What is shown of a find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.recordings.rules.seeking import read_question
from webinars.recordings.rules.snippets import SHOWN, marked


def shown(text: str, asked: str) -> str:
    parts = marked(text, read_question(asked).terms)
    return "".join(f"[{words}]" if is_hit else words for words, is_hit in parts)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("We asked for a database.", "DATABASES", "We asked for a [database]."),
        ("Une évaluation, deux.", "evaluation", "Une [évaluation], deux."),
        ("a list of eleven questions", '"list of eleven"', "a [list of eleven] questions"),
        ("我们要的是数据库，真正需要", "数据库", "我们要的是[数据库]，真正需要"),
        ("طلبنا القَاعِدَة أمس", "قاعدة", "طلبنا [القَاعِدَة] أمس"),
        ("two two days", "two days", "[two] [two] [days]"),
        ("nothing here", "office", "nothing here"),
        ("<b>office</b>", "office", "<b>[office]</b>"),
    ],
)
def test_the_words_are_marked_as_they_were_written(text: str, asked: str, expected: str) -> None:
    assert shown(text, asked) == expected


def test_of_a_long_passage_the_piece_around_the_first_find_is_shown() -> None:
    text = "before " * 60 + "the office that was asked " + "after " * 60

    piece = shown(text, "office")

    assert piece.startswith("… before")
    assert piece.endswith("after …")
    assert "the [office] that" in piece
    assert len(piece) < SHOWN + 10


def test_chinese_without_spaces_is_cut_too() -> None:
    assert len(shown("我们" * 300 + "数据库" + "需要" * 300, "数据库")) < SHOWN + 10


@given(st.text(max_size=600), st.text(max_size=20))
def test_nothing_is_invented_and_nothing_repeated(text: str, asked: str) -> None:
    parts = marked(text, read_question(asked).terms)
    whole = "".join(words for words, _ in parts).removeprefix("… ").removesuffix(" …")
    assert whole in text
