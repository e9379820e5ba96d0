"""A copy of what is held of a person here, and its erasure."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from webinars.database import Db
from webinars.journal.operations import forget_details, record
from webinars.kernel.refusals import Refusal
from webinars.outbox.operations import forget_choices, forget_letters
from webinars.people.models import Address, Person
from webinars.people.queries import is_of
from webinars.registrations.models import Arrangement, Enrolment, ExtraAnswer, Place, Registration
from webinars.registrations.operations.changing import end
from webinars.registrations.operations.forgetting_invitee import about_invitee, forget_invitee
from webinars.registrations.operations.links import about_address
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.taking_back import undo_substitution
from webinars.registrations.queries import received, theirs
from webinars.registrations.rules import standing_place


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that this room holds of `person`, for their own copy: JSON values only."""
    wishes = select(Enrolment).where(is_of(Enrolment.person_id, person)).order_by(Enrolment.id)
    return {
        "registrations": [_copy(one) for one in theirs(db, person=person)],
        "further answers": [
            {"question": one.asked, "answer": one.said}
            for one in db.scalars(
                select(ExtraAnswer)
                .join(Registration, Registration.id == ExtraAnswer.registration_id)
                .where(is_of(Registration.person_id, person))
            )
        ],
        "answers to needs": [
            {"state": one.state, "answer": one.answer}
            for one in db.scalars(
                select(Arrangement)
                .join(Registration, Registration.id == Arrangement.registration_id)
                .where(is_of(Registration.person_id, person))
            )
        ],
        "whole series": [
            {"since": wish.since.isoformat(), "ended": _told(wish.ended_at)}
            for wish in db.scalars(wishes)
        ],
        **about_invitee(db, person=person),
    }


def forget(db: Db, *, person: Person, now: datetime) -> None:
    """Erase what names the person in their registrations, and withdraw what is still to come.

    A registration for a sitting that has not begun is cancelled and its place
    given on. What was declared as a class (category, State, sector, gender,
    language) stays for the counts, under an id that leads to nobody. Every
    link stops working. Letters lose their address, waiting ones are withdrawn.
    """
    registrations = _held_of(db, person, now)
    keys = [row.public_id for row in registrations]
    forget_letters(db, about=keys + _keys_of_addresses(db, person), now=now)
    forget_choices(db, digests=_keys_of_addresses(db, person, alone=True))
    forget_invitee(db, person=person, now=now)
    mine = ExtraAnswer.registration_id.in_([row.id for row in registrations])
    db.execute(update(ExtraAnswer).where(mine).values(value="", said=""))
    _forget_answers(db, registrations)
    wishes = update(Enrolment).where(is_of(Enrolment.person_id, person))
    db.execute(wishes.where(Enrolment.ended_at.is_(None)).values(ended_at=now))
    for registration in registrations:
        if registration.cancelled_at is None and _ahead(registration, now):
            end(db, registration=registration, by=registration.public_id, now=now)
        _blank(registration)
        subject = registration.public_id
        forget_details(db, subject=subject)
        record(db, kind="registrations.forget", actor=subject, subject=subject, now=now)
    db.flush()


def _held_of(db: Db, person: Person, now: datetime) -> Sequence[Registration]:
    """Return the registrations once nobody writes another at the person's addresses.

    Who registers at this moment is waited for, and whoever comes after waits for the erasure.
    """
    registrations = theirs(db, person=person)
    _hand_back(db, registrations, now)
    hold(db, sittings={one for row in registrations for one in row.webinar.sittings})
    own = select(Address.id).where(is_of(Address.person_id, person)).order_by(Address.id)
    db.execute(own.with_for_update())
    return theirs(db, person=person)


def _forget_answers(db: Db, registrations: Sequence[Registration]) -> None:
    """Erase what the Secretariat answered to what these needed; how it was decided stays."""
    mine = Arrangement.registration_id.in_([row.id for row in registrations])
    for answered in db.scalars(select(Arrangement).where(mine)).all():
        answered.answer = ""
        forget_details(db, subject=answered.public_id)


def _hand_back(db: Db, registrations: Sequence[Registration], now: datetime) -> None:
    """Let a place that a colleague passed on, and that was not taken, go back to them."""
    for registration in registrations:
        taken = received(db, registration=registration) if registration.registered_by else None
        if taken is not None and taken.accepted_at is None:
            with suppress(Refusal):  # the sitting has begun, or nobody is there to go back to
                undo_substitution(db, substitution=taken, by=registration.public_id, now=now)


def _blank(registration: Registration) -> None:
    registration.address = None
    registration.organisation = registration.function = ""
    registration.needs = registration.referral = ""
    registration.zone = None
    registration.generation += 1
    registration.revision += 1


def _ahead(registration: Registration, now: datetime) -> bool:
    place = standing_place(registration)
    return place is None or place.sitting.starts_at > now


def _keys_of_addresses(db: Db, person: Person, *, alone: bool = False) -> list[str]:
    """Return the digests of the person's addresses; `alone`: of those nobody else has."""
    own = list(db.scalars(select(Address).where(is_of(Address.person_id, person))))
    if alone:
        ids, normals = [row.id for row in own], [row.normal for row in own]
        others = select(Address.normal).where(Address.normal.in_(normals), Address.id.not_in(ids))
        shared = set(db.scalars(others))
        own = [row for row in own if row.normal not in shared]
    return [about_address(row.written) for row in own]


def _copy(registration: Registration) -> dict[str, Any]:
    return {
        "webinar": registration.webinar.slug,
        "registered": registration.registered_at.isoformat(),
        "cancelled": _told(registration.cancelled_at),
        "address": registration.address.written if registration.address else None,
        "category": registration.category,
        "state": registration.state_code,
        "organisation": registration.organisation,
        "function": registration.function,
        "sector": registration.sector,
        "gender": registration.gender,
        "language": registration.language,
        "listens in": registration.listens_in,
        "zone": registration.zone,
        "needs": registration.needs,
        "viewers": registration.viewers,
        "referral": registration.referral,
        "registered by": registration.source,
        "approval": registration.approval,
        "privacy notice": registration.notice_version,
        "places": [_copy_of_place(place) for place in registration.places],
        "consents": [
            {
                "to": consent.kind,
                "given": consent.given_at.isoformat(),
                "withdrawn": _told(consent.withdrawn_at),
                "privacy notice": consent.notice_version,
            }
            for consent in registration.consents
        ],
    }


def _copy_of_place(place: Place) -> dict[str, Any]:
    return {
        "sitting": place.sitting.starts_at.isoformat(),
        "state": place.state,
        "since": place.since.isoformat(),
        "released": _told(place.released_at),
        "reason": place.reason,
    }


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
