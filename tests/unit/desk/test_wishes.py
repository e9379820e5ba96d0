"""The trend of wishes, week by week."""

from datetime import date

from webinars.desk.sights.wishes import trend, weeks_until

MONDAY, SUNDAY = date(2027, 3, 1), date(2027, 3, 7)


def test_the_trend_ends_with_the_present_week_and_goes_back_eight() -> None:
    assert weeks_until(MONDAY) == weeks_until(SUNDAY)
    assert weeks_until(MONDAY)[-1] == SUNDAY
    assert weeks_until(MONDAY)[0] == date(2027, 1, 17)
    assert len(weeks_until(MONDAY)) == 8


def test_each_week_counts_all_who_had_asked_by_its_end() -> None:
    asked = [date(2027, 1, 1), date(2027, 2, 28), MONDAY, SUNDAY]

    assert trend(asked, weeks_until(MONDAY)) == (1, 1, 1, 1, 1, 1, 2, 4)
