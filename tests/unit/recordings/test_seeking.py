"""What somebody looks for is understood, whatever she writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.recordings.rules.seeking import (
    LONGEST_ASKED,
    MOST_TERMS,
    NO_WORD,
    ONLY_COMMON,
    ONLY_WITHOUT,
    Phrase,
    forms_of,
    read_question,
)
from webinars.recordings.rules.words import tokens_of


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("databases", "a database"),
        ("database", "the databases"),
        ("policies", "one policy"),
        ("policy", "our policies"),
        ("laws", "the law"),
        ("law", "two laws"),
        ("offices", "an office"),
        ("nationaux", "bureau national"),
        ("necesidades", "una necesidad"),
        ("oficina", "las oficinas"),
        ("реестры", "двух реестров"),
        ("база", "базу данных"),
        ("оценки", "оценка потребностей"),
        ("قاعدة", "القاعدة"),
        ("السؤال", "أحد عشر سؤالا"),
        ("سجلات", "يتطابق سجلان"),
        ("数据库", "一个数据库"),
        ("库", "数据库里"),
        ("TRIPS", "the TRIPS Agreement"),
    ],
)
def test_a_word_finds_its_other_endings(asked: str, said: str) -> None:
    ((*phrases,),) = read_question(asked).terms
    tokens = tokens_of(said)
    assert any(one.stands_at(place, tokens) for one in phrases for place in range(len(tokens)))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("law", "a lawn"),
        ("数库", "数据库"),
        ('"two registers"', "registers two"),
        ('"needs office"', "needs before an office"),
        ("2026", "20265"),
        ("ip", "ipswich"),
    ],
)
def test_what_is_another_word_is_not_found(asked: str, said: str) -> None:
    ((*phrases,),) = read_question(asked).terms
    tokens = tokens_of(said)
    assert not any(one.stands_at(place, tokens) for one in phrases for place in range(len(tokens)))


def test_quotes_of_every_language_hold_a_phrase_together() -> None:
    phrase = ((Phrase(("list", "eleven")),),)
    for asked in ('"list of eleven"', "“list of eleven”", "«list of eleven»", "„list of eleven“"):
        assert read_question(asked).terms == phrase


def test_a_quote_that_nobody_closed_ends_with_the_line() -> None:
    assert read_question('office "list of eleven').terms[1] == (Phrase(("list", "eleven")),)


def test_minus_leaves_out_a_word_or_a_phrase() -> None:
    asked = read_question('office -software -"two days"')

    assert asked.terms == (forms_of("office"),)
    assert asked.unwanted == (forms_of("software"), (Phrase(("two", "days")),))


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("", ""),
        ("   ", ""),
        ("the of la", ONLY_COMMON),
        ('"to the"', ONLY_COMMON),
        ("*", NO_WORD),
        ("\0 () ^ : ''", NO_WORD),
        ('"', NO_WORD),
        ("-office", ONLY_WITHOUT),
    ],
)
def test_where_nothing_can_be_looked_for_it_is_said_why(asked: str, fault: str) -> None:
    assert read_question(asked).fault == fault


def test_what_is_too_long_is_cut_and_that_is_said() -> None:
    assert read_question("a" * 10_000).cut
    assert len(read_question(" ".join(f"word{n}" for n in range(30))).terms) == MOST_TERMS
    assert not read_question("a" * LONGEST_ASKED).cut


@given(st.text(alphabet=st.sampled_from("\"“«-*^():{}\\'\0 ANDORNEAR\naé数库قل1")))
def test_no_sign_means_anything_to_the_database(text: str) -> None:
    asked = read_question(text)
    for term in asked.terms + asked.unwanted:
        for phrase in term:
            assert all(token.isalnum() for token in phrase.tokens)
