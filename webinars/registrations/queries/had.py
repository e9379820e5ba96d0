"""The registration that somebody has for a webinar, or had, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, literal, select

from webinars.database import Db
from webinars.database.asking import Question, ask
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.people.models import Person
from webinars.programme.models import Sitting
from webinars.registrations.models import Approval, Place, PlaceState, Registration

RELEASED = literal(PlaceState.RELEASED, literal_execute=True)
"""As a word of the statement: for a parameter that decides whether an index of part of the rows
serves, SQLite composes the statement anew each time, which takes longer than to run it."""


@dataclass(frozen=True)
class Had:
    """What is asked of a registration when its person registers again."""

    id: int
    public_id: str
    approval: Approval
    language: Language
    zone: str | None
    revision: int
    sequence: int
    cancelled_at: datetime | None
    name: str
    """The person's, with whom the registration was made."""
    is_placed: bool
    """Whether a place or a turn of it stands in a sitting that is not cancelled."""


def _had() -> Question:
    here, own = (table.__table__.c for table in (Registration, Person))
    placed = (
        select(Place.id)
        .join(Sitting, Sitting.id == Place.sitting_id)
        .where(Place.registration_id == Registration.id)
        .where(Place.state != RELEASED, Sitting.cancelled_at.is_(None))
    )
    return select(
        *(here.id, here.public_id, here.approval, here.language, here.zone),
        *(here.revision, here.sequence, here.cancelled_at, own.name),
        placed.exists(),
    ).join_from(Registration, Person, Person.id == Registration.person_id)


_CALLED = _had().where(Registration.id == bindparam("called"))
_LAST = (
    _had()
    .where(Registration.webinar_id == bindparam("webinar_id"))
    .where(Registration.person_id == bindparam("person_id"))
    .order_by(Registration.cancelled_at.is_not(None), Registration.id.desc())
    .limit(1)
)
_LETTERS = (
    select(func.count())
    .select_from(Letter)
    .where(
        Letter.about == bindparam("about"),
        Letter.kind == bindparam("kind"),
        Letter.posted_at > bindparam("since"),
    )
)


def last_had(db: Db, *, webinar_id: int, person_id: int) -> Had | None:
    """Return what stands, else was last, of a person of whom no merge speaks."""
    row = ask(db, _LAST, webinar_id=webinar_id, person_id=person_id)
    return None if row is None else Had(*row)


def had_called(db: Db, *, registration_id: int) -> Had | None:
    row = ask(db, _CALLED, called=registration_id)
    return None if row is None else Had(*row)


def letters_since(db: Db, *, about: str, kind: str, since: datetime) -> int:
    """Return how many letters of a kind were posted about something since a moment."""
    [count] = ask(db, _LETTERS, about=about, kind=kind, since=since) or (0,)
    return int(count)
