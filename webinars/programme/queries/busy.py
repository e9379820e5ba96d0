"""Calendars of others, and what in them clashes."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from webinars.database import Db
from webinars.programme.models import BusyCalendar, BusyTime
from webinars.programme.rules.clashes import Clash, holidays_between


def list_calendars(db: Db) -> list[tuple[BusyCalendar, int]]:
    """Return the calendars that came as files, with the number of their entries; in one query."""
    counted = (
        select(BusyCalendar, func.count(BusyTime.id))
        .outerjoin(BusyTime, BusyTime.calendar_id == BusyCalendar.id)
        .where(BusyCalendar.file_digest.is_not(None))
        .group_by(BusyCalendar.id)
        .order_by(BusyCalendar.kind, BusyCalendar.name, BusyCalendar.id)
    )
    return [(calendar, count) for calendar, count in db.execute(counted)]


def list_entered(db: Db) -> Sequence[BusyCalendar]:
    """Return what was entered by hand, with its days, the earliest first."""
    found = db.scalars(
        select(BusyCalendar)
        .where(BusyCalendar.file_digest.is_(None))
        .options(selectinload(BusyCalendar.times))
    ).all()
    return sorted(found, key=lambda one: (one.times[0].starts_at, one.id))


def find_calendar(db: Db, *, public_id: str) -> BusyCalendar | None:
    """Return a calendar with its entries, the earliest first."""
    found = select(BusyCalendar).where(BusyCalendar.public_id == public_id)
    return db.scalars(found.options(selectinload(BusyCalendar.times))).one_or_none()


def clashes_between(db: Db, *, starts_at: datetime, ends_at: datetime) -> list[Clash]:
    """Return what meets the time between two instants: holidays of a fixed date, then calendars.

    In one query.
    """
    rows = db.execute(
        select(BusyCalendar, BusyTime)
        .join(BusyTime, BusyTime.calendar_id == BusyCalendar.id)
        .where(BusyTime.starts_at < ends_at, BusyTime.ends_at > starts_at)
        .order_by(BusyTime.starts_at, BusyTime.id)
    )
    found = [
        Clash(
            name=busy.summary or calendar.name,
            calendar=calendar.name,
            kind=calendar.kind,
            starts_at=busy.starts_at,
            ends_at=busy.ends_at,
            all_day=busy.all_day,
        )
        for calendar, busy in rows
    ]
    return [*holidays_between(starts_at, ends_at), *found]


def calendars_blind_on(db: Db, *, day: date) -> Sequence[str]:
    """Return the names of the calendars whose file was not read as far as `day`."""
    return db.scalars(
        select(BusyCalendar.name)
        .where((BusyCalendar.read_until <= day) | (BusyCalendar.read_since > day))
        .order_by(BusyCalendar.name)
    ).all()
