"""What these tests look for: letters in the outbox, places by their states, the journal."""

from sqlalchemy import func, select

from webinars.database import Db
from webinars.database.model import Model
from webinars.journal.models import Entry
from webinars.outbox.models import Letter
from webinars.registrations.models import Registration, Substitution
from webinars.registrations.queries import passed_on
from webinars.registrations.rules import standing_place


def letters(db: Db, **which: object) -> list[Letter]:
    """Return the letters with these columns, first posted first."""
    return list(db.scalars(select(Letter).filter_by(**which).order_by(Letter.id)))


def kinds(db: Db, **which: object) -> list[str]:
    """Return the kinds of those letters, without the room's name."""
    return [letter.kind.removeprefix("registrations.") for letter in letters(db, **which)]


def states(*registrations: Registration) -> list[str | None]:
    """Return in which state each one's place stands; None: it has none."""
    places = [standing_place(registration) for registration in registrations]
    return [place.state.value if place else None for place in places]


def entries(db: Db, *, subject: str) -> list[str]:
    """Return the kinds of the journal's entries about something, first to last."""
    return list(db.scalars(select(Entry.kind).filter_by(subject=subject).order_by(Entry.id)))


def count(db: Db, model: type[Model]) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0


def passing_on(db: Db, mine: Registration) -> Substitution:
    """Return the substitution by which `mine` gave its place away."""
    made = passed_on(db, registration=mine)
    assert made is not None
    return made
