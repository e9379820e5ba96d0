"""The indicators of attendance, against a table computed by hand.

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

from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories.evaluation import Key, Rows, computed, write_folder
from webinars.evaluation.indicators import (
    as_json,
    definitions,
    members,
    open_tables,
    populations,
)

Row = dict[str, Any]


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2027-01-{day:02}T{clock}:00+00:00")


def registration(
    person: str, webinar: str, state: str, registered: datetime, cancelled: datetime | None = None
) -> Row:
    return {
        "registration": f"r-{person}-{webinar}",
        "person": person,
        "webinar": webinar,
        "sitting": f"{webinar}-1",
        "state": state,
        "category": "state",
        "language": "en",
        "source": "self",
        "approval": "not-asked",
        "viewers": 1,
        "registered_at": registered,
        "cancelled_at": cancelled,
    }


def state(webinar: str, code: str, group: str, *, ldc: bool = False) -> Row:
    return {
        "webinar": webinar,
        "state": code,
        "m49": "000",
        "member": True,
        "regional_group": group,
        "ldc": ldc,
        "lldc": False,
        "sids": False,
        "unverified": "group",
    }


def sitting(webinar: str, name: str, start: datetime, end: datetime, **actual: object) -> Row:
    times = {"starts_at": start, "ends_at": end, "cancelled": False}
    return {"sitting": name, "webinar": webinar, **times, **actual}


def connection(name: str, person: str, joined: datetime, left: datetime | None) -> Row:
    of = {"webinar": name.partition("-")[0], "sitting": name, "person": person}
    return {
        **of,
        "matched": person != "walk",
        "source": "file",
        "joined_at": joined,
        "left_at": left,
    }


STATES = [
    ("KEN", "african-group", False),
    ("UGA", "african-group", True),
    ("FRA", "group-b", False),
    ("CHN", "china", False),
]
BEFORE = at(1, "09:00")

WORKED: Rows = {
    "series": [{"series": "s", "title": "=Series", "threshold_minutes": 5}],
    "webinars": [
        {
            "webinar": "first",
            "series": "s",
            "planned_month": date(2027, 1, 1),
            "announced_at": BEFORE,
        },
        {
            "webinar": "second",
            "series": "s",
            "planned_month": date(2027, 1, 1),
            "announced_at": BEFORE,
        },
    ],
    "sittings": [
        sitting("first", "first-1", at(10, "10:00"), at(10, "11:00")),
        sitting("first", "first-2", at(10, "16:00"), at(10, "17:00")),
        sitting(
            "second",
            "second-1",
            at(20, "10:00"),
            at(20, "11:40"),
            actual_start=at(20, "10:05"),
            actual_end=at(20, "11:45"),
            holding_source="manual",
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
    "excluded": [{"webinar": "first", "person": "ana"}],
    "connections": [
        connection("first-1", "amina", at(10, "10:00"), at(10, "10:30")),
        connection("first-1", "amina", at(10, "10:20"), at(10, "11:00")),
        connection("first-2", "amina", at(10, "16:00"), at(10, "16:10")),
        connection("first-1", "juma", at(10, "10:58"), at(10, "11:20")),
        connection("first-2", "li", at(10, "16:00"), None),
        connection("first-1", "ana", at(10, "10:00"), at(10, "11:00")),
        connection("first-1", "walk", at(10, "10:10"), at(10, "10:20")),
        connection("second-1", "amina", at(20, "09:50"), at(20, "10:15")),
        connection("second-1", "jean", at(20, "10:05"), at(20, "11:45")),
    ],
}

BY_HAND: dict[Key, tuple[int | None, int | None, float | None]] = {
    (1, "webinar", "first", "attended"): (2, 4, 0.5),
    (1, "webinar", "first", "joined"): (3, 4, 0.75),
    (1, "webinar", "second", "attended"): (2, 2, 1.0),
    (1, "", "", "attended"): (4, 6, 4 / 6),
    (2, "webinar", "first", "no-show"): (1, 4, 0.25),
    (3, "webinar", "first", "mean"): (None, 4, (70 + 2 + 60 + 10) / 4),
    (3, "webinar", "first", "median"): (None, 4, 35.0),
    (4, "webinar", "second", "mean"): (None, 2, (0.1 + 1.0) / 2),
    (5, "webinar", "first", "completed"): (2, 4, 0.5),
    (5, "webinar", "second", "completed"): (1, 2, 0.5),
    (7, "webinar", "first", "peak"): (None, None, 2.0),
    (7, "webinar", "second", "peak"): (None, None, 2.0),
    (8, "webinar", "first", "hours"): (None, 4, (70 + 2 + 60 + 10) / 60),
    (8, "", "", "hours"): (None, 6, (142 + 110) / 60),
    (9, "webinar", "first", "members"): (2, 4, 0.5),
    (9, "ldc", "yes", "members"): (0, 1, 0.0),
    (9, "group", "african-group", "members"): (1, 2, 0.5),
    (9, "", "", "members"): (3, 4, 0.75),
    (10, "webinar", "first", "top-five"): (2, 2, 1.0),
    (10, "webinar", "first", "effective-number"): (None, 2, 2.0),
}


def test_the_figures_are_those_computed_by_hand(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at=at(31, "00:00"))

    for key, (n, d, value) in BY_HAND.items():
        figure = found[key]
        assert (figure.n, figure.d) == (n, d), key
        assert figure.value == pytest.approx(value), key


def test_the_populations_are_those_counted_by_hand(tmp_path: Path) -> None:
    write_folder(tmp_path, WORKED, at=at(31, "00:00"))
    bench = open_tables(tmp_path, at=at(31, "00:00"))

    counted = {
        p.webinar: (p.registered, p.expected, p.joined, p.attended, p.walk_in)
        for p in populations(bench, tmp_path)
    }
    reached = {code: how for code, _, how in members(bench, tmp_path)}

    assert counted == {"first": (5, 4, 4, 3, 1), "second": (2, 2, 2, 2, 0), None: (7, 6, 6, 5, 1)}
    assert reached == {"CHN": "attended", "FRA": "attended", "KEN": "attended", "UGA": "registered"}


@pytest.mark.parametrize(
    ("place", "cancelled", "counts"),
    [
        (None, None, True),  # a webinar without places to share
        ("confirmed", None, True),
        ("waiting", None, False),
        ("offered", None, False),
        ("released", None, False),  # the offer ended
        ("released", at(20, "10:30"), True),  # gave up her place once it had begun
        ("released", at(19, "10:30"), False),
    ],
)
def test_who_only_waits_for_a_place_is_not_registered(
    tmp_path: Path, place: str | None, cancelled: datetime | None, *, counts: bool
) -> None:
    lila = registration("lila", "second", "KE", at(2, "09:00"), cancelled)
    world = {**WORKED, "registrations": [*WORKED["registrations"], lila | {"place": place}]}
    write_folder(tmp_path, world, at=at(31, "00:00"))

    bench = open_tables(tmp_path, at=at(31, "00:00"))

    (second,) = (p for p in populations(bench, tmp_path) if p.webinar == "second")
    assert second.registered == 2 + counts


def test_the_drop_off_tells_who_is_gone_at_each_minute(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at=at(31, "00:00"))

    gone = {
        minute: found[(6, "minute", f"second-1+{minute:03}", "minute")] for minute in (0, 9, 10, 99)
    }

    assert {minute: (f.n, f.d) for minute, f in gone.items()} == {
        0: (0, 2),
        9: (0, 2),
        10: (1, 2),
        99: (1, 2),
    }


def test_a_sitting_that_ran_on_for_a_day_drops_off_at_its_own_end(tmp_path: Path) -> None:
    long = sitting("second", "second-1", at(20, "10:00"), at(21, "11:00"))
    stays = [
        connection("second-1", "amina", at(20, "10:00"), at(21, "10:59")),
        connection("second-1", "jean", at(20, "10:00"), at(20, "22:30")),
    ]
    others = [one for one in WORKED["sittings"] if one["webinar"] == "first"]
    tables = {**WORKED, "sittings": [*others, long], "connections": stays}

    found = computed(tmp_path, tables, at=at(31, "00:00"))

    gone = [found[6, "minute", f"second-1+{m}", "minute"].n for m in ("749", "750", "1499")]
    assert gone == [0, 1, 2]
    assert (found[6, "sitting", "second-1", "end"].n, found[6, "", "", "end"].d) == (2, 2)


def test_proportions_carry_their_interval_and_a_full_count_does_not(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at=at(31, "00:00"))

    assert found[(1, "", "", "attended")].low is not None
    assert found[(9, "", "", "members")].low is None


@pytest.mark.parametrize("moment", [at(31, "00:00"), at(5, "00:00")])
def test_a_new_series_is_na_and_never_an_error(tmp_path: Path, moment: datetime) -> None:
    found = computed(tmp_path, {}, at=moment)

    for one in definitions():
        whole = found[(one.indicator, "", "", one.measures[0])]
        sums = {"peak": 0, "person-hours": 0}
        assert (one.name, whole.value) == (one.name, sums.get(one.name))


def test_before_a_webinar_begins_nobody_is_a_no_show(tmp_path: Path) -> None:
    found = computed(tmp_path, WORKED, at=at(15, "00:00"))

    assert (2, "webinar", "second", "no-show") not in found
    assert found[(2, "webinar", "first", "no-show")].d == 4


def test_every_file_says_what_it_measures() -> None:
    told = definitions()

    assert [one.indicator for one in told] == list(range(1, 30))
    for one in told:
        for word in ("question:", "population:", "numerator:", "denominator:", "unit:", "source:"):
            assert word in one.heading, one.name


def test_a_title_like_a_formula_is_neutralised_in_the_file(tmp_path: Path) -> None:
    write_folder(tmp_path, WORKED, at=at(31, "00:00"))

    assert "'=Series" in (tmp_path / "series.csv").read_text(encoding="utf-8")


def test_of_an_absent_member_it_is_told_who_came_without_a_registration_that_counts(
    tmp_path: Path,
) -> None:
    """Uganda's delegate cancelled, and came for an hour: attended, of no member, and not unseen."""
    came = connection("first-1", "gone", at(10, "10:00"), at(10, "11:00"))
    world = {**WORKED, "connections": [*WORKED["connections"], came]}
    told = []
    for number, rows in enumerate((WORKED, world)):
        folder = tmp_path / str(number)
        folder.mkdir()
        write_folder(folder, rows, at=at(31, "00:00"))
        with closing(open_tables(folder, at=at(31, "00:00"))) as bench:
            told.append(as_json(bench, folder)["absent"])

    assert [[(row["state"], row["came"]) for row in rows] for rows in told] == [
        [("UGA", 0)],
        [("UGA", 1)],
    ]
