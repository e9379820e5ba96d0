"""Reading registrations and places. The number of queries never grows with their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.outbox.models import Letter
from webinars.people.models import Address, Person
from webinars.people.queries import addresses_at, is_of
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.rules import HOLDING, Band, Reminder, Seats


class NoSuchRegistration(NotFound):
    message = N_("There is no such registration.")


@dataclass(frozen=True)
class Preview:
    """Who would be written to, were a sitting moved or cancelled."""

    confirmed: int
    waiting: int
    by_language: Mapping[Language, int]

    @property
    def letters(self) -> int:
        return self.confirmed + self.waiting


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


def registrations_of(db: Db, *, webinar: Webinar) -> Sequence[Registration]:
    """Return all registrations for `webinar`, cancelled ones too, first come first.

    With persons, addresses, places and consents, in three queries.
    """
    return db.scalars(_listed(webinar)).unique().all()


def standing_registrations(db: Db, *, webinar: Webinar) -> Sequence[Registration]:
    """Return the registrations that are not cancelled, loaded as by `registrations_of`."""
    return db.scalars(_listed(webinar).where(Registration.cancelled_at.is_(None))).unique().all()


def registrations_at(db: Db, *, address: str, now: datetime) -> Sequence[Registration]:
    """Return what stands, of webinars still to come, for everyone known at a mailbox.

    Raises:
        BadAddress: it is not an address.
    """
    persons = [row.person_id for row in addresses_at(db, address=address)]
    coming = (
        select(Sitting.webinar_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(Sitting.ends_at > now, Sitting.cancelled_at.is_(None))
        .where(Webinar.cancelled_at.is_(None))
    )
    found = (
        select(Registration)
        .join(Registration.address)
        .where(Registration.cancelled_at.is_(None), Registration.webinar_id.in_(coming))
        .where(Address.person_id.in_(persons))
        .order_by(Registration.webinar_id, Registration.id)
    )
    return db.scalars(_whole(found)).unique().all()


def seats_of(db: Db, *, sittings: Collection[Sitting]) -> dict[int, Seats]:
    """Return the seats of each sitting by its id; those without a limit are not counted."""
    limited = {sitting.id: sitting for sitting in sittings if sitting.places is not None}
    counted = tally(db, sitting_ids=list(limited)) if limited else {}
    return {sitting.id: _seats(sitting.places, counted.get(sitting.id, {})) for sitting in sittings}


def full_sittings(db: Db, *, sittings: Collection[Sitting]) -> frozenset[int]:
    """Return the ids of the sittings in which a newcomer would wait."""
    seats = seats_of(db, sittings=sittings)
    return frozenset(of for of, one in seats.items() if one.band is Band.FULL)


def tally(db: Db, *, sitting_ids: Collection[int]) -> dict[int, dict[PlaceState, int]]:
    """Return, for each sitting, how many places stand in each state; released ones are left out."""
    rows = db.execute(
        select(Place.sitting_id, Place.state, func.count())
        .where(Place.sitting_id.in_(sitting_ids), Place.state != PlaceState.RELEASED)
        .group_by(Place.sitting_id, Place.state)
    )
    found: dict[int, dict[PlaceState, int]] = defaultdict(dict)
    for sitting_id, state, count in rows:
        found[sitting_id][state] = count
    return dict(found)


def holders_of(db: Db, *, sitting: Sitting) -> Sequence[Registration]:
    """Return who holds or awaits a place in `sitting`, in the order of the places."""
    return db.scalars(_holding(Place.sitting_id == sitting.id)).unique().all()


def holders_in(db: Db, *, webinar: Webinar) -> Sequence[Registration]:
    """Return who holds or awaits a place in any sitting of `webinar` that is not cancelled."""
    held = select(Sitting.id).where(
        Sitting.webinar_id == webinar.id, Sitting.cancelled_at.is_(None)
    )
    return db.scalars(_holding(Place.sitting_id.in_(held))).unique().all()


def preview_of(db: Db, *, sittings: Collection[Sitting]) -> Preview:
    """Return who would be written to, were these sittings moved or cancelled."""
    rows = db.execute(
        select(Registration.language, Place.state, func.count())
        .join(Place, Place.registration_id == Registration.id)
        .where(Place.sitting_id.in_([sitting.id for sitting in sittings]))
        .where(Place.state != PlaceState.RELEASED)
        .group_by(Registration.language, Place.state)
        .order_by(Registration.language)
    )
    by_language: dict[Language, int] = defaultdict(int)
    confirmed = waiting = 0
    for language, state, count in rows:
        by_language[language] += count
        confirmed += count if state in HOLDING else 0
        waiting += count if state not in HOLDING else 0
    return Preview(confirmed, waiting, dict(by_language))


def first_waiting(db: Db, *, sitting: Sitting, limit: int) -> Sequence[Place]:
    """Return the first of those who wait for `sitting`, by the moment since which they do."""
    queue = (
        select(Place)
        .join(Place.registration)
        .where(Place.sitting_id == sitting.id, Place.state == PlaceState.WAITING)
        .options(
            contains_eager(Place.registration).options(
                joinedload(Registration.person), joinedload(Registration.address)
            )
        )
        .order_by(Place.since, Place.id)
        .limit(limit)
    )
    return db.scalars(queue).all()


def sittings_with_queue(db: Db, *, now: datetime) -> Sequence[Sitting]:
    """Return the sittings still to come in whose queue somebody waits."""
    waiting = select(Place.sitting_id).where(Place.state == PlaceState.WAITING)
    coming = select(Sitting).where(Sitting.id.in_(waiting), Sitting.starts_at > now)
    return db.scalars(coming.where(Sitting.cancelled_at.is_(None)).order_by(Sitting.id)).all()


def sittings_to_remind_of(db: Db, *, reminder: Reminder, now: datetime) -> Sequence[Sitting]:
    """Return the sittings so near that `reminder` is due, and not yet of no use; soonest first."""
    near = (
        select(Sitting)
        .join(Sitting.webinar)
        .where(Sitting.starts_at > now + reminder.useful)
        .where(Sitting.starts_at <= now + reminder.before)
        .where(Sitting.cancelled_at.is_(None), Webinar.cancelled_at.is_(None))
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return db.scalars(near).all()


def due_for_reminder(
    db: Db, *, sitting: Sitting, reminder: Reminder, limit: int
) -> Sequence[Registration]:
    """Return who is to be reminded of `sitting` and has not been.

    Confirmed places, held since before the reminder was due, of those who proved
    their address. A reminder is known by its kind and by the start, until which
    it is of use; so of a sitting that moved one is reminded anew.
    """
    told = (
        select(Letter.id)
        .where(Letter.about == Registration.public_id, Letter.kind == reminder.kind)
        .where(Letter.valid_until == sitting.starts_at)
        .exists()
    )
    found = (
        select(Registration)
        .join(Registration.places)
        .join(Registration.address)
        .where(Place.sitting_id == sitting.id, Place.state == PlaceState.CONFIRMED)
        .where(Place.since <= sitting.starts_at - reminder.before)
        .where(Registration.cancelled_at.is_(None), Address.proven_at.is_not(None), ~told)
        .options(contains_eager(Registration.address), joinedload(Registration.person))
        .order_by(Registration.id)
        .limit(limit)
    )
    return db.scalars(found).all()


def needed_by_another(db: Db, *, registration: Registration, sitting: Sitting) -> bool:
    """Say whether somebody else with the same mailbox has a confirmed place in `sitting`."""
    if registration.address is None:
        return False
    held = (
        select(Registration.id)
        .join(Registration.places)
        .join(Registration.address)
        .where(Place.sitting_id == sitting.id, Place.state == PlaceState.CONFIRMED)
        .where(Address.normal == registration.address.normal, Registration.id != registration.id)
        .limit(1)
    )
    return db.scalar(held) is not None


def letters_since(db: Db, *, about: str, kind: str, since: datetime) -> int:
    """Return how many letters of a kind were posted about something since a moment."""
    posted = select(func.count()).select_from(Letter)
    posted = posted.where(Letter.about == about, Letter.kind == kind, Letter.posted_at > since)
    return db.scalar(posted) or 0


def seats_in(db: Db, *, sitting: Sitting) -> Seats:
    """Return the seats of one sitting, counted also where there is no limit."""
    return _seats(sitting.places, tally(db, sitting_ids=[sitting.id]).get(sitting.id, {}))


def _seats(places: int | None, counted: Mapping[PlaceState, int]) -> Seats:
    held = sum(count for state, count in counted.items() if state in HOLDING)
    return Seats(places, held, counted.get(PlaceState.WAITING, 0))


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
        selectinload(Registration.consents),
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


def _holding(which: ColumnElement[bool]) -> Select[Registration]:
    return (
        select(Registration)
        .join(Registration.places)
        .where(which, Place.state != PlaceState.RELEASED)
        .options(
            contains_eager(Registration.places),
            joinedload(Registration.person),
            joinedload(Registration.address),
        )
        .order_by(Place.id)
    )
