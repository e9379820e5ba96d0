from datetime import UTC, datetime, timedelta

import pytest

from webinars.web.daytime import Fit, Piece, fit_of, pieces_of

MORNING = datetime(2026, 12, 9, 8, tzinfo=UTC)
LENGTH = timedelta(minutes=90)


@pytest.mark.parametrize(
    ("zone", "fit"),
    [
        ("Africa/Accra", Fit.INSIDE),  # 08:00 to 09:30
        ("Atlantic/Cape_Verde", Fit.BEGINS_BEFORE),  # 07:00 to 08:30
        ("America/Noronha", Fit.BEFORE),  # 06:00 to 07:30
        ("Asia/Tokyo", Fit.ENDS_AFTER),  # 17:00 to 18:30
        ("Asia/Vladivostok", Fit.AFTER),  # 18:00 to 19:30
        ("Pacific/Kiritimati", Fit.AFTER),  # 22:00 to 23:30
    ],
)
def test_a_sitting_suits_a_working_day_from_eight_to_six(zone: str, fit: Fit) -> None:
    assert fit_of(MORNING, MORNING + LENGTH, zone) is fit


def test_a_sitting_past_midnight_comes_after_the_working_day() -> None:
    late = MORNING + timedelta(hours=2)

    assert fit_of(late, late + LENGTH, "Pacific/Auckland") is Fit.AFTER


def test_the_day_strip_has_ten_units_an_hour() -> None:
    assert pieces_of(MORNING, MORNING + LENGTH, "Asia/Kathmandu") == (Piece(137.5, 15),)


def test_past_midnight_the_strip_goes_on_at_its_beginning() -> None:
    late = MORNING + timedelta(hours=15)

    assert pieces_of(late, late + LENGTH, "UTC") == (Piece(230, 10), Piece(0, 5))


def test_a_sitting_that_ends_at_midnight_is_one_piece() -> None:
    late = MORNING + timedelta(hours=14, minutes=30)

    assert pieces_of(late, late + LENGTH, "UTC") == (Piece(225, 15),)
