"""Who was invited to a webinar, and what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from webinars.database import Db
from webinars.outbox.models import Bounce, Letter, OptOut
from webinars.outbox.queries import recipient_of
from webinars.people.models import Address
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.registrations.models import Invitee, Registration
from webinars.registrations.rules.inviting import DAYS_BEFORE, LETTER, TOPIC, Answer
from webinars.states.models import State


@dataclass(frozen=True)
class Invited:
    """One line of the list of those who were invited."""

    name: str
    """Empty once the person was erased."""
    address: str
    state_code: str | None
    language: str
    invited_at: datetime
    reminded_at: datetime | None
    answer: Answer


def find_invitee(db: Db, *, public_id: str) -> Invitee | None:
    return db.scalars(select(Invitee).where(Invitee.public_id == public_id)).one_or_none()


def invited_among(db: Db, *, webinar_id: int, addresses: Collection[str]) -> frozenset[str]:
    """Return those of the normalised `addresses` that were invited, or have registered."""
    invited = select(Invitee.address_normal).where(
        Invitee.webinar_id == webinar_id, Invitee.address_normal.in_(addresses)
    )
    here = Registration.person_id == Address.person_id
    registered = (
        select(Address.normal)
        .join(Registration, here)
        .where(Registration.webinar_id == webinar_id, Address.normal.in_(addresses))
    )
    found = {*db.scalars(invited), *db.scalars(registered)}
    return frozenset(one for one in found if one)


def has_answered(db: Db, *, invitee: Invitee) -> bool:
    """Say whether somebody at that address has registered, whatever became of it."""
    return bool(db.scalar(select(_registered()).where(Invitee.id == invitee.id)))


def invitees_of(db: Db, *, webinar: Webinar) -> list[Invited]:
    """Return everybody who was invited, in the order of the lists."""
    sent = _sent(webinar)
    rows = db.execute(
        select(
            Invitee,
            _registered(Registration.cancelled_at.is_(None)).label("stands"),
            _registered().label("ever"),
            sent.c.handed,
            sent.c.lost,
            sent.c.waits,
        )
        .outerjoin(sent, sent.c.about == Invitee.public_id)
        .where(Invitee.webinar_id == webinar.id)
        .order_by(Invitee.id)
    )
    declined = declined_digests(db)
    return [_line(row, declined) for row in rows]


def silent(db: Db, *, webinar: Webinar, invited_before: datetime) -> Sequence[Invitee]:
    """Return who got the invitation, did not answer, and was not reminded yet."""
    sent = _sent(webinar)
    rows = (
        select(Invitee)
        .join(sent, sent.c.about == Invitee.public_id)
        .where(
            Invitee.webinar_id == webinar.id,
            Invitee.address_normal.is_not(None),
            Invitee.reminders == 0,
            Invitee.invited_at <= invited_before,
            sent.c.handed == 1,
            sent.c.lost == 0,
            ~_registered(),
        )
        .order_by(Invitee.id)
    )
    declined = declined_digests(db)
    return [one for one in db.scalars(rows) if recipient_of(one.address) not in declined]


def webinars_to_remind_of(db: Db, *, now: datetime) -> Sequence[Webinar]:
    """Return the webinars whose next sitting comes so soon that the silent are reminded."""
    soon = exists().where(
        Sitting.webinar_id == Webinar.id,
        Sitting.cancelled_at.is_(None),
        Sitting.starts_at > now,
        Sitting.starts_at <= now + DAYS_BEFORE,
    )
    unreminded = exists().where(Invitee.webinar_id == Webinar.id, Invitee.reminders == 0)
    these = select(Webinar).where(Webinar.state == WebinarState.OPEN, soon, unreminded)
    return db.scalars(these.order_by(Webinar.id)).all()


def declined_digests(db: Db) -> frozenset[str]:
    """Return the digests of the addresses that want no invitations."""
    return frozenset(db.scalars(select(OptOut.address_digest).where(OptOut.kind == TOPIC)))


def capital_zones(db: Db) -> dict[str, str]:
    """Return the zone of each State's capital by the State's code."""
    return {
        row.code: row.capital_zone for row in db.execute(select(State.code, State.capital_zone))
    }


def _registered(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that somebody known at the invitee's address has registered."""
    return exists().where(
        Address.normal == Invitee.address_normal,
        Registration.person_id == Address.person_id,
        Registration.webinar_id == Invitee.webinar_id,
        *more,
    )


def _sent(webinar: Webinar) -> Any:  # noqa: ANN401  (a subquery)
    """Select how the letters to each invitee fared, as 0 and 1."""
    came_back = exists().where(Bounce.letter_id == Letter.id, Bounce.permanent)
    lost = or_(Letter.failed_at.is_not(None), came_back)
    waits = and_(
        Letter.sent_at.is_(None), Letter.failed_at.is_(None), Letter.withdrawn_at.is_(None)
    )
    return (
        select(
            Letter.about,
            _any(Letter.sent_at.is_not(None), "handed"),
            _any(lost, "lost"),
            _any(waits, "waits"),
        )
        .join(Invitee, Invitee.public_id == Letter.about)
        .where(Invitee.webinar_id == webinar.id, Letter.kind == LETTER)
        .group_by(Letter.about)
        .subquery()
    )


def _any(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0)).label(name)


def _line(row: Any, declined: frozenset[str]) -> Invited:  # noqa: ANN401  (a row)
    who = row.Invitee
    return Invited(
        name=who.name,
        address=who.address,
        state_code=who.state_code,
        language=who.language,
        invited_at=who.invited_at,
        reminded_at=who.reminded_at,
        answer=_answer(row, recipient_of(who.address) in declined),
    )


def _answer(row: Any, declined: bool) -> Answer:  # noqa: ANN401, FBT001  (a row)
    true = (
        (row.stands, Answer.REGISTERED),
        (row.ever, Answer.CANCELLED),
        (declined, Answer.DECLINED),
        (row.lost, Answer.RETURNED),
        (row.handed, Answer.HANDED),
        (row.waits, Answer.WAITING),
    )
    return next((answer for holds, answer in true if holds), Answer.UNSENT)
