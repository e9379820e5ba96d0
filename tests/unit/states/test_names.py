"""How names are compared and listed in six languages."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.kernel.languages import Language
from webinars.states.imports import DATA
from webinars.states.rules import folded, place_of, sort_key
from webinars.states.rules.names import readings

AR, ZH, EN = Language.ARABIC, Language.CHINESE, Language.ENGLISH
FR, RU, ES = Language.FRENCH, Language.RUSSIAN, Language.SPANISH


def listed(names: list[str], language: Language) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language))


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        (EN, ["Costa Rica", "Côte d'Ivoire", "Croatia", "Türkiye", "Turkmenistan"]),
        (FR, ["Égypte", "El Salvador", "Émirats arabes unis", "Équateur", "Îles Cook", "Inde"]),
        (ES, ["Emiratos Árabes Unidos", "Enza", "Eñe", "Eritrea"]),
        (RU, ["Египет", "Ёж", "Ереван", "Италия", "Йемен", "Кабо-Верде"]),
        (AR, ["ألبانيا", "بابوا غينيا الجديدة", "البحرين", "بربادوس", "تركيا", "اليمن"]),
        (ZH, ["阿曼", "巴西", "秘鲁", "朝鲜民主主义人民共和国", "法国", "西班牙", "希腊", "中国"]),
    ],
)
def test_a_list_stands_in_the_order_of_its_language(
    language: Language, in_order: list[str]
) -> None:
    assert listed(in_order[::-1], language) == in_order


def test_a_chinese_character_without_a_reading_comes_after_all_that_have_one() -> None:
    assert listed(["龘国", "中国", "阿曼"], ZH) == ["阿曼", "中国", "龘国"]


def test_every_character_of_a_chinese_name_has_a_reading() -> None:
    with (DATA / "state_names.csv").open(encoding="utf-8", newline="") as file:
        used = {character for row in csv.DictReader(file) for character in row["zh"]}

    assert used - set(readings()) == set("（）")


def test_the_readings_stand_in_their_order_each_character_once() -> None:
    """Syllable, then tone; ü after u. Strokes decide among equals and are not in the file."""
    with (DATA / "pinyin.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spelled = [(row["reading"][:-1].replace("ü", "v"), row["reading"][-1]) for row in rows]

    assert spelled == sorted(spelled)
    assert all(tone in "1234" for _syllable, tone in spelled)
    assert len({row["character"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cote d", "Côte d'Ivoire"),
        ("COTE D’IVOIRE", "Côte d'Ivoire"),
        ("turkiye", "Türkiye"),
        ("TÜRKİYE", "Türkiye"),
        ("кот д", "Кот-д'Ивуар"),
        ("guinee bissau", "Guinée-Bissau"),
        ("الكويت", "الكويت"),
        ("كويت", "الكويت"),
        ("البانيا", "ألبانيا"),
        ("科特", "科特迪瓦"),
        ("bolivia plurinational", "Bolivia (Plurinational State of)"),
    ],
)
def test_a_name_is_found_by_its_beginning_without_case_marks_and_signs(
    text: str, name: str
) -> None:
    assert place_of(folded(text), name) == 0


def test_a_name_is_found_by_a_part_of_it() -> None:
    assert place_of(folded("korea"), "Republic of Korea") == 1
    assert place_of(folded("الكونغو"), "جمهورية الكونغو الديمقراطية") == 1


def test_a_name_that_does_not_hold_the_words_is_not_found() -> None:
    assert place_of(folded("kuwait"), "Qatar") is None


@pytest.mark.parametrize("nothing", ["", "  ", "'", "\u0301"])
def test_nothing_finds_nothing(nothing: str) -> None:
    assert place_of(folded(nothing), "Qatar") is None


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.text(max_size=12), max_size=6, unique=True), st.sampled_from(Language))
def test_any_names_have_one_order(names: list[str], language: Language) -> None:
    assert listed(names, language) == listed(names[::-1], language)
