"""Which day the planner proposes."""

from datetime import UTC, date, datetime

import pytest

from webinars.desk.rules.hours import day_for
from webinars.programme.models import Webinar


@pytest.mark.parametrize(
    ("month", "today", "proposed"),
    [
        (date(2026, 12, 1), date(2026, 11, 27), date(2026, 12, 17)),
        (date(2026, 11, 1), date(2026, 11, 18), date(2026, 11, 19)),
        (date(2026, 11, 1), date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 17)),
        (date(2026, 10, 1), date(2026, 11, 27), date(2026, 12, 17)),
    ],
)
def test_a_day_of_the_planned_month_is_proposed_while_one_is_left(
    month: date, today: date, proposed: date
) -> None:
    webinar = Webinar(planned_month=month, sittings=[])

    assert day_for(webinar, datetime(today.year, today.month, today.day, 9, tzinfo=UTC)) == proposed
