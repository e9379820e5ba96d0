"""Days, hours and cities in the reader's language.

Pure functions of a value, a language and a zone. A naive datetime is a wall
time and is shown as it is.
"""

import functools
from datetime import date, datetime, timedelta

from babel.core import get_global
from babel.dates import format_date, format_timedelta

from webinars.kernel.zones import wall_of
from webinars.web.words.patterns import CITIES, PATTERNS, locale_of

remembered = functools.lru_cache(maxsize=4096)


@remembered
def day(value: date, zone: str = "UTC", *, language: str, year: bool = True) -> str:
    """Return “Wednesday 9 December 2026”."""
    patterns = PATTERNS[language]
    return "".join(_around(value, zone, patterns.day if year else patterns.day_of_year, language))


@remembered
def day_parts(value: date, zone: str = "UTC", *, language: str) -> tuple[str, str, str]:
    """Return the same in three parts, the number in the middle, for the large date."""
    before, number_of_day, after = _around(value, zone, PATTERNS[language].day, language)
    return before.strip(" ,"), number_of_day, after.strip()


@remembered
def day_short(value: date, zone: str = "UTC", *, language: str, year: bool = False) -> str:
    """Return “9 December”, or with the year “9 December 2026”."""
    patterns = PATTERNS[language]
    return "".join(_around(value, zone, patterns.dated if year else patterns.date, language))


@remembered
def month_name(value: date, zone: str = "UTC", *, language: str, year: bool = False) -> str:
    """Return “December”, or with the year “December 2026”, as it stands by itself."""
    patterns = PATTERNS[language]
    return _formatted(
        _date(value, zone), patterns.month_of_year if year else patterns.month, language
    )


@remembered
def hour(value: datetime, zone: str = "UTC") -> str:
    """Return “09:00”: 24 hours, Latin digits, alike in all languages."""
    return f"{_wall(value, zone):%H:%M}"


@remembered
def hours(starts_at: datetime, ends_at: datetime, zone: str = "UTC", *, language: str) -> str:
    """Return “11:00 to 12:30”, with “the next day” past midnight; never a dash."""
    patterns = PATTERNS[language]
    start, end = _wall(starts_at, zone), _wall(ends_at, zone)
    same_day = start.date() == end.date()
    pattern = patterns.hours if same_day else patterns.hours_overnight
    return pattern.format(start=hour(start), end=hour(end))


IN_MINUTES = timedelta(minutes=130)
"""So near a moment is counted in minutes; the script does so too."""


def until(value: datetime, now: datetime, *, language: str) -> str:
    """Return “in 8 minutes”, or “8 minutes ago” when it is past; from far “in 2 days”."""
    return format_timedelta(
        value - now,
        granularity="minute",
        threshold=100 if abs(value - now) < IN_MINUTES else 1.5,
        add_direction=True,
        locale=locale_of(language),
    )


def until_second(value: datetime, now: datetime, *, language: str) -> str:
    """Return “in 95 seconds”, up to some minutes ahead."""
    return format_timedelta(
        value - now, threshold=20, add_direction=True, locale=locale_of(language)
    )


@remembered
def zone_city(zone: str, *, language: str) -> str:
    """Return the city by which people know `zone`, in the reader's language where CLDR has it."""
    if zone in CITIES:
        return CITIES[zone][language]
    if zone in {"UTC", "Etc/UTC"}:
        return "UTC"
    known = locale_of(language).time_zones
    names = (known.get(name, {}).get("city") for name in (zone, *_other_names(zone)))
    return next(filter(None, names), zone.rpartition("/")[2].replace("_", " "))


@remembered
def utc_offset(value: datetime, zone: str) -> str:
    """Return “UTC+3”, “UTC+5:45” or “UTC−4” at that instant; show it from left to right."""
    minutes = round((wall_of(value, zone) - wall_of(value, "UTC")).total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours_of, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours_of}" + (f":{rest:02}" if rest else "")


def _around(
    value: date, zone: str, pattern: tuple[str, str], language: str
) -> tuple[str, str, str]:
    here = _date(value, zone)
    before, after = (_formatted(here, part, language) for part in pattern)
    number_of_day = PATTERNS[language].first_day if here.day == 1 else str(here.day)
    return before, number_of_day, after


def _formatted(value: date, pattern: str, language: str) -> str:
    return format_date(value, pattern, locale=locale_of(language)) if pattern else ""


def _date(value: date, zone: str) -> date:
    return _wall(value, zone).date() if isinstance(value, datetime) else value


def _wall(value: datetime, zone: str) -> datetime:
    return value if value.tzinfo is None else wall_of(value, zone)


def _other_names(zone: str) -> list[str]:
    """Return the names under which CLDR may know a zone that was renamed since."""
    return _former_names().get(zone, [])


@functools.cache
def _former_names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for former, present in get_global("zone_aliases").items():
        names.setdefault(present, []).append(former)
        names.setdefault(former, []).append(present)
    return names
