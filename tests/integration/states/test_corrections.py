"""A correction is a new row: what was known before stays as it was known."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOON
from webinars.database import Db
from webinars.journal.models import Detail, Entry
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.states.models import Confidence, Kind, StateFact
from webinars.states.operations import (
    NameTaken,
    NoName,
    NoReason,
    NoSource,
    NotAFlag,
    PeriodReversed,
    TooLong,
    UnknownGroup,
    record_fact,
)
from webinars.states.queries import (
    UnknownState,
    classification,
    get_state,
    history,
    holding,
    members_on,
    names,
)

DAY = timedelta(days=1)
LEFT = date(2026, 11, 24)
LATER = NOON + DAY

BANGLADESH_LEAVES: dict[str, Any] = {
    "state": "BD",
    "kind": Kind.LDC,
    "value": "0",
    "valid_from": LEFT,
    "valid_to": None,
    "source": "A resolution of the General Assembly",
    "confidence": Confidence.HIGH,
    "verified": True,
    "reason": "The outcome is known",
    "editor": "an-administrator",
    "now": LATER,
}


def test_a_correction_changes_what_is_known_from_then_on(db: Db) -> None:
    record_fact(db, **BANGLADESH_LEAVES)

    now_known = classification(db, state="BD", on=LEFT, known_at=LATER)

    assert (now_known.ldc, Kind.LDC in now_known.unverified) == (False, False)


def test_a_correction_does_not_rewrite_what_was_known_earlier(db: Db) -> None:
    before = classification(db, state="BD", on=LEFT, known_at=NOON)

    record_fact(db, **BANGLADESH_LEAVES)

    assert classification(db, state="BD", on=LEFT, known_at=NOON) == before
    assert before.ldc


def test_a_graduation_does_not_rewrite_the_days_before_it(db: Db) -> None:
    record_fact(db, **BANGLADESH_LEAVES)

    assert classification(db, state="BD", on=LEFT - DAY, known_at=LATER).ldc


def test_a_correction_overwrites_no_row(db: Db) -> None:
    state = get_state(db, code="BD")
    before = [row.id for row in history(db, state=state)]

    added = record_fact(db, **BANGLADESH_LEAVES)

    assert {row.id for row in history(db, state=state)} == {*before, added.id}


def test_the_row_that_was_corrected_no_longer_holds(db: Db) -> None:
    state = get_state(db, code="BD")
    before = holding(db, state=state, on=LEFT)

    added = record_fact(db, **BANGLADESH_LEAVES)

    after = holding(db, state=state, on=LEFT)
    assert after - before == {added.id}
    assert len(before - after) == 1


def test_a_state_that_joins_is_counted_from_its_day_on(db: Db) -> None:
    joins = {"state": "PW", "kind": Kind.MEMBERSHIP, "value": "1", "valid_from": date(2027, 5, 4)}

    record_fact(db, **BANGLADESH_LEAVES | joins)

    assert len(members_on(db, on=date(2027, 5, 3))) == 194
    assert len(members_on(db, on=date(2027, 5, 4))) == 195
    assert len(members_on(db, on=date(2027, 5, 4), known_at=NOON)) == 194


def test_a_new_name_is_used_from_its_day_on(db: Db) -> None:
    renamed = {"kind": Kind.NAME, "language": Language.FRENCH, "value": "Bangladesh nouveau"}

    record_fact(db, **BANGLADESH_LEAVES | renamed)

    assert dict(names(db, language=Language.FRENCH, on=LEFT))["BD"] == "Bangladesh nouveau"
    assert dict(names(db, language=Language.FRENCH, on=LEFT - DAY))["BD"] == "Bangladesh"
    assert dict(names(db, language=Language.ENGLISH, on=LEFT))["BD"] == "Bangladesh"


def test_a_state_may_leave_its_group_for_none(db: Db) -> None:
    record_fact(db, **BANGLADESH_LEAVES | {"kind": Kind.GROUP, "value": ""})

    assert classification(db, state="BD", on=LEFT, known_at=LATER).group is None


@pytest.mark.parametrize(
    ("instead", "refusal"),
    [
        ({"state": "XX"}, UnknownState),
        ({"source": " \t"}, NoSource),
        ({"reason": ""}, NoReason),
        ({"valid_to": LEFT}, PeriodReversed),
        ({"valid_to": LEFT - DAY}, PeriodReversed),
        ({"value": "yes"}, NotAFlag),
        ({"value": ""}, NotAFlag),
        ({"kind": Kind.GROUP, "value": "group-x"}, UnknownGroup),
        ({"kind": Kind.NAME, "value": "", "language": Language.ENGLISH}, NoName),
        ({"kind": Kind.NAME, "value": "Bangladesh"}, NoName),
        ({"kind": Kind.NAME, "value": "N" * 201, "language": Language.ENGLISH}, TooLong),
        ({"kind": Kind.NAME, "value": "india ", "language": Language.ENGLISH}, NameTaken),
        ({"source": "S" * 301}, TooLong),
        ({"reason": "R" * 1001}, TooLong),
    ],
)
def test_a_row_that_will_not_do_is_refused_and_leaves_nothing(
    db: Db, instead: dict[str, Any], refusal: type[Refusal]
) -> None:
    rows = count(db)

    with pytest.raises(refusal):
        record_fact(db, **BANGLADESH_LEAVES | instead)

    assert count(db) == rows
    assert not db.scalars(select(Entry).where(Entry.kind == "states.record")).all()


def test_a_correction_stands_in_the_journal_with_its_source(db: Db) -> None:
    record_fact(db, **BANGLADESH_LEAVES)

    entry, detail = db.execute(
        select(Entry, Detail)
        .join(Detail, Detail.entry_id == Entry.id)
        .where(Entry.kind == "states.record")
    ).one()
    assert (entry.actor, entry.subject, entry.at) == ("an-administrator", "state-BD", LATER)
    assert detail.content == {
        "kind": "ldc",
        "language": None,
        "value": "0",
        "valid_from": "2026-11-24",
        "valid_to": None,
        "source": "A resolution of the General Assembly",
        "confidence": "high",
        "verified": True,
        "reason": "The outcome is known",
    }


@pytest.mark.parametrize(
    ("instead", "constraint"),
    [
        ({"valid_to": LEFT}, "ends_after_start"),
        ({"language": "en"}, "language_of_names"),
        ({"value": "maybe"}, "value_fits_kind"),
        ({"kind": "group", "value": "group-x"}, "value_fits_kind"),
        ({"source": ""}, "source_given"),
        ({"reason": ""}, "reason_given"),
    ],
)
def test_the_database_keeps_the_promise_too(
    db: Db, instead: dict[str, Any], constraint: str
) -> None:
    row = {key: value for key, value in BANGLADESH_LEAVES.items() if key not in {"state", "now"}}
    row |= {"state_id": get_state(db, code="BD").id, "recorded_at": NOON, "language": None}

    with pytest.raises(IntegrityError, match=constraint), db.begin_nested():
        db.execute(insert(StateFact).values(row | instead))


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(1, 5)), max_size=4))
def test_whatever_is_recorded_later_the_past_knowledge_stays(
    db: Db, corrections: list[tuple[bool, int, int]]
) -> None:
    """Corrections of any value and period, each a day after the one before."""
    days = [LEFT + n * DAY for n in range(-1, 12)]
    before = [classification(db, state="NP", on=day, known_at=NOON) for day in days]

    with db.begin_nested() as attempt:
        for number, (value, start, length) in enumerate(corrections, 1):
            begins = LEFT + start * DAY
            period = {"valid_from": begins, "valid_to": begins + length * DAY}
            said = {"state": "NP", "value": str(int(value)), "now": NOON + number * DAY}
            record_fact(db, **BANGLADESH_LEAVES | said | period)
        after = [classification(db, state="NP", on=day, known_at=NOON) for day in days]
        attempt.rollback()

    assert after == before


def count(db: Db) -> int:
    return db.scalars(select(func.count()).select_from(StateFact)).one()
