"""Calendars of others, and what in them clashes."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import BusyCalendar, BusyKind, BusyTime, Series, Sitting, Webinar
from webinars.programme.rules import text_in, title_in
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


def clashes_between(
    db: Db,
    *,
    starts_at: datetime,
    ends_at: datetime,
    language: Language,
    besides: Webinar | None = None,
) -> list[Clash]:
    """Return what meets the time between two instants: holidays of a fixed date, then calendars.

    Then sittings of our own, but for those of the webinar `besides`; in two
    queries, and one for the titles of each kind.
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
    ours = sittings_between(db, starts_at=starts_at, ends_at=ends_at, besides=besides)
    own = [_own_clash(sitting, language) for sitting in ours]
    return [*holidays_between(starts_at, ends_at), *found, *own]


def sittings_between(
    db: Db, *, starts_at: datetime, ends_at: datetime, besides: Webinar | None
) -> Sequence[Sitting]:
    """Return the sittings, announced or not, that meet a time; cancelled ones meet nothing."""
    standing = (Sitting.cancelled_at.is_(None), Webinar.cancelled_at.is_(None))
    webinar = contains_eager(Sitting.webinar)
    found = (
        select(Sitting)
        .join(Sitting.webinar)
        .where(Sitting.starts_at < ends_at, Sitting.ends_at > starts_at, *standing)
        .options(
            webinar.selectinload(Webinar.texts),
            webinar.joinedload(Webinar.series).selectinload(Series.texts),
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return db.scalars(found if besides is None else found.where(Webinar.id != besides.id)).all()


def calendars_blind_on(db: Db, *, day: date) -> Sequence[str]:
    """Return the names of the calendars whose file was not read as far as `day`."""
    return db.scalars(
        select(BusyCalendar.name)
        .where((BusyCalendar.read_until <= day) | (BusyCalendar.read_since > day))
        .order_by(BusyCalendar.name)
    ).all()


def _own_clash(sitting: Sitting, language: Language) -> Clash:
    webinar = sitting.webinar
    return Clash(
        name=title_in(webinar, language) or webinar.slug,
        calendar=text_in(webinar.series.texts, language)[0].title or webinar.series.slug,
        kind=BusyKind.OTHER,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        all_day=False,
    )
