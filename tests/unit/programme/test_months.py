"""A series month by month."""

from datetime import UTC, date, datetime

from webinars.programme.models import Series, Webinar, WebinarState
from webinars.programme.rules import Phase, months_between, months_of, tally

NOW = datetime(2027, 2, 11, tzinfo=UTC)
WINTER = Series(starts_on=date(2026, 12, 15), ends_on=date(2027, 2, 14))


def planned_for(month: date, state: WebinarState = WebinarState.DRAFT) -> Webinar:
    return Webinar(planned_month=month, state=state, sittings=[])


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_between(date(2026, 11, 30), date(2027, 2, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


def test_every_month_stands_there_also_without_a_webinar() -> None:
    months = months_of(WINTER, [planned_for(date(2027, 1, 1))], NOW)

    assert [(month.first_day.month, len(month.planned)) for month in months] == [
        (12, 0),
        (1, 1),
        (2, 0),
    ]
    assert [month.past for month in months] == [True, True, False]
    assert [month.present for month in months] == [False, False, True]


def test_a_month_outside_the_period_is_not_hidden() -> None:
    months = months_of(WINTER, [planned_for(date(2027, 5, 1))], NOW)

    assert [month.first_day.month for month in months] == [12, 1, 2, 5]


def test_the_tally_names_the_phases_in_their_order() -> None:
    webinars = [
        planned_for(date(2027, 1, 1), WebinarState.CANCELLED),
        planned_for(date(2027, 1, 1)),
        planned_for(date(2027, 2, 1)),
    ]

    assert tally(months_of(WINTER, webinars, NOW)) == [(Phase.DRAFT, 2), (Phase.CANCELLED, 1)]
