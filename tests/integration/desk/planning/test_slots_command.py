"""`flask programme slots`: exactly what a count by minutes says, or a sentence."""

import json
from datetime import date
from typing import Any

from tests.factories.programme import make_series, make_webinar
from tests.factories.registrations import make_registration
from tests.unit.programme.slots import brute_force
from webinars.database import Db
from webinars.registrations.models import Category
from webinars.web.requests import WebinarsApp


def run(app: WebinarsApp, *options: str) -> tuple[int, str]:
    told = app.test_cli_runner().invoke(args=["programme", "slots", *options])
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.exit_code, told.output


def plans(app: WebinarsApp, *options: str) -> list[dict[str, Any]]:
    code, output = run(app, "--json", *options)
    assert code == 0, output
    told = json.loads(output)
    assert list(told) == ["date", "minutes", "plans"]
    found: list[dict[str, Any]] = told["plans"]
    return found


def test_the_json_is_what_a_count_by_minutes_says(app: WebinarsApp) -> None:
    day = date(2027, 1, 20)
    counted = dict(brute_force.plans(day, 90, 2))

    told = plans(app, "--date", "2027-01-20", "--minutes", "90", "--sittings", "2", "--all")

    assert len(told) == len(counted) == 48 * 47 // 2
    for plan in told:
        starts = tuple(_minutes(start) for start in plan["starts"])
        assert plan["served"] == sorted(counted[starts])
        assert plan["unserved"] == sorted(set(brute_force.members()) - counted[starts])
    best = told[0]
    assert best["starts"] == ["2027-01-20T05:00:00Z", "2027-01-20T14:00:00Z"]
    assert len(best["served"]) == max(map(len, counted.values()))
    assert best["by_group"] == {
        key: [
            sum(brute_force.group_of(code) == key for code in best["served"]),
            sum(brute_force.group_of(code) == key for code in brute_force.members()),
        ]
        for key in brute_force.GROUP_KEYS.values()
    }


def _minutes(instant: str) -> int:
    assert instant.startswith("2027-01-20T")
    return int(instant[11:13]) * 60 + int(instant[14:16])


def test_ten_plans_are_printed_unless_more_are_asked_for(app: WebinarsApp) -> None:
    assert len(plans(app, "--date", "2027-01-20", "--sittings", "2")) == 10
    assert len(plans(app, "--date", "2027-01-20", "--best", "3")) == 3


def test_a_member_counts_from_the_day_on_which_it_joined(app: WebinarsApp) -> None:
    before = plans(app, "--date", "2025-05-20", "--best", "1")[0]
    after = plans(app, "--date", "2027-01-20", "--best", "1")[0]

    assert _members(after) - _members(before) == {"FM"}


def _members(plan: dict[str, Any]) -> set[str]:
    return {*plan["served"], *plan["unserved"]}


def test_geneva_hours_bind_each_sitting(app: WebinarsApp) -> None:
    told = plans(app, "--date", "2027-01-20", "--host", "13:00-15:30", "--all")

    assert [plan["starts"] for plan in told] == [
        ["2027-01-20T13:00:00Z"],
        ["2027-01-20T12:00:00Z"],
        ["2027-01-20T12:30:00Z"],
    ]


def test_the_members_registered_so_far_can_count_first(app: WebinarsApp, db: Db) -> None:
    webinar = make_webinar(db, series=make_series(db, slug="half-year"))
    make_registration(db, sitting=webinar.sittings[0], category=Category.STATE, state_code="FJ")
    asked = ("--date", "2027-01-20", "--series", "half-year")

    registered = plans(app, *asked, "--weight", "registered")[0]
    behind = plans(app, *asked, "--weight", "under-represented")[0]

    assert "FJ" in registered["served"]
    assert "FJ" not in behind["served"]


def test_people_can_read_it_too(app: WebinarsApp) -> None:
    code, output = run(app, "--date", "2027-01-20", "--sittings", "2", "--best", "1")

    assert code == 0, output
    first, groups, unserved = output.splitlines()
    assert first == ("2027-01-20T05:00:00Z 2027-01-20T14:00:00Z  06:00 15:00 in Geneva  184 of 194")
    assert "grulac 33/33" in groups
    assert "sids 29/38" in groups
    assert unserved == "  not served: CK FJ KI MH NR NU NZ TO TV WS"


REFUSED: list[tuple[list[str], str]] = [
    (["--date", "2027-02-30"], "does not match the format"),
    (["--date", "2018-01-01"], "No member is known on 2018-01-01"),
    (["--date", "2100-01-01"], "Choose a day before the year 2100."),
    (["--date", "9999-12-31"], "Choose a day before the year 2100."),
    (["--date", "2027-01-20", "--sittings", "0"], "Plan one, two or three sittings."),
    (["--date", "2027-01-20", "--sittings", "4"], "Plan one, two or three sittings."),
    (["--date", "2027-01-20", "--minutes", "0"], "A sitting lasts from 5 to 720 minutes."),
    (["--date", "2027-01-20", "--minutes", "99999999999"], "from 5 to 720 minutes."),
    (["--date", "2027-01-20", "--minutes", "700"], "does not fit between 08:00 and 18:00"),
    (["--date", "2027-01-20", "--working-day", "late"], "is not a span of hours"),
    (["--date", "2027-01-20", "--host", "18:00-08:00"], "must begin before they end"),
    (
        ["--date", "2027-01-20", "--weight", "registered", "--series", "nowhere"],
        "There is no series at the address “nowhere”.",
    ),
]


def test_what_cannot_be_planned_gets_a_sentence(app: WebinarsApp) -> None:
    for options, sentence in REFUSED:
        code, output = run(app, *options)

        assert code != 0, options
        assert sentence in " ".join(output.split()), options
