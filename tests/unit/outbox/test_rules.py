"""When a letter may leave, and which words it may say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.kernel.zones import zone_names, zone_of
from webinars.outbox.rules import (
    HOME,
    Pace,
    as_format,
    morning_after,
    placeholders_in,
    stray_signs,
    waits_until,
)

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "morning"),
    [
        ("Africa/Nairobi", 12, None),
        ("Africa/Nairobi", 18, None),  # 21:00
        ("Africa/Nairobi", 19, datetime(2027, 3, 2, 4, tzinfo=UTC)),  # 22:00
        ("Africa/Nairobi", 3, datetime(2027, 3, 1, 4, tzinfo=UTC)),  # 06:00
        ("Africa/Nairobi", 4, None),  # 07:00
        ("Pacific/Kiritimati", 9, datetime(2027, 3, 1, 17, tzinfo=UTC)),  # 23:00
        (None, 22, datetime(2027, 3, 2, 6, tzinfo=UTC)),  # 23:00 in Geneva
    ],
)
def test_a_letter_waits_from_ten_in_the_evening_to_seven(
    zone: str | None, hour: int, morning: datetime | None
) -> None:
    assert morning_after(NOON.replace(hour=hour), zone) == morning


@given(st.sampled_from(sorted(zone_names())), st.integers(0, 2 * 365 * 24 * 60))
def test_a_morning_is_day_and_less_than_a_night_away(zone: str, minutes: int) -> None:
    now = NOON + timedelta(minutes=minutes)

    morning = morning_after(now, zone)

    if morning is None:
        assert 7 <= now.astimezone(zone_of(zone)).hour < 22
    else:
        assert timedelta() < morning - now <= timedelta(hours=11)
        assert morning_after(morning, zone) is None


def test_who_has_no_zone_sleeps_as_geneva_does() -> None:
    night = NOON.replace(hour=23)

    assert morning_after(night, None) == morning_after(night, HOME)


def test_what_would_be_useless_in_the_morning_leaves_at_night() -> None:
    night = NOON.replace(hour=20)
    morning = datetime(2027, 3, 2, 4, tzinfo=UTC)

    assert waits_until(night, zone="Africa/Nairobi", valid_until=None) == morning
    assert waits_until(night, zone="Africa/Nairobi", valid_until=morning) is None
    later = morning + timedelta(minutes=1)
    assert waits_until(night, zone="Africa/Nairobi", valid_until=later) == morning


def test_a_host_gets_a_seconds_letters_at_once_and_then_its_share() -> None:
    pace, now = Pace(4), NOON
    free_at: datetime | None = None
    times: list[datetime] = []
    while len(times) < 20:
        if free_at is None or free_at <= pace.tolerated(now):
            times.append(now)
            free_at = pace.next(free_at, now)
        else:
            now += timedelta(milliseconds=50)

    assert times.count(NOON) == 5
    assert timedelta(seconds=3) < times[-1] - NOON <= timedelta(seconds=4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Bring %(title)s.", "Bring Needs."),
        ("100 % of %(title)s", "100 % of Needs"),
        ("100 %% of it", "100 % of it"),
        ("%(title", "%(title"),
        ("%d %s %", "%d %s %"),
    ],
)
def test_a_per_cent_sign_is_only_a_sign(words: str, said: str) -> None:
    assert as_format(words) % {"title": "Needs"} == said


@given(st.text())
def test_no_words_break_a_letter(words: str) -> None:
    names = placeholders_in(as_format(words))

    as_format(words) % dict.fromkeys(names, "x")


@pytest.mark.parametrize(
    ("words", "sign"), [("a <b>", "<"), ("R&D & more", ""), ("&copy; us", "&copy;"), ("1 > 0", ">")]
)
def test_markup_is_no_word(words: str, sign: str) -> None:
    assert stray_signs(words) == sign
