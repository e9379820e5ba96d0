"""Reading one State's delegations, for its focal point alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webinars.accounts.queries import names_of, terms_of
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.kernel.refusals import Forbidden
from webinars.kernel.text import N_
from webinars.people.models import FocalPoint
from webinars.programme.models import Webinar, WebinarState
from webinars.registrations.models import Registration


class NotYourDelegation(Forbidden):
    message = N_("You are not the focal point of this State today, so its delegation is not shown.")


@dataclass(frozen=True)
class Delegation:
    """The registrations of one State for one webinar, by name."""

    webinar: Webinar
    registrations: tuple[Registration, ...]


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
    """Return the State's registrations by webinar, also of webinars without any; five queries."""
    webinars = db.scalars(
        select(Webinar)
        .where(Webinar.state != WebinarState.DRAFT)
        .options(selectinload(Webinar.texts), selectinload(Webinar.sittings))
        .order_by(Webinar.planned_month, Webinar.id)
    ).all()
    theirs: dict[int, list[Registration]] = defaultdict(list)
    for row in db.scalars(
        select(Registration)
        .where(Registration.state_code == code)
        .options(joinedload(Registration.person), selectinload(Registration.places))
        .order_by(Registration.registered_at, Registration.id)
    ):
        theirs[row.webinar_id].append(row)
    return [Delegation(one, tuple(theirs[one.id])) for one in webinars]


def last_hands(db: Db, *, registrations: Sequence[Registration]) -> dict[str, str]:
    """Return who changed each of these last, by name, as far as an account did."""
    about = [one.public_id for one in registrations]
    entries = select(Entry.subject, Entry.actor).where(Entry.subject.in_(about))
    last = {row.subject: row.actor for row in db.execute(entries.order_by(Entry.id))}
    known = names_of(db, public_ids=list(last.values()))
    return {subject: known[actor] for subject, actor in last.items() if actor in known}
