"""What a date says, which order a file writes, and which instant that is."""

from datetime import UTC, datetime

import pytest

from webinars.attendance.imports.dates import Decision, Instants, Readings, Walls, decide, walls_of
from webinars.attendance.imports.records import DateOrder, Sentence

MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
PLANNED = (datetime(2026, 5, 12, 7, 30, tzinfo=UTC), datetime(2026, 5, 12, 9, tzinfo=UTC))


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]


def decision(
    *texts: str,
    others: tuple[str, ...] = (),
    answer: DateOrder | None = None,
    planned: tuple[datetime, datetime] | None = None,
) -> Decision:
    return decide(Readings(), texts, others=lambda: others, answer=answer, planned=planned)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Feb 03, 2025 19:10:27", wall(2025, 2, 3, 19, 10, 27)),
        ("Feb 03, 2025 7:10 PM", wall(2025, 2, 3, 19, 10)),
        ("February 3, 2025, 12:05 a.m.", wall(2025, 2, 3, 0, 5)),
        ("3 Feb 2025 19:10", wall(2025, 2, 3, 19, 10)),
        ("03-Feb-25 19:10", wall(2025, 2, 3, 19, 10)),
        ("2025-02-03 19:10:27", wall(2025, 2, 3, 19, 10, 27)),
        ("2025-02-03 07:10:27 PM", wall(2025, 2, 3, 19, 10, 27)),
        ("2025/2/3T19:10", wall(2025, 2, 3, 19, 10)),
        ("03.02.2025 19:10", wall(2025, 2, 3, 19, 10)),
        ("06.10.26, 18:01:00", wall(2026, 10, 6, 18, 1)),
        ("7/22/26, 7:00:11 PM", wall(2026, 7, 22, 19, 0, 11)),
        ("15/11/22, 09:30:17", wall(2022, 11, 15, 9, 30, 17)),
        ("05/05/2026 12:00:00 PM", wall(2026, 5, 5, 12)),
    ],
)
def test_a_date_that_can_be_read_one_way_says_it_in_every_order(
    text: str, expected: datetime
) -> None:
    assert expected in walls_of(text)
    assert set(walls_of(text)) <= {expected, None}


def test_figures_with_slashes_are_read_both_ways() -> None:
    assert walls_of("02/03/2025 9:54:15 AM") == Walls(
        wall(2025, 2, 3, 9, 54, 15), wall(2025, 3, 2, 9, 54, 15)
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "approved",
        "02/03/2025",
        "13/13/2025 10:00",
        "Feb 30, 2025 10:00",
        "Foo 03, 2025 10:00",
        "02/03/2025 13:00 PM",
        "02/03/2025 0:30 AM",
        "02/03/2025 25:00",
        "02/03/1925 10:00",
        "0000-00-00 00:00",
        "9999-12-31 23:59",
        "2/3/5 10:00",
    ],
)
def test_what_is_no_date_and_time_means_nothing(text: str) -> None:
    assert walls_of(text) == Walls(None, None)


def test_no_order_is_asked_for_where_each_date_says_its_own() -> None:
    assert decision("Feb 03, 2025 9:00 PM", "05/05/2026 10:00", "99/99/2026 1:00") == Decision()


def test_one_value_decides_for_all() -> None:
    assert decision("05/12/2026 9:00", others=("05/20/2026 10:00",)) == Decision(MONTH)
    assert decision("05/12/2026 9:00", "13/12/2026 9:00") == Decision(DAY)


def test_a_date_with_dots_decides_for_the_day() -> None:
    assert decision("05/12/2026 9:00", "06.12.2026 9:00") == Decision(DAY)


def test_values_outweigh_the_answer_and_the_answer_the_plan() -> None:
    assert decision("05/20/2026 9:00", answer=DAY) == Decision(MONTH)
    assert decision("05/12/2026 9:00", answer=DAY, planned=PLANNED) == Decision(DAY)


def test_the_planned_day_decides_where_the_values_do_not() -> None:
    assert decision("05/12/2026 9:00", planned=PLANNED) == Decision(MONTH)
    assert decision("12/05/2026 9:00", planned=PLANNED) == Decision(DAY)


def test_else_the_user_is_asked_with_both_days() -> None:
    question = decision("05/12/2026 9:00").question

    assert question is not None
    assert question.values == {
        "example": "05/12/2026 9:00",
        "month_first": "2026-05-12",
        "day_first": "2026-12-05",
    }


def test_a_file_with_both_orders_is_asked_about_and_an_answer_is_taken() -> None:
    texts = ("05/20/2026 9:00", "20/05/2026 9:00")
    question = decision(*texts).question

    assert question is not None
    assert question.values == {"month_first": texts[0], "day_first": texts[1]}
    assert decision(*texts, answer=DAY) == Decision(DAY)


def test_a_wall_time_becomes_the_instant_in_the_zone_of_the_account() -> None:
    instants = Instants(Readings(), order=MONTH, zone="Asia/Kathmandu")

    assert instants["05/12/2026 09:30:15 AM"] == datetime(2026, 5, 12, 3, 45, 15, tzinfo=UTC)
    assert instants[""] is None


@pytest.mark.parametrize("text", ["2026-03-29 02:30:10", "2026-10-25 02:30:10"])
def test_a_time_that_clocks_skip_or_show_twice_has_no_instant_but_a_reason(text: str) -> None:
    instants = Instants(Readings(), order=None, zone="Europe/Zurich")

    reason = instants[text]

    assert isinstance(reason, Sentence)
    assert reason.values["zone"] == "Europe/Zurich"


def test_the_minutes_beside_the_change_are_sure() -> None:
    instants = Instants(Readings(), order=None, zone="Europe/Zurich")

    assert instants["2026-10-25 01:59:59"] == datetime(2026, 10, 24, 23, 59, 59, tzinfo=UTC)
    assert instants["2026-10-25 03:00:00"] == datetime(2026, 10, 25, 2, tzinfo=UTC)
