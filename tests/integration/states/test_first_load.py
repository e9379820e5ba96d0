"""The checks that `data/README.md` promises, and what happened before the as-of date."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.kernel.languages import Language
from webinars.kernel.zones import zone_names
from webinars.states.models import Confidence, Group, Kind, State, StateFact
from webinars.states.operations import FIRST_LOAD, Load, Proposal, load_reference, record_fact
from webinars.states.queries import (
    capitals,
    classification,
    classify_all,
    classify_days,
    list_by_group,
    list_states,
    members_on,
    names,
)
from webinars.states.rules import CATEGORIES, Classification

AS_OF = date(2026, 11, 22)
DAY = timedelta(days=1)


def all_on(db: Db, day: date) -> dict[str, Classification]:
    return classify_all(db, on=day, known_at=NOON)


def test_there_are_197_states_of_which_194_are_members(db: Db) -> None:
    assert len(list_states(db)) == 197
    assert len(members_on(db, on=AS_OF)) == 194


def test_each_group_has_the_members_that_the_file_counts(db: Db) -> None:
    listing = list_by_group(db, language=Language.ENGLISH, on=AS_OF)

    assert {group: len(members) for group, members in listing.groups.items()} == {
        Group.AFRICA: 53,
        Group.ASIA_PACIFIC: 47,
        Group.LATIN_AMERICA: 33,
        Group.B: 32,
        Group.CENTRAL_EUROPE: 19,
        Group.CENTRAL_ASIA: 9,
        Group.CHINA: 1,
    }
    assert listing.without_group == []


def test_a_state_that_is_no_member_has_no_group(db: Db) -> None:
    others = {code: state for code, state in all_on(db, AS_OF).items() if not state.member}

    assert {code: state.group for code, state in others.items()} == dict.fromkeys(
        ["PS", "PW", "SS"]
    )


def test_the_categories_count_44_32_and_39(db: Db) -> None:
    assert counted(all_on(db, AS_OF).values()) == {Kind.LDC: 44, Kind.LLDC: 32, Kind.SIDS: 39}


def test_the_categories_count_43_31_and_38_among_members(db: Db) -> None:
    members = [state for state in all_on(db, AS_OF).values() if state.member]

    assert counted(members) == {Kind.LDC: 43, Kind.LLDC: 31, Kind.SIDS: 38}
    assert sum(bool(state.categories) for state in members) == 90


def counted(states: Iterable[Classification]) -> dict[Kind, int]:
    found = list(states)
    return {kind: sum(kind in state.categories for state in found) for kind in CATEGORIES}


def count_facts(db: Db) -> int:
    return db.scalars(select(func.count()).select_from(StateFact)).one()


def test_every_zone_of_a_capital_is_known(db: Db) -> None:
    assert {state.capital_zone for state in list_states(db)} <= zone_names()


@pytest.mark.parametrize("language", Language)
def test_every_state_has_a_name_of_its_own_in_each_language(db: Db, language: Language) -> None:
    found = names(db, language=language, on=AS_OF)

    assert {code for code, _name in found} == {state.code for state in list_states(db)}
    assert len({name for _code, name in found}) == 197
    assert all(name.strip() for _code, name in found)


def test_of_those_who_are_not_members_only_palestine_is_an_observer(db: Db) -> None:
    assert [code for code, state in all_on(db, AS_OF).items() if state.observer] == ["PS"]


def test_no_group_of_a_member_is_verified(db: Db) -> None:
    """No assignment has been confirmed by WIPO, however confident the inference."""
    members = [state for state in all_on(db, AS_OF).values() if state.member]

    assert all(Kind.GROUP in state.unverified for state in members)


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2019, 6, 1), 47),
        (date(2020, 11, 30), 47),
        (date(2020, 12, 31), 46),
        (date(2023, 11, 30), 46),
        (date(2023, 12, 31), 45),
        (date(2024, 12, 12), 45),
        (date(2024, 12, 13), 44),
        (AS_OF, 44),
    ],
)
def test_the_ldc_list_had_its_length_on_each_day(db: Db, day: date, listed: int) -> None:
    assert counted(all_on(db, day).values())[Kind.LDC] == listed


def test_sao_tome_and_principe_was_an_ldc_until_the_day_before_it_left(db: Db) -> None:
    left = date(2024, 12, 13)

    assert classification(db, state="ST", on=left - DAY, known_at=NOON).ldc
    assert not classification(db, state="ST", on=left, known_at=NOON).ldc


@pytest.mark.parametrize("code", ["BD", "LA", "NP"])
def test_whether_a_state_left_on_24_november_2026_is_not_invented(db: Db, code: str) -> None:
    before = classification(db, state=code, on=date(2026, 11, 23), known_at=NOON)
    after = classification(db, state=code, on=date(2026, 11, 24), known_at=NOON)

    assert (before.ldc, Kind.LDC in before.unverified) == (True, False)
    assert (after.ldc, Kind.LDC in after.unverified) == (True, True)


@pytest.mark.parametrize(
    ("day", "member", "unverified"),
    [
        (date(2025, 5, 31), False, False),
        (date(2025, 6, 1), True, True),
        (date(2025, 6, 30), True, True),
        (date(2025, 7, 1), True, False),
    ],
)
def test_micronesia_joined_on_an_unknown_day_of_june_2025(
    db: Db, day: date, *, member: bool, unverified: bool
) -> None:
    state = classification(db, state="FM", on=day, known_at=NOON)

    assert (state.member, Kind.MEMBERSHIP in state.unverified) == (member, unverified)


def test_members_were_193_before_micronesia_joined(db: Db) -> None:
    assert len(members_on(db, on=date(2025, 5, 31))) == 193


def test_whose_accession_between_2019_and_2021_is_unknown_is_said(db: Db) -> None:
    """192 members in October 2019: which of the five came last is to be confirmed with WIPO."""
    then = all_on(db, date(2019, 10, 15))
    doubtful = {code for code, state in then.items() if Kind.MEMBERSHIP in state.unverified}

    assert doubtful & members_on(db, on=date(2019, 10, 15)) == {"CK", "MH", "NR", "SB", "TL"}


def test_before_the_first_day_of_the_files_nothing_is_known(db: Db) -> None:
    state = classification(db, state="FR", on=date(2018, 12, 31), known_at=NOON)

    assert not state.member
    assert state.unverified == set(Kind) - {Kind.NAME}


def test_loading_again_adds_nothing_and_proposes_nothing(db: Db) -> None:
    rows = count_facts(db)

    again = load_reference(db, now=NOON + DAY)

    assert again == Load(states=0, facts=0, proposals=())
    assert count_facts(db) == rows
    assert db.scalars(select(Entry.kind)).all() == ["states.load"]


def test_a_later_load_proposes_and_leaves_an_edit_alone(db: Db) -> None:
    record_fact(
        db,
        state="MD",
        kind=Kind.GROUP,
        value=Group.CENTRAL_ASIA,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        source="Letter of the mission",
        confidence=Confidence.HIGH,
        verified=True,
        reason="The Secretariat has decided",
        editor="an-administrator",
        now=NOON,
    )

    again = load_reference(db, now=NOON + DAY)

    assert again.proposals == (
        Proposal("MD", Kind.GROUP, None, held=Group.CENTRAL_ASIA, proposed=Group.CENTRAL_EUROPE),
    )
    known = NOON + DAY
    assert classification(db, state="MD", on=AS_OF, known_at=known).group is Group.CENTRAL_ASIA


def test_rows_of_the_first_load_name_their_editor_source_and_reason(db: Db) -> None:
    rows = db.scalars(select(StateFact)).all()

    assert {row.editor for row in rows} == {FIRST_LOAD}
    assert all(row.source and row.reason for row in rows)


def test_namibia_and_leading_zeros_survive_the_reading(db: Db) -> None:
    namibia = db.scalars(select(State).where(State.alpha3 == "NAM")).one()
    afghanistan = db.scalars(select(State).where(State.alpha3 == "AFG")).one()

    assert (namibia.code, afghanistan.m49) == ("NA", "004")


def test_several_days_are_classified_as_each_is_by_itself(db: Db, queries: list[str]) -> None:
    days = [date(2025, 5, 20), date(2026, 11, 22), date(2027, 7, 21)]
    alone = {day: classify_all(db, on=day, known_at=None) for day in days}
    codes = list(alone[days[0]])
    queries.clear()

    together = classify_days(db, codes=codes, days=days)

    assert together == alone
    assert len(queries) == 1
    assert classify_days(db, codes=codes, days=[]) == {}


def test_a_state_is_judged_by_the_clock_of_its_capital(db: Db) -> None:
    found = capitals(db, language=Language.FRENCH, on=AS_OF)

    assert [found[code].zone for code in ("KI", "BR", "NP")] == [
        "Pacific/Tarawa",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
    ]
    french = names(db, language=Language.FRENCH, on=AS_OF)
    assert [(code, one.name) for code, one in found.items()] == french
    assert capitals(db, language=Language.FRENCH, on=date(1900, 1, 1))["KI"].name == "KI"
