"""What a version must have before anybody is asked, and what was reworded in part."""

import pytest

from webinars.feedback.models import QuestionKind
from webinars.feedback.rules.wording import (
    Gap,
    Worded,
    Words,
    are_options,
    gaps,
    is_value,
    options_in,
    options_text,
    reworded,
)
from webinars.kernel.languages import Language

YES = (("yes", "Yes"), ("no", "No"))
OUI = (("yes", "Oui"), ("no", "Non"))


def in_all(words: dict[str, Words], kind: QuestionKind = QuestionKind.SCALE) -> Worded:
    spoken = {language: words.get(language.value, Words(f"In {language}")) for language in Language}
    return Worded("pace", kind, spoken)


def test_a_whole_question_lacks_nothing() -> None:
    assert gaps([in_all({})]) == []


def test_languages_without_words_are_named() -> None:
    some = Worded("pace", QuestionKind.TEXT, {Language.ENGLISH: Words("Well paced?")})

    (gap,) = gaps([some])

    assert gap.missing == tuple(one for one in Language if one is not Language.ENGLISH)


def test_a_choice_offers_the_same_in_every_language() -> None:
    words = {language.value: Words("?", options=YES) for language in Language}
    alike = in_all(words | {"fr": Words("?", options=OUI)}, QuestionKind.CHOICE)
    unlike = in_all(words | {"fr": Words("?", options=OUI[:1])}, QuestionKind.CHOICE)

    assert gaps([alike]) == []
    assert gaps([unlike]) == [Gap("pace", unlike=(Language.FRENCH,))]


def test_a_choice_without_options_is_not_whole() -> None:
    (gap,) = gaps([in_all({}, QuestionKind.SEVERAL)])

    assert set(gap.unlike) == set(Language)


def test_words_changed_in_one_language_only_are_named() -> None:
    before = in_all({})

    assert reworded([before], [in_all({"fr": Words("Autrement")})]) == {"pace": (Language.FRENCH,)}
    assert reworded([before], [before]) == {}
    assert reworded([], [before]) == {}


def test_words_changed_in_all_languages_are_a_new_wording() -> None:
    now = in_all({language.value: Words("Else") for language in Language})

    assert reworded([in_all({})], [now]) == {}


@pytest.mark.parametrize(
    "text",
    ["", "yes|Yes", "yes|Yes\nyes|Again", "Yes|Yes\nno|No", "yes\nno", "a b|A\nc|C", "ä|A\nb|B"],
)
def test_what_is_no_list_of_options_is_refused(text: str) -> None:
    assert not are_options(text)


def test_options_survive_being_written() -> None:
    assert are_options("yes|Yes\n\nno | No, not at all")
    assert options_in(options_text(YES)) == YES


@pytest.mark.parametrize(("text", "good"), [("well-paced", True), ("-", False), ("Pace", False)])
def test_names_can_stand_in_data_files(text: str, *, good: bool) -> None:
    assert is_value(text) is good
