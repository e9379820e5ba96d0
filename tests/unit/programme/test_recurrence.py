"""Rules such as “third Thursday”, and the documents of a mandate."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.programme.models import Series
from webinars.programme.rules import (
    Document,
    Rule,
    days_until,
    documents_of,
    month_after,
    months_between,
    walls_of,
)

HALF_YEAR = months_between(date(2027, 1, 1), date(2027, 6, 30))


def test_the_third_thursday_of_six_months() -> None:
    walls = walls_of(Rule(3, 3, time(13, 0)), HALF_YEAR)

    assert [f"{wall:%m-%d %H:%M}" for wall in walls.values()] == [
        "01-21 13:00",
        "02-18 13:00",
        "03-18 13:00",
        "04-15 13:00",
        "05-20 13:00",
        "06-17 13:00",
    ]


def test_the_last_friday_is_the_fourth_or_the_fifth() -> None:
    walls = walls_of(Rule(-1, 4, time(9, 30)), HALF_YEAR)

    assert [wall.day for wall in walls.values()] == [29, 26, 26, 30, 28, 25]


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 40),
    st.sampled_from([1, 2, 3, 4, -1]),
    st.integers(0, 6),
    st.times(),
)
def test_every_month_has_its_day_whatever_the_rule(
    first: date, length: int, week: int, weekday: int, hour: time
) -> None:
    hour = hour.replace(microsecond=0)
    months = months_between(first, month_after(first, length))

    walls = walls_of(Rule(week, weekday, hour), months)

    assert list(walls) == months
    for month, wall in walls.items():
        assert (wall.year, wall.month, wall.weekday()) == (month.year, month.month, weekday)
        assert wall.time() == hour
        place = (wall.day - 1) // 7 + 1
        assert place == week if week > 0 else wall.day + 7 > _days_in(month)


def test_no_months_give_no_days() -> None:
    assert walls_of(Rule(1, 0, time(9)), []) == {}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("", []),
        ("CDIP/22/11 https://a.example/1", [Document("CDIP/22/11", "https://a.example/1")]),
        ("CDIP/23/17 Prov.\n\nX/1", [Document("CDIP/23/17 Prov.", ""), Document("X/1", "")]),
    ],
)
def test_documents_are_read_one_a_line(lines: str, found: list[Document]) -> None:
    series = Series(decision_symbol="", decision_url="", further_documents=lines)

    assert documents_of(series) == found


def test_the_document_of_the_decision_comes_first() -> None:
    series = Series(decision_symbol="CDIP/23/9", decision_url="", further_documents="X/1")

    assert documents_of(series) == [Document("CDIP/23/9", ""), Document("X/1", "")]


def test_days_are_counted_on_the_calendar_of_the_series() -> None:
    late = datetime.fromisoformat("2027-03-01T23:30:00+00:00")

    assert days_until(date(2027, 3, 3), "UTC", late) == 2
    assert days_until(date(2027, 3, 3), "Europe/Zurich", late) == 1
    assert days_until(None, "UTC", late) is None


def _days_in(month: date) -> int:
    return (month_after(month, 1) - month.replace(day=1)).days
