"""The files themselves, before anything is loaded."""

from collections import Counter
from datetime import date

from webinars.kernel.zones import zone_names
from webinars.states.imports import ReferenceFact, read_facts, read_states
from webinars.states.models import Kind
from webinars.states.rules import zones_of


def rows_of(state: str, kind: Kind) -> list[ReferenceFact]:
    return [fact for fact in read_facts() if (fact.state, fact.kind) == (state, kind)]


def test_both_files_have_the_same_197_keys() -> None:
    named = {fact.state for fact in read_facts() if fact.kind is Kind.NAME}

    assert len(read_states()) == 197
    assert named == {state.code for state in read_states()}


def test_codes_are_unique_and_of_their_length() -> None:
    states = read_states()

    assert len({s.code for s in states} | {s.alpha3 for s in states} | {s.m49 for s in states}) == (
        3 * 197
    )
    assert {(len(s.code), len(s.alpha3), len(s.m49)) for s in states} == {(2, 3, 3)}
    assert all(s.m49.isdigit() for s in states)


def test_the_rows_of_one_subject_cover_each_day_once() -> None:
    """From the first day of the files on, no gap and no overlap."""
    subjects: dict[tuple[str, Kind, str | None], list[ReferenceFact]] = {}
    for fact in read_facts():
        subjects.setdefault((fact.state, fact.kind, fact.language), []).append(fact)

    for rows in subjects.values():
        assert [row.valid_from for row in rows] == [
            date(2019, 1, 1),
            *(row.valid_to for row in rows[:-1]),
        ]
        assert rows[-1].valid_to is None


def test_what_the_notes_say_of_a_category_becomes_its_reason() -> None:
    [angola] = rows_of("AO", Kind.LDC)

    assert angola.reason.startswith("LDC: graduation deferred")


def test_a_group_is_never_verified_however_confident() -> None:
    groups = [fact for fact in read_facts() if fact.kind is Kind.GROUP and fact.value]

    assert {fact.verified for fact in groups} == {False}
    assert Counter(fact.confidence for fact in groups) == {"high": 166, "medium": 26, "low": 2}


def test_a_state_has_its_capitals_zone_first_and_then_the_others() -> None:
    assert zones_of("CH", capital="Europe/Zurich") == ("Europe/Zurich",)
    assert zones_of("BR", capital="America/Sao_Paulo")[:2] == (
        "America/Sao_Paulo",
        "America/Araguaina",
    )
    assert len(zones_of("RU", capital="Europe/Moscow")) > 20


def test_all_zones_of_all_states_are_known() -> None:
    listed = {zone for s in read_states() for zone in zones_of(s.code, capital=s.capital_zone)}

    assert listed <= zone_names()
