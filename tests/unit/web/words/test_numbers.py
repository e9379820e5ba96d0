from datetime import timedelta

import pytest
from markupsafe import Markup, escape

from webinars.web.words.numbers import (
    bracketed,
    colon,
    duration,
    initial,
    language_name,
    list_and,
    list_apart,
    list_plain,
    minutes_at,
    number,
    own_name,
    percent,
    percents,
    size_words,
)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (61_000, "61 KB"),
        (999_600, "1 MB"),
        (1_600_000, "1.6 MB"),
        (15_100_000, "15.1 MB"),
        (99_990_000, "100 MB"),
        (115_000_000, "115 MB"),
        (4_000_000_000, "4 GB"),
    ],
)
def test_a_size_has_three_figures_at_most(size: int, words: str) -> None:
    assert size_words(size, language="en") == words.replace(" ", "\u202f")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (61_000, "2 s"),
        (1_900_000, "1 min"),
        (15_100_000, "8 min"),
        (115_000_000, "60 min"),
        (544_000_000, "4 h 44 min"),
    ],
)
def test_a_download_is_told_in_minutes_at_256_kilobits(size: int, words: str) -> None:
    assert minutes_at(size, language="en").replace("\u202f", " ") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "ساعة و24 دقيقة"),
        ("zh", "1小时24分钟"),
        ("en", "1 h 24 min"),
        ("ru", "1 ч 24 мин"),
    ],
)
def test_a_duration_reads_as_in_its_language(language: str, words: str) -> None:
    told = duration(timedelta(minutes=84), language=language)

    assert told.replace("\u202f", " ") == words


def test_arabic_counts_two_of_a_thing_in_its_own_form() -> None:
    assert duration(2, language="ar") == "ثانيتان"


def test_percentages_keep_their_sign_on_the_line() -> None:
    words = [percent(0.705, language=language) for language in ("en", "fr", "zh", "ar")]

    assert words == ["70.5\u202f%", "70,5\u202f%", "70.5%", "70.5%"]


def test_an_interval_runs_in_words() -> None:
    words = [percents(0.654, 0.751, language=language) for language in ("en", "ar")]

    assert words == ["65.4 to 75.1\u202f%", "من 65.4% إلى 75.1%"]


def test_a_share_of_nothing_has_no_percentage() -> None:
    with pytest.raises(ValueError, match="n/a"):
        percent(None, language="en")


def test_digits_are_latin_in_arabic_too() -> None:
    assert number(12_640.5, language="ar") == "12,640.5"


def test_languages_are_named_for_the_reader_and_by_themselves() -> None:
    names = [language_name("en", language="ar"), language_name("ar", language="fr"), own_name("ar")]

    assert names == ["الإنكليزية", "arabe", "العربية"]


def test_a_list_ends_in_and() -> None:
    words = [list_and(["a", "b", "c"], language=language) for language in ("en", "zh")]

    assert words == ["a, b and c", "a、b和c"]


def test_a_plain_list_has_the_comma_of_the_language() -> None:
    words = [list_plain(["MP4", "a"], language=language) for language in ("en", "ar", "zh")]

    assert words == ["MP4, a", "MP4، a", "MP4，a"]


def test_sentences_side_by_side_have_the_semicolon_of_the_language() -> None:
    words = [list_apart(["a", "b"], language=language) for language in ("ru", "ar", "zh", "fr")]

    assert words == ["a; b", "a؛ b", "a；b", "a\u202f; b"]


def test_what_follows_a_name_has_the_colon_and_the_brackets_of_the_language() -> None:
    told = [
        f"a{colon(language=one)}b{bracketed('c', language=one)}" for one in ("en", "ar", "zh", "fr")
    ]

    assert told == ["a: b (c)", "a: b (c)", "a：b（c）", "a\u202f: b (c)"]
    assert bracketed(Markup("<b>1</b>"), language="zh") == "（<b>1</b>）"
    assert escape(bracketed("<b>", language="en")) == " (&lt;b&gt;)"


def test_only_the_first_letter_is_raised() -> None:
    assert initial("mercredi 9 Décembre") == "Mercredi 9 Décembre"
