"""Calendars of others: what is read of them, and how the hostile ones are ended."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from webinars.programme.imports.calendars import (
    LARGEST,
    PATIENCE,
    NoCalendar,
    TooBig,
    TooHard,
    TooManyTimes,
    read_calendar,
)
from webinars.programme.models import BusyKind
from webinars.programme.rules.clashes import fixed_holidays, holidays_between, meeting

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def calendar(*events: tuple[str, ...]) -> bytes:
    """Return a calendar file of these events, each given by its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Calendar//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@example.org", "DTSTAMP:20260101T000000Z"]
        lines += [*event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def starts(raw: bytes) -> list[datetime]:
    return sorted(one.starts_at for one in read_calendar(raw, now=NOON).times)


def test_a_whole_day_is_a_day_in_geneva() -> None:
    [found] = read_calendar(
        calendar(("DTSTART;VALUE=DATE:20270329", "SUMMARY:Easter Monday")), now=NOON
    ).times

    assert (found.all_day, found.summary) == (True, "Easter Monday")
    assert found.starts_at == datetime(2027, 3, 28, 22, tzinfo=UTC)  # summer time began that night
    assert found.ends_at - found.starts_at == timedelta(days=1)


def test_recurrences_are_expanded_and_exceptions_left_out() -> None:
    """Every Thursday at ten in Geneva, the second left out, the third moved, one cancelled."""
    weekly = (
        "DTSTART;TZID=Europe/Zurich:20270311T100000",
        "DTEND;TZID=Europe/Zurich:20270311T120000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/Zurich:20270318T100000",
        "SUMMARY:Committee",
    )
    raw = calendar(
        weekly,
        ("DTSTART:20270312T100000Z", "STATUS:CANCELLED", "SUMMARY:Off"),
        ("DTSTART:20270313T100000Z", "TRANSP:TRANSPARENT", "SUMMARY:A birthday"),
    )
    moved = calendar(
        (
            "RECURRENCE-ID;TZID=Europe/Zurich:20270325T100000",
            "DTSTART;TZID=Europe/Zurich:20270326T140000",
            "DTEND;TZID=Europe/Zurich:20270326T160000",
            "SUMMARY:Committee",
        )
    )
    exception = moved[moved.index(b"BEGIN:VEVENT") :]

    assert starts(raw.replace(b"END:VCALENDAR\r\n", exception)) == [
        datetime(2027, 3, 11, 9, tzinfo=UTC),
        datetime(2027, 3, 26, 13, tzinfo=UTC),
        datetime(2027, 4, 1, 8, tzinfo=UTC),  # the same hour in Geneva, now on summer time
    ]


def test_a_time_without_zone_is_geneva_s_and_one_without_end_is_short() -> None:
    [found] = read_calendar(calendar(("DTSTART:20270311T100000",)), now=NOON).times

    assert found.starts_at == datetime(2027, 3, 11, 9, tzinfo=UTC)
    assert found.ends_at - found.starts_at == timedelta(minutes=1)


def test_only_the_window_is_read() -> None:
    daily = read_calendar(calendar(("DTSTART:19000101T100000Z", "RRULE:FREQ=DAILY")), now=NOON)

    assert (daily.since, daily.until) == (date(2027, 1, 29), date(2029, 5, 9))
    assert len(daily.times) == (daily.until - daily.since).days


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read_calendar(calendar(), now=NOON).times == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"BEGIN:VCALENDAR\0\xff\xfe" * 1000,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270304T100000Z\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:nonsense\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        calendar(("SUMMARY:no start",)),
        calendar(("DTSTART:20270304T100000Z", "RRULE:FREQ=NEVER")),
        b"%PDF-1.7 BEGIN:VCALENDAR",
    ],
    ids=["nothing", "words", "bytes", "cut", "nonsense", "no start", "no rule", "another kind"],
)
def test_a_broken_file_is_refused(raw: bytes) -> None:
    with pytest.raises(NoCalendar):
        read_calendar(raw, now=NOON)


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooBig):
        read_calendar(calendar() + b" " * LARGEST, now=NOON)


EVERY = ",".join(map(str, range(60)))


@pytest.mark.parametrize(
    "event",
    [
        ("DTSTART:20270304T100000Z", "RRULE:FREQ=SECONDLY;COUNT=1000000"),
        ("DTSTART:20270304T100000Z", "RRULE:FREQ=HOURLY"),
        pytest.param(
            ("DTSTART:20270304T100000Z", f"RRULE:FREQ=DAILY;BYMINUTE={EVERY};BYSECOND={EVERY}"),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            ("DTSTART:00010101T000000Z", "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=5"),
            marks=pytest.mark.slow,
        ),
    ],
    ids=["a million seconds", "hourly for ever", "3,600 a day", "never, from the year 1"],
)
def test_a_hostile_calendar_is_refused_in_bounded_time(event: tuple[str, ...]) -> None:
    begun = time.monotonic()

    with pytest.raises((TooManyTimes, TooHard, NoCalendar)):
        read_calendar(calendar(event), now=NOON)

    assert time.monotonic() - begun < PATIENCE + 5


@pytest.mark.slow
def test_what_swells_in_memory_is_ended() -> None:
    swarm = calendar(*[("DTSTART:19700304T100000Z", "RRULE:FREQ=DAILY")] * 20_000)

    with pytest.raises((TooManyTimes, TooHard)):
        read_calendar(swarm, now=NOON)


def test_holidays_of_a_fixed_date_are_known_with_source_and_confidence() -> None:
    assert [(one.month, one.day, one.official) for one in fixed_holidays()] == [
        (1, 1, True),
        (1, 7, False),
        (12, 25, True),
    ]
    assert all(one.source and one.confidence in {"high", "medium"} for one in fixed_holidays())


def test_a_sitting_meets_a_holiday_by_the_clock_of_geneva() -> None:
    eve = datetime(2027, 12, 24, 22, 0, tzinfo=UTC)  # 23:00 in Geneva
    around = holidays_between(eve - timedelta(days=1), eve + timedelta(days=1))

    assert [clash.name for clash in around] == ["Christmas Day"]
    assert around[0].kind is BusyKind.HOLIDAYS
    assert list(meeting(around, eve, 60)) == []
    assert list(meeting(around, eve, 61)) == around
