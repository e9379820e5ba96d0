"""Whom a letter goes to, and who has had one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.people.models import Address, Person
from webinars.programme.models import LiveRoom, Sitting, Webinar
from webinars.programme.rules import standing, text_in
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.rules import ADMITTING, HOLDING, Reach, Reminder


@dataclass(frozen=True)
class Preview:
    """Who would be written to, were a sitting moved or cancelled."""

    confirmed: int
    waiting: int
    by_language: Mapping[Language, int]

    @property
    def letters(self) -> int:
        return self.confirmed + self.waiting


def preview_of(db: Db, *, sittings: Collection[Sitting]) -> Preview:
    """Return who would be written to, were these sittings moved or cancelled."""
    return _counted(db, sittings, Registration.address_id.is_not(None))


def preview_of_readers(db: Db, *, webinar: Webinar, language: Language, now: datetime) -> Preview:
    """Return who would be written to, were the title in `language` changed."""
    ahead = [sitting for sitting in standing(webinar) if sitting.ends_at > now]
    return _counted(db, ahead, Registration.language.in_(_reading(webinar, language)))


def _counted(db: Db, sittings: Collection[Sitting], which: ColumnElement[bool]) -> Preview:
    holds = func.max(case((Place.state.in_(HOLDING), 1), else_=0)).label("holds")
    each = (
        select(Registration.language.label("language"), holds)
        .join(Place, Place.registration_id == Registration.id)
        .where(Place.sitting_id.in_([sitting.id for sitting in sittings]), which)
        .where(Place.state != PlaceState.RELEASED)
        .group_by(Registration.id, Registration.language)
        .subquery()
    )  # once each, in however many queues
    shape = (each.c.language, each.c.holds)
    rows = db.execute(select(*shape, func.count()).group_by(*shape).order_by(each.c.language))
    by_language: dict[Language, int] = defaultdict(int)
    confirmed = waiting = 0
    for language, held, count in rows:
        by_language[language] += count
        confirmed += count if held else 0
        waiting += 0 if held else count
    return Preview(confirmed, waiting, dict(by_language))


def holders_of(db: Db, *, sitting: Sitting, reach: Reach = Reach.ALL) -> Sequence[Registration]:
    """Return who holds or awaits a place in `sitting`, in the order of the places."""
    return db.scalars(_holding(Place.sitting_id == sitting.id, reach)).unique().all()


def holders_in(db: Db, *, webinar: Webinar, reach: Reach = Reach.ALL) -> Sequence[Registration]:
    """Return who holds or awaits a place in any sitting of `webinar` that is not cancelled."""
    held = select(Sitting.id).where(
        Sitting.webinar_id == webinar.id, Sitting.cancelled_at.is_(None)
    )
    return db.scalars(_holding(Place.sitting_id.in_(held), reach)).unique().all()


def readers_of(
    db: Db, *, webinar: Webinar, language: Language, now: datetime, reach: Reach = Reach.ALL
) -> Sequence[Registration]:
    """Return who reads the text in `language`, holding or awaiting a place that is not over."""
    ahead = [sitting.id for sitting in standing(webinar) if sitting.ends_at > now]
    reading = Registration.language.in_(_reading(webinar, language))
    return db.scalars(_holding(Place.sitting_id.in_(ahead) & reading, reach)).unique().all()


def heard_since(
    db: Db, *, among: Sequence[Registration], since: datetime
) -> Sequence[Registration]:
    """Return whom a letter about their registration has reached, or may have, since a moment."""
    ids = [registration.public_id for registration in among]
    gone = or_(Letter.sent_at >= since, Letter.claimed_until.is_not(None))
    told = Letter.withdrawn_at.is_(None) & gone & Letter.about.in_(ids)
    reached = set(db.scalars(select(Letter.about).where(told)))
    return [registration for registration in among if registration.public_id in reached]


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
    if reminder.needs_room:
        near = near.where(Sitting.rooms.any(LiveRoom.closed_at.is_(None)))
    return db.scalars(near).all()


def due_for_reminder(
    db: Db, *, sitting: Sitting, reminder: Reminder, after: int, limit: int
) -> Sequence[Row[int, str, Language, str | None, int, str, str]]:
    """Return who is to be reminded of `sitting` and has not been, as plain rows.

    Each has `id`, `about`, `language`, `zone`, `revision`, `address` and `name`.

    Confirmed places, held since before the reminder was due, of those who proved
    their address and want no approval. A reminder is known by its kind and by the
    start, until which it is of use; so of a sitting that moved one is reminded anew.

    Args:
        after: only those with a greater id, so that a batch goes on where the last ended.
    """
    told = (
        select(Letter.id)
        .where(Letter.about == Registration.public_id, Letter.kind == reminder.kind)
        .where(Letter.valid_until == sitting.starts_at)
        .exists()
    )
    found = (
        select(
            Registration.id,
            Registration.public_id.label("about"),
            Registration.language,
            Registration.zone,
            Registration.revision,
            Address.written.label("address"),
            Person.name,
        )
        .join(Registration.places)
        .join(Registration.address)
        .join(Registration.person)
        .where(Place.sitting_id == sitting.id, Place.state == PlaceState.CONFIRMED)
        .where(Registration.id > after)
        .where(Registration.cancelled_at.is_(None), Registration.approval.in_(ADMITTING))
        .where(Address.proven_at.is_not(None), ~told)
        .order_by(Registration.id)
        .limit(limit)
    )
    if not reminder.late:
        found = found.where(Place.since <= sitting.starts_at - reminder.before)
    return db.execute(found).all()


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


def within(reach: Reach, *which: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """Return what narrows registrations with a place as in `which` to those that are reached.

    The database finds the first of each language, so that many cost a rehearsal little.
    """
    if reach is Reach.ALL:
        return []
    firsts = select(func.min(Registration.id)).join(Registration.places).where(*which)
    return [Registration.id.in_(firsts.group_by(Registration.language))]


def _reading(webinar: Webinar, language: Language) -> list[Language]:
    """Return the languages whose readers get the text in `language`: its own, and fallbacks."""
    return [one for one in Language if text_in(webinar.texts, one)[1] is language]


def _holding(which: ColumnElement[bool], reach: Reach) -> Select[Registration]:
    these = [which, Place.state != PlaceState.RELEASED]
    return (
        select(Registration)
        .join(Registration.places)
        .where(*these, *within(reach, *these))
        .options(
            contains_eager(Registration.places),
            joinedload(Registration.person),
            joinedload(Registration.address),
        )
        .order_by(Place.id)
    )
