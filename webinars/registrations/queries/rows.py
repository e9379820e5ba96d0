"""Registrations, one and many."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.people.models import Address, Person
from webinars.people.queries import addresses_at, is_of
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Place, Registration

_TO_REGISTER = (
    select(Sitting)
    .where(Sitting.public_id == bindparam("public_id"))
    .options(joinedload(Sitting.webinar))
)


class NoSuchRegistration(NotFound):
    message = N_("There is no such registration.")


def find_registration(db: Db, *, public_id: str) -> Registration | None:
    """Return the registration with its person, webinar, sittings, places and consents."""
    found = select(Registration).where(Registration.public_id == public_id)
    return db.scalars(_whole(found)).unique().one_or_none()


def get_registration(db: Db, *, public_id: str) -> Registration:
    """Return what `find_registration` finds.

    Raises:
        NoSuchRegistration: it finds none.
    """
    found = find_registration(db, public_id=public_id)
    if found is None:
        raise NoSuchRegistration
    return found


def get_to_change(db: Db, *, public_id: str) -> Registration:
    """Return the registration with what a change of it asks, in one query.

    Raises:
        NoSuchRegistration: there is none.
    """
    webinar = joinedload(Registration.webinar)
    found = select(Registration).where(Registration.public_id == public_id)
    found = found.options(
        joinedload(Registration.person),
        joinedload(Registration.address),
        joinedload(Registration.places).joinedload(Place.sitting),
        joinedload(Registration.wishes),
        webinar.joinedload(Webinar.sittings),
    )
    registration = db.scalars(found).unique().one_or_none()
    if registration is None:
        raise NoSuchRegistration
    return registration


def sitting_to_register(db: Db, *, public_id: str) -> Sitting | None:
    """Return the sitting with its webinar, in one query."""
    return db.scalars(_TO_REGISTER, {"public_id": public_id}).one_or_none()


def present_generation(db: Db, public_id: str) -> int | None:
    """Return the generation of the links of a registration: the door of MY and JOIN."""
    return db.scalar(select(Registration.generation).where(Registration.public_id == public_id))


def last_registration(db: Db, *, webinar_id: int, person: Person) -> Registration | None:
    """Return the registration of `person`, merges followed, that stands; else their last one."""
    own = (
        select(Registration)
        .where(Registration.webinar_id == webinar_id, is_of(Registration.person_id, person))
        .options(joinedload(Registration.person), joinedload(Registration.address))
        .order_by(Registration.cancelled_at.is_not(None), Registration.id.desc())
        .limit(1)
    )
    return db.scalars(own).one_or_none()


def theirs(db: Db, *, person: Person) -> Sequence[Registration]:
    """Return every registration of `person`, merges followed, whole, first come first."""
    own = select(Registration).where(is_of(Registration.person_id, person))
    return db.scalars(_whole(own.order_by(Registration.id))).unique().all()


A_YEAR = timedelta(days=366)


def registrations_of(db: Db, *, webinar: Webinar) -> Sequence[Registration]:
    """Return all registrations for `webinar`, cancelled ones too, first come first.

    With persons, addresses, places and consents, in three queries.
    """
    return db.scalars(_listed(webinar)).unique().all()


def standing_registrations(db: Db, *, webinar: Webinar) -> Sequence[Registration]:
    """Return the registrations that are not cancelled, loaded as by `registrations_of`."""
    return db.scalars(_listed(webinar).where(Registration.cancelled_at.is_(None))).unique().all()


def registrations_at(db: Db, *, address: str, now: datetime) -> Sequence[Registration]:
    """Return what stands for everyone known at a mailbox: what comes first, then what was held.

    Webinars held in the last year are among them: certificate, materials and recording are
    reached by the same page.

    Raises:
        BadAddress: it is not an address.
    """
    persons = [row.person_id for row in addresses_at(db, address=address)]
    last_end = (
        select(Sitting.webinar_id, func.max(Sitting.ends_at).label("at"))
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(Sitting.ends_at > now - A_YEAR, Sitting.cancelled_at.is_(None))
        .where(Webinar.cancelled_at.is_(None))
        .group_by(Sitting.webinar_id)
        .subquery()
    )
    found = (
        select(Registration)
        .join(Registration.address)
        .join(last_end, last_end.c.webinar_id == Registration.webinar_id)
        .where(Registration.cancelled_at.is_(None), Address.person_id.in_(persons))
        .order_by(last_end.c.at <= now, last_end.c.at, Registration.id)
    )
    return db.scalars(_whole(found)).unique().all()


def _whole(found: Select[Registration]) -> Select[Registration]:
    webinar = joinedload(Registration.webinar)
    return found.options(
        joinedload(Registration.person),
        joinedload(Registration.address),
        joinedload(Registration.places).joinedload(Place.sitting),
        webinar.joinedload(Webinar.series),
        webinar.joinedload(Webinar.sittings),
        webinar.selectinload(Webinar.texts),
        webinar.selectinload(Webinar.promises),
        joinedload(Registration.consents),
    )


def _listed(webinar: Webinar) -> Select[Registration]:
    return (
        select(Registration)
        .where(Registration.webinar_id == webinar.id)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.address),
            selectinload(Registration.places),
            selectinload(Registration.consents),
        )
        .order_by(Registration.registered_at, Registration.id)
    )
