"""Taking calendars of others in, entering days by hand, and taking either out again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line
from webinars.programme.imports import ReadCalendar
from webinars.programme.models import BusyCalendar, BusyKind, BusyTime
from webinars.programme.rules.clashes import BusyFacts, whole_days
from webinars.storage.operations import register_file
from webinars.storage.store import Kept

LONGEST_DAYS = 366


class NoName(BadInput):
    message = N_("Write a name, so that a clash can be told by it.")


class DaysReversed(BadInput):
    message = N_("The last day lies before the first.")


class TooManyDays(BadInput):
    message = N_("Enter at most a year of days at a time.")


def take_calendar(
    db: Db,
    *,
    name: str,
    kind: BusyKind,
    kept: Kept,
    file_name: str,
    read: ReadCalendar,
    by: str,
    now: datetime,
) -> BusyCalendar:
    """Keep what was read from a calendar file.

    Raises:
        NoName: nothing to call it by.
    """
    calendar = BusyCalendar(name=_name(name), kind=kind, taken_at=now, taken_by=by)
    db.add(calendar)
    _fill(db, calendar, kept=kept, file_name=file_name, read=read, now=now)
    db.flush()
    _tell(db, calendar, "programme.take_calendar", by=by, now=now)
    return calendar


def replace_calendar(
    db: Db,
    *,
    calendar: BusyCalendar,
    kept: Kept,
    file_name: str,
    read: ReadCalendar,
    by: str,
    now: datetime,
) -> None:
    """Read a newer file of the same calendar in the place of its entries."""
    calendar.taken_at, calendar.taken_by = now, by
    _fill(db, calendar, kept=kept, file_name=file_name, read=read, now=now)
    db.flush()
    _tell(db, calendar, "programme.replace_calendar", by=by, now=now)


def enter_days(
    db: Db, *, name: str, kind: BusyKind, first: date, last: date, by: str, now: datetime
) -> BusyCalendar:
    """Keep some days that were entered by hand, `last` among them.

    Raises:
        NoName, DaysReversed, TooManyDays: it cannot be entered so.
    """
    if last < first:
        raise DaysReversed
    if (last - first).days >= LONGEST_DAYS:
        raise TooManyDays
    called = _name(name)
    calendar = BusyCalendar(name=called, kind=kind, taken_at=now, taken_by=by)
    calendar.times = _rows([whole_days(first, last + timedelta(days=1), called)])
    db.add(calendar)
    db.flush()
    _tell(db, calendar, "programme.enter_days", by=by, now=now)
    return calendar


def remove_calendar(db: Db, *, calendar: BusyCalendar, by: str, now: datetime) -> None:
    """Take a calendar out with its entries; the bytes of its file stay in storage."""
    _tell(db, calendar, "programme.remove_calendar", by=by, now=now)
    db.delete(calendar)
    db.flush()


def _fill(
    db: Db,
    calendar: BusyCalendar,
    *,
    kept: Kept,
    file_name: str,
    read: ReadCalendar,
    now: datetime,
) -> None:
    calendar.file_digest = register_file(db, kept=kept, now=now).digest
    calendar.file_name = file_name
    calendar.read_since, calendar.read_until = read.since, read.until
    calendar.times = _rows(read.times)


def _rows(times: Iterable[BusyFacts]) -> list[BusyTime]:
    return [
        BusyTime(
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            all_day=one.all_day,
            summary=one.summary,
        )
        for one in times
    ]


def _name(text: str) -> str:
    name = clean_line(text)[:300]
    if not name:
        raise NoName
    return name


def _tell(db: Db, calendar: BusyCalendar, kind: str, *, by: str, now: datetime) -> None:
    detail = {"name": calendar.name, "file": calendar.file_digest, "entries": len(calendar.times)}
    record(db, kind=kind, actor=by, subject=calendar.public_id, now=now, detail=detail)
