"""Finding a state by what a person writes, in any of the six languages."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOON
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.states.models import Confidence, Kind
from webinars.states.operations import record_fact
from webinars.states.queries import (
    Found,
    UnknownState,
    classification,
    classify_all,
    find_states,
    list_by_group,
    members_on,
    names,
)

TODAY = date(2026, 11, 23)


def codes(db: Db, text: str, *, language: Language = Language.ENGLISH) -> list[str]:
    return [found.code for found in find_states(db, text=text, language=language, on=TODAY)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("кот", "CI"),
        ("cote d", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("科特", "CI"),
        ("الكويت", "KW"),
        ("كويت", "KW"),
        ("Türkiye", "TR"),
        ("turkiye", "TR"),
        ("турция", "TR"),
        ("saint-siege", "VA"),
        ("COD", "CD"),
        ("cd", "CD"),
    ],
)
def test_a_state_is_found_first_in_whatever_language(db: Db, text: str, code: str) -> None:
    assert codes(db, text)[0] == code


def test_the_answer_is_in_the_readers_language_and_says_what_was_matched(db: Db) -> None:
    assert find_states(db, text="科特", language=Language.ARABIC, on=TODAY) == [
        Found("CI", "كوت ديفوار", "科特迪瓦")
    ]


def test_the_readers_own_language_is_told_first(db: Db) -> None:
    [first, *_] = find_states(db, text="congo", language=Language.SPANISH, on=TODAY)

    assert first == Found("CG", "Congo", "Congo")


def test_the_two_congos_are_told_apart_by_code(db: Db) -> None:
    assert codes(db, "congo") == ["CG", "CD"]
    assert codes(db, "cg") == ["CG"]
    assert codes(db, "democratic republic of the c") == ["CD"]
    assert classification(db, state="CD", on=TODAY, known_at=NOON).ldc
    assert not classification(db, state="CG", on=TODAY, known_at=NOON).ldc


def test_names_that_begin_so_stand_before_names_that_hold_it(db: Db) -> None:
    assert codes(db, "guinea") == ["GN", "GW", "GQ", "PG"]


def test_a_code_stands_before_every_name(db: Db) -> None:
    assert codes(db, "ma")[0] == "MA"


@pytest.mark.parametrize("nothing", ["", "   ", "…", "xyzzy", "' OR 1=1 --", "%", "_", "x" * 5000])
def test_what_is_no_name_finds_nothing(db: Db, nothing: str) -> None:
    assert codes(db, nothing) == []


def test_an_answer_is_no_longer_than_asked(db: Db) -> None:
    assert len(find_states(db, text="a", language=Language.ENGLISH, on=TODAY, limit=7)) == 7


def test_a_state_has_no_code_that_nobody_gave_it(db: Db) -> None:
    with pytest.raises(UnknownState):
        classification(db, state="XK", on=TODAY, known_at=NOON)


def test_a_code_is_read_in_either_case(db: Db) -> None:
    assert classification(db, state="ci", on=TODAY, known_at=NOON).code == "CI"


def test_a_list_of_names_stands_in_the_order_of_its_language(db: Db) -> None:
    first = {
        language: [code for code, _name in names(db, language=language, on=TODAY)[:3]]
        for language in Language
    }

    assert first == {
        Language.ARABIC: ["RU", "ET", "AZ"],
        Language.CHINESE: ["AL", "DZ", "AF"],
        Language.ENGLISH: ["AF", "AL", "DZ"],
        Language.FRENCH: ["AF", "ZA", "AL"],
        Language.RUSSIAN: ["AU", "AT", "AZ"],
        Language.SPANISH: ["AF", "AL", "DE"],
    }


@pytest.mark.parametrize("corrections", [1, 3])
def test_the_number_of_queries_is_constant(db: Db, queries: list[str], corrections: int) -> None:
    for number in range(corrections):
        record_fact(
            db,
            state="AO",
            kind=Kind.LDC,
            value="0",
            valid_from=TODAY,
            valid_to=None,
            source="A letter",
            confidence=Confidence.LOW,
            verified=False,
            reason="To count queries",
            editor="nobody",
            now=NOON + timedelta(days=number),
        )
    db.flush()
    counts = []
    for ask in (
        lambda: members_on(db, on=TODAY),
        lambda: names(db, language=Language.RUSSIAN, on=TODAY),
        lambda: classify_all(db, on=TODAY, known_at=NOON),
        lambda: find_states(db, text="a", language=Language.ENGLISH, on=TODAY),
        lambda: list_by_group(db, language=Language.ENGLISH, on=TODAY),
    ):
        queries.clear()
        ask()
        counts.append(len(queries))

    assert counts == [1, 1, 2, 2, 3]
