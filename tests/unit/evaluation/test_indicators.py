"""The first ten indicators, against a table computed by hand.

Two webinars. *First* has twin sittings of 60 minutes (10:00 and 16:00); *Second* one of 100
minutes (10:00), which ran from 10:05 to 11:45. Members: KE, UG (LDC; both African Group), FR
(Group B), CN (China).

First:
    amina   KE; 10:00-10:30 and 10:20-11:00, 16:00-16:10: 60 + 10 min, completed, counted once
    juma    KE; 10:58-11:20, beyond the window: 2 minutes, joined and not attended
    jean    FR; never came
    li      CN; 16:00, no leave: 60 minutes, the open interval closes with the window
    late    UG; registered at 17:30, after the last start: registered, not expected
    gone    UG; cancelled the day before: not registered
    ana     FR; speaks, 10:00-11:00: in no population
    walk    not registered, 10:10-10:20: walk-in, attended
Second:
    amina   KE; 09:50-10:15, of which 10 minutes count: attended
    jean    FR; 10:05-11:45: completed
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from webinars.evaluation.files import write_table
from webinars.evaluation.indicators import (
    Figure,
    definitions,
    figures,
    members,
    open_tables,
    populations,
)
from webinars.evaluation.tables import TABLES

Rows = dict[str, list[tuple[Any, ...]]]


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2027-01-{day:02}T{clock}:00+00:00")


def registration(
    person: str, webinar: str, state: str, registered: datetime, cancelled: datetime | None = None
) -> tuple[Any, ...]:
    sitting = f"{webinar}-1"
    declared = ("state", "en", "", "", "self", "", "not-asked", 1)
    return (
        f"r-{person}-{webinar}",
        person,
        webinar,
        sitting,
        state,
        *declared,
        registered,
        cancelled,
    )


def state(webinar: str, code: str, group: str, *, ldc: bool = False) -> tuple[Any, ...]:
    return (webinar, code, "000", True, group, ldc, False, False, "group")


STATES = [
    ("KEN", "african-group", False),
    ("UGA", "african-group", True),
    ("FRA", "group-b", False),
    ("CHN", "china", False),
]
BEFORE = at(1, "09:00")

WORKED: Rows = {
    "series": [("s", "=Series", date(2027, 1, 1), date(2027, 6, 30), 5)],
    "webinars": [
        ("first", "s", "first", "First", date(2027, 1, 1), "", "open", BEFORE, None),
        ("second", "s", "second", "Second", date(2027, 1, 1), "", "open", BEFORE, None),
    ],
    "sittings": [
        ("first-1", "first", at(10, "10:00"), at(10, "11:00"), None, None, None, False),
        ("first-2", "first", at(10, "16:00"), at(10, "17:00"), None, None, None, False),
        (
            "second-1",
            "second",
            at(20, "10:00"),
            at(20, "11:40"),
            at(20, "10:05"),
            at(20, "11:45"),
            "manual",
            False,
        ),
    ],
    "states": [
        state(w, code, group, ldc=ldc) for w in ("first", "second") for code, group, ldc in STATES
    ],
    "registrations": [
        registration("amina", "first", "KEN", BEFORE),
        registration("juma", "first", "KEN", BEFORE),
        registration("jean", "first", "FRA", BEFORE),
        registration("li", "first", "CHN", BEFORE),
        registration("late", "first", "UGA", at(10, "17:30")),
        registration("gone", "first", "UGA", BEFORE, at(9, "09:00")),
        registration("ana", "first", "FRA", BEFORE),
        registration("amina", "second", "KEN", BEFORE),
        registration("jean", "second", "FRA", BEFORE),
    ],
    "excluded": [("first", "ana")],
    "connections": [
        ("first", "first-1", "amina", True, "file", at(10, "10:00"), at(10, "10:30")),
        ("first", "first-1", "amina", True, "file", at(10, "10:20"), at(10, "11:00")),
        ("first", "first-2", "amina", True, "file", at(10, "16:00"), at(10, "16:10")),
        ("first", "first-1", "juma", True, "file", at(10, "10:58"), at(10, "11:20")),
        ("first", "first-2", "li", True, "file", at(10, "16:00"), None),
        ("first", "first-1", "ana", True, "file", at(10, "10:00"), at(10, "11:00")),
        ("first", "first-1", "walk", False, "file", at(10, "10:10"), at(10, "10:20")),
        ("second", "second-1", "amina", True, "file", at(20, "09:50"), at(20, "10:15")),
        ("second", "second-1", "jean", True, "file", at(20, "10:05"), at(20, "11:45")),
    ],
    "surveyed": [],
    "responses": [],
    "answers": [],
}

BY_HAND: dict[tuple[int, str | None, str], tuple[int | None, int | None, float | None]] = {
    (1, "first", "attended"): (2, 4, 0.5),
    (1, "first", "joined"): (3, 4, 0.75),
    (1, "second", "attended"): (2, 2, 1.0),
    (1, None, "attended"): (4, 6, 4 / 6),
    (2, "first", "no-show"): (1, 4, 0.25),
    (3, "first", "mean"): (None, 4, (70 + 2 + 60 + 10) / 4),
    (3, "first", "median"): (None, 4, 35.0),
    (4, "second", "mean"): (None, 2, (0.1 + 1.0) / 2),
    (5, "first", "completed"): (2, 4, 0.5),
    (5, "second", "completed"): (1, 2, 0.5),
    (7, "first", "peak"): (None, None, 2.0),
    (7, "second", "peak"): (None, None, 2.0),
    (8, "first", "hours"): (None, 4, (70 + 2 + 60 + 10) / 60),
    (8, None, "hours"): (None, 6, (142 + 110) / 60),
    (9, "first", "all"): (2, 4, 0.5),
    (9, "first", "ldc"): (0, 1, 0.0),
    (9, "first", "group:african-group"): (1, 2, 0.5),
    (9, None, "all"): (3, 4, 0.75),
    (10, "first", "top-five"): (2, 2, 1.0),
    (10, "first", "effective-number"): (None, 2, 2.0),
}


def computed(
    folder: Path, tables: Rows, moment: datetime
) -> dict[tuple[int, str | None, str], Figure]:
    for table in TABLES:
        write_table(folder, table, tables[table.name])
    bench = open_tables(folder, at=moment)
    found = {(f.indicator, f.webinar, f.measure): f for f in figures(bench)}
    bench.close()
    return found


def test_the_figures_are_those_computed_by_hand(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at(31, "00:00"))

    for key, (n, d, value) in BY_HAND.items():
        figure = found[key]
        assert (figure.n, figure.d) == (n, d), key
        assert figure.value == pytest.approx(value), key


def test_the_populations_are_those_counted_by_hand(tmp_path: Path) -> None:
    computed(tmp_path, WORKED, at(31, "00:00"))
    bench = open_tables(tmp_path, at=at(31, "00:00"))

    counted = {
        p.webinar: (p.registered, p.expected, p.joined, p.attended, p.walk_in)
        for p in populations(bench)
    }
    reached = {code: how for code, _, how in members(bench)}

    assert counted == {"first": (5, 4, 4, 3, 1), "second": (2, 2, 2, 2, 0), None: (7, 6, 6, 5, 1)}
    assert reached == {"CHN": "attended", "FRA": "attended", "KEN": "attended", "UGA": "registered"}


def test_the_drop_off_tells_who_is_gone_at_each_minute(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at(31, "00:00"))

    gone = {minute: found[(6, "second", f"second-1+{minute}")] for minute in (0, 9, 10, 99)}

    assert {minute: (f.n, f.d) for minute, f in gone.items()} == {
        0: (0, 2),
        9: (0, 2),
        10: (1, 2),
        99: (1, 2),
    }


def test_proportions_carry_their_interval_and_a_full_count_does_not(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at(31, "00:00"))

    assert found[(1, None, "attended")].low is not None
    assert found[(9, None, "all")].low is None


@pytest.mark.parametrize("moment", [at(31, "00:00"), at(5, "00:00")])
def test_a_new_series_is_na_and_never_an_error(tmp_path: Path, moment: datetime) -> None:
    nothing: Rows = {table.name: [] for table in TABLES}

    found = computed(tmp_path, nothing, moment)

    shares = [figure for figure in found.values() if figure.indicator in {1, 2, 5}]
    assert shares
    assert all(figure.value is None for figure in shares)
    assert found[(8, None, "hours")].value == 0


def test_before_a_webinar_begins_nobody_is_a_no_show(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at(15, "00:00"))

    assert (2, "second", "no-show") not in found
    assert found[(2, "first", "no-show")].d == 4


def test_every_file_says_what_it_measures() -> None:
    told = definitions()

    assert [one.indicator for one in told] == list(range(1, 11))
    for one in told:
        for word in ("question:", "population:", "numerator:", "denominator:", "unit:", "source:"):
            assert word in one.heading, one.name


def test_a_title_like_a_formula_is_neutralised_in_the_file(tmp_path: Path) -> None:
    computed(tmp_path, WORKED, at(31, "00:00"))

    assert "'=Series" in (tmp_path / "series.csv").read_text(encoding="utf-8")
