"""Whose names a series holds, and what else of it leads to somebody."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, or_, select, union_all

from webinars.accounts.models import Account
from webinars.attendance.models import AttendanceImport
from webinars.database import Db
from webinars.feedback.models import Invitation
from webinars.kernel.refusals import NotFound
from webinars.people.models import Coordinator, FocalPoint, Person
from webinars.privacy.models import Closure
from webinars.programme.models import Appearance, Series, Sitting, Webinar
from webinars.registrations.models import Enrolment, Registration
from webinars.registrations.models.invitee import Invitee


def persons_of(db: Db, *, series: Series, on: date, limit: int) -> Sequence[Person]:
    """Return persons who are known by this series alone and not yet erased, the oldest first.

    Those stay who are in another series, speak somewhere (their names are part of the
    programme), have an account, or whose term as focal point or coordinator runs.
    """
    here = _registered(Webinar.series_id == series.id)
    rows = select(Person).where(Person.erased_at.is_(None), here, *_apart(series, on))
    return db.scalars(rows.order_by(Person.id).limit(limit)).all()


def count_persons(db: Db, *, series: Series, on: date) -> tuple[int, int]:
    """Return how many would be erased, and how many of the series stay for another reason."""
    here = (Person.erased_at.is_(None), _registered(Webinar.series_id == series.id))
    due = len(db.scalars(select(Person.id).where(*here, *_apart(series, on))).all())
    every = len(db.scalars(select(Person.id).where(*here)).all())
    return due, every - due


def invitees_of(series: Series) -> Select[Invitee]:
    """Select those invited to the series who still have a name or an address here."""
    named = or_(Invitee.name != "", Invitee.address != "")
    return (
        select(Invitee)
        .join(Webinar, Webinar.id == Invitee.webinar_id)
        .where(Webinar.series_id == series.id, named)
    )


def imports_of(db: Db, *, series: Series) -> Sequence[AttendanceImport]:
    return db.scalars(
        select(AttendanceImport)
        .join(Sitting, Sitting.id == AttendanceImport.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(Webinar.series_id == series.id)
        .order_by(AttendanceImport.id)
    ).all()


def still_to_come(db: Db, *, series: Series, now: datetime) -> Sitting | None:
    """Return the next sitting that was announced, is not cancelled, and is not over."""
    ahead = (
        select(Sitting)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(Webinar.series_id == series.id, Webinar.announced_at.is_not(None))
        .where(Webinar.cancelled_at.is_(None), Sitting.cancelled_at.is_(None))
        .where(Sitting.ends_at > now)
    )
    return db.scalars(ahead.order_by(Sitting.starts_at).limit(1)).one_or_none()


def spoken_of(series: Series) -> CompoundSelect[tuple[str]]:
    """Select the public ids of what letters of a series speak of.

    That is, of who registered, was invited, appears, or was asked to answer.
    """
    by_webinar = (
        select(one.public_id)
        .join(Webinar, Webinar.id == one.webinar_id)
        .where(Webinar.series_id == series.id)
        for one in (Registration, Invitee, Appearance, Invitation)
    )
    return union_all(*by_webinar)


def closures_of(db: Db, *, series: Series) -> Sequence[Closure]:
    """Return what was asked about the end of a series, the newest first."""
    rows = select(Closure).where(Closure.series_id == series.id)
    return db.scalars(rows.order_by(Closure.id.desc())).all()


def get_closure(db: Db, *, public_id: str) -> Closure:
    """Return what was asked, or raise NotFound."""
    found = db.scalars(select(Closure).where(Closure.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _registered(of: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Registration.person_id == Person.id, Webinar.id == Registration.webinar_id, of
    )


def _apart(series: Series, on: date) -> list[ColumnElement[bool]]:
    """Return what must hold of a person whom nothing else keeps."""
    elsewhere = _registered(Webinar.series_id != series.id)
    enrolled = exists().where(
        Enrolment.person_id == Person.id,
        Enrolment.series_id != series.id,
        Enrolment.ended_at.is_(None),
    )
    speaks = exists().where(Appearance.person_id == Person.id)
    account = exists().where(Account.person_id == Person.id, Account.disabled_at.is_(None))
    return [
        ~one
        for one in (
            elsewhere,
            enrolled,
            speaks,
            account,
            _term(FocalPoint, on),
            _term(Coordinator, on),
        )
    ]


def _term(kind: type[FocalPoint] | type[Coordinator], on: date) -> ColumnElement[bool]:
    open_ended = or_(kind.ends_on.is_(None), kind.ends_on >= on)
    return exists().where(and_(kind.person_id == Person.id, kind.ended_at.is_(None), open_ended))
