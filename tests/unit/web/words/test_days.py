from datetime import UTC, date, datetime, timedelta

import pytest

from webinars.kernel.languages import OWN_NAMES
from webinars.web.words.days import (
    day,
    day_parts,
    day_short,
    hour,
    hours,
    month_name,
    until,
    utc_offset,
    zone_city,
)
from webinars.web.words.patterns import CITIES, PATTERNS

MORNING = datetime(2026, 12, 9, 8, tzinfo=UTC)
LENGTH = timedelta(minutes=90)


def test_each_language_has_its_patterns_and_its_names_of_cities() -> None:
    assert set(PATTERNS) == set(OWN_NAMES)
    assert {zone for zone, names in CITIES.items() if set(names) != set(OWN_NAMES)} == set()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "الأربعاء 9 ديسمبر 2026"),
        ("zh", "2026年12月9日星期三"),
        ("en", "Wednesday 9 December 2026"),
        ("fr", "mercredi 9 décembre 2026"),
        ("ru", "среда, 9 декабря 2026\u202fг."),
        ("es", "miércoles 9 de diciembre de 2026"),
    ],
)
def test_a_day_reads_as_in_its_language(language: str, words: str) -> None:
    assert day(MORNING, "Africa/Nairobi", language=language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "من 11:00 إلى 12:30"),
        ("zh", "11:00至12:30"),
        ("en", "11:00 to 12:30"),
        ("fr", "de 11:00 à 12:30"),
        ("ru", "с 11:00 до 12:30"),
        ("es", "de 11:00 a 12:30"),
    ],
)
def test_hours_run_in_words_and_in_latin_digits(language: str, words: str) -> None:
    assert hours(MORNING, MORNING + LENGTH, "Africa/Nairobi", language=language) == words


def test_hours_past_midnight_say_so() -> None:
    evening = MORNING + timedelta(hours=12)

    words = hours(evening, evening + LENGTH, "Africa/Nairobi", language="en")

    assert words == "23:00 to 00:30 the next day"


def test_a_day_is_the_one_of_the_zone() -> None:
    evening = datetime(2026, 12, 31, 22, tzinfo=UTC)
    days = [day_short(evening, zone, language="en", year=True) for zone in ("UTC", "Asia/Tokyo")]

    assert days == ["31 December 2026", "1 January 2027"]


def test_a_wall_time_is_shown_as_it_is() -> None:
    assert hour(datetime(2026, 12, 9, 9), "Asia/Tokyo") == "09:00"


def test_the_first_of_a_month_is_an_ordinal_in_french_alone() -> None:
    first = date(2026, 12, 1)
    words = [day_short(first, language=language) for language in ("fr", "es")]

    assert words == ["1er décembre", "1 de diciembre"]


def test_the_large_date_comes_in_three_parts() -> None:
    parts = [day_parts(MORNING, language=language) for language in ("en", "ru", "zh")]

    assert parts == [
        ("Wednesday", "9", "December 2026"),
        ("среда", "9", "декабря 2026\u202fг."),
        ("2026年12月", "9", "日星期三"),
    ]


def test_a_month_stands_by_itself() -> None:
    months = [month_name(MORNING, language=language, year=True) for language in ("ru", "es")]

    assert months == ["декабрь 2026\u202fг.", "diciembre de 2026"]


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Africa/Nairobi", "Найроби"),
        ("Europe/Zurich", "Женева"),
        ("Asia/Kathmandu", "Катманду"),  # CLDR knows it as Katmandu
        ("America/Argentina/Buenos_Aires", "Буэнос-Айрес"),
        ("America/Coyhaique", "Coyhaique"),  # too new for CLDR
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, city: str) -> None:
    assert zone_city(zone, language="ru") == city


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Africa/Nairobi", "UTC+3"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/St_Johns", "UTC−3:30"),
        ("Africa/Accra", "UTC"),
    ],
)
def test_an_offset_counts_from_utc(zone: str, offset: str) -> None:
    assert utc_offset(MORNING, zone) == offset


def test_what_is_near_is_counted_in_minutes() -> None:
    eight = timedelta(minutes=8)

    words = [
        until(MORNING, MORNING - eight, language="en"),
        until(MORNING, MORNING + eight, language="en"),
    ]

    assert words == ["in 8 minutes", "8 minutes ago"]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=129), "in 129 minutes"),
        (timedelta(minutes=131), "in 2 hours"),
        (timedelta(hours=20), "in 20 hours"),
        (timedelta(hours=49), "in 2 days"),
        (timedelta(days=19), "in 3 weeks"),
    ],
)
def test_what_is_far_is_counted_in_hours_days_and_weeks(left: timedelta, words: str) -> None:
    assert until(MORNING, MORNING - left, language="en") == words
