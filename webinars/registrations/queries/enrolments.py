"""Standing wishes for a series, and the webinars for which they are still to be met."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.people.models import Address, Person
from webinars.people.queries import family_of, is_of
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.registrations.models import Enrolment, Registration

Key = tuple[int, int]
"""Ids of a webinar and of an enrolment: the order in which wishes are met."""


def enrolment_of(db: Db, *, series_id: int, person: Person) -> Enrolment | None:
    """Return the standing wish of `person`, merges followed, for the series, if there is one."""
    theirs = (Enrolment.series_id == series_id, is_of(Enrolment.person_id, person))
    standing = select(Enrolment).where(*theirs, Enrolment.ended_at.is_(None))
    return db.scalars(standing.order_by(Enrolment.id).limit(1)).one_or_none()


def is_wished(db: Db, *, series_id: int, person_id: int) -> bool:
    """Say whether a wish of the person, merges followed, stands for the series."""
    theirs = (Enrolment.series_id == series_id, Enrolment.person_id.in_(family_of(person_id)))
    standing = select(Enrolment.id).where(*theirs, Enrolment.ended_at.is_(None)).limit(1)
    return db.scalar(standing) is not None


def unmet_enrolments(db: Db, *, now: datetime, after: Key, limit: int) -> Sequence[Key]:
    """Return, past `after`, webinars that are open with wishes that nothing was made of yet.

    Whoever has, or had, a registration for the webinar is left out: who cancelled
    one is not registered again.
    """
    had = select(Registration.id).where(
        Registration.webinar_id == Webinar.id, Registration.person_id == Enrolment.person_id
    )
    ahead = select(Sitting.id).where(
        Sitting.webinar_id == Webinar.id, Sitting.cancelled_at.is_(None), Sitting.starts_at > now
    )
    closes = Webinar.registration_closes_at
    unmet = (
        select(Webinar.id, Enrolment.id)
        .join(Enrolment, Enrolment.series_id == Webinar.series_id)
        .where(Webinar.state == WebinarState.OPEN, or_(closes.is_(None), closes > now))
        .where(Enrolment.confirmed_at.is_not(None), Enrolment.ended_at.is_(None))
        .where(~had.exists(), ahead.exists())
        .where(or_(Webinar.id > after[0], (Webinar.id == after[0]) & (Enrolment.id > after[1])))
        .order_by(Webinar.id, Enrolment.id)
        .limit(limit)
    )
    return [(webinar, enrolment) for webinar, enrolment in db.execute(unmet)]


def last_in_series(db: Db, *, series_id: int, person: Person) -> Registration | None:
    """Return what `person`, merges followed, declared last in the series, at a proven address."""
    newest = (
        select(Registration)
        .join(Registration.webinar)
        .join(Registration.address)
        .where(Webinar.series_id == series_id, is_of(Registration.person_id, person))
        .where(Address.proven_at.is_not(None))
        .options(joinedload(Registration.person), joinedload(Registration.address))
        .order_by(Registration.id.desc())
        .limit(1)
    )
    return db.scalars(newest).one_or_none()
