"""Reading one State's delegation, for its focal point alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.kernel.refusals import Forbidden
from webinars.kernel.text import N_
from webinars.people.models import FocalPoint
from webinars.people.queries import merged_ids
from webinars.programme.models import Webinar, WebinarState
from webinars.registrations.models import Registration


class NotYourDelegation(Forbidden):
    message = N_("You are not the focal point of this State today, so its delegation is not shown.")


@dataclass(frozen=True)
class Delegation:
    """The registrations of one State for one webinar, by name."""

    webinar: Webinar
    registrations: tuple[Registration, ...]


def terms_of(db: Db, *, person_id: int | None, on: date) -> Sequence[FocalPoint]:
    """Return the terms of a person that run on the day `on`, its last day included."""
    if person_id is None:
        return []
    counts_as = merged_ids(db).get(person_id, person_id)
    return db.scalars(
        select(FocalPoint)
        .where(
            FocalPoint.person_id.in_({person_id, counts_as}),
            FocalPoint.starts_on <= on,
            or_(FocalPoint.ends_on.is_(None), FocalPoint.ends_on >= on),
        )
        .order_by(FocalPoint.state_code)
    ).all()


def term_for(db: Db, *, person_id: int | None, code: str, on: date) -> FocalPoint:
    """Return the running term of a person for one State.

    Raises:
        NotYourDelegation: there is none today, or the term has ended.
    """
    for term in terms_of(db, person_id=person_id, on=on):
        if term.state_code == code:
            return term
    raise NotYourDelegation


def delegations(db: Db, *, code: str) -> list[Delegation]:
    """Return the State's registrations by webinar, also of webinars without any; three queries."""
    webinars = db.scalars(
        select(Webinar)
        .where(Webinar.state != WebinarState.DRAFT)
        .options(selectinload(Webinar.texts), selectinload(Webinar.sittings))
        .order_by(Webinar.planned_month, Webinar.id)
    ).all()
    rows = db.scalars(
        select(Registration)
        .where(Registration.state_code == code)
        .options(joinedload(Registration.person), selectinload(Registration.places))
        .order_by(Registration.registered_at)
    ).all()
    return [Delegation(one, tuple(r for r in rows if r.webinar_id == one.id)) for one in webinars]
