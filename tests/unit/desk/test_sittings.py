"""Which sitting suits, and how far one reaches out of the working day."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from webinars.programme.rules.suiting import best_for, hours_outside


@dataclass(frozen=True)
class Hour:
    starts_at: datetime
    minutes: int = 90

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def at(hour: int, minute: int = 0, *, day: int = 10) -> Hour:
    return Hour(datetime(2027, 3, day, hour, minute, tzinfo=UTC))


@pytest.mark.parametrize(
    ("sitting", "minutes"),
    [
        (at(10), 0),
        (at(8), 0),
        (at(16, 30), 0),
        (at(3), 300),
        (at(17), 30),
        (at(20), 210),
        (at(23), 390),
    ],
)
def test_distance_is_counted_from_the_nearer_end_of_the_day(sitting: Hour, minutes: int) -> None:
    assert hours_outside(sitting, "UTC") == timedelta(minutes=minutes)


def test_the_sitting_nearest_to_the_working_day_is_the_best() -> None:
    morning, evening = at(8), at(15)

    assert best_for([morning, evening], "America/Bogota") is evening
    assert best_for([morning, evening], "Asia/Shanghai") is morning


def test_of_two_that_suit_alike_the_earlier_is_the_best() -> None:
    assert best_for([at(14), at(9)], "UTC") == at(9)
    assert best_for([], "UTC") is None


def test_a_sitting_that_passes_the_clock_change_keeps_its_real_length() -> None:
    """Geneva on 28 March 2027: from 01:30 to 04:00 on the wall, 90 minutes long."""
    night = Hour(datetime(2027, 3, 28, 0, 30, tzinfo=UTC))

    assert hours_outside(night, "Europe/Zurich") == timedelta(hours=6, minutes=30)
