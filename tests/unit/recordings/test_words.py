"""Words of six languages come to the same form however they are written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.recordings.rules.words import fold, tokens_of, words_in


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("Données ÉVALUÉES", "donnees evaluees"),
        ("Évaluation", unicodedata.normalize("NFD", "évaluation")),
        ("año CIGÜEÑA", "ano ciguena"),
        ("œuvre ﬁnancière", "oeuvre financiere"),
        ("ёлка, отчёт", "елка отчет"),
        ("БАЗА данных", "база Данных"),
        ("ＷＩＰＯ ２０２６", "wipo 2026"),
        ("قَاعِدَةُ بَيَانَاتٍ", "قاعده بيانات"),
        ("أسئلة إلكترونية آخر", "اسئله الكترونيه اخر"),
        ("مستشفى", "مستشفي"),
        ("تقيـــيم", "تقييم"),
        ("٢٠٢٦ ۲۰۲۶", "2026 2026"),
        ("القاعدة والقاعدة للقاعدة", "قاعدة قاعدة قاعدة"),
        ("‘l’heure’", "heure"),
        ("data\u00adbase", "database"),
    ],
)
def test_two_spellings_are_one(written: str, also_written: str) -> None:
    assert tokens_of(written) == tokens_of(also_written)


def test_chinese_is_pairs_and_every_character_begins_a_word() -> None:
    assert tokens_of("数据库，WIPO公约") == ["数据", "据库", "库", "wipo", "公约", "约"]


def test_common_words_are_left_out_in_every_language_and_leave_no_gap() -> None:
    said = "the list of eleven questions / la liste / y los / и не / هذه التي / 的"
    assert tokens_of(said) == ["list", "eleven", "questions", "liste", "的"]


def test_each_word_tells_where_it_stands() -> None:
    text = "Nous demandions l’Évaluation, 数据库."
    assert [text[one.start : one.end] for one in words_in(text)] == [
        "demandions",
        "Évaluation",
        "数据",
        "据库",
        "库",
    ]


@given(st.text())
def test_whatever_is_written_gives_letters_and_digits_alone(text: str) -> None:
    for word in words_in(text):
        assert word.token.isalnum()
        assert word.token == word.token.casefold()
        assert 0 <= word.start < word.end <= len(text)
    assert fold(fold(text)) == fold(text)
