"""What the Secretariat says in these tests, and what the journal kept of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from webinars.database import Db
from webinars.journal.models import Detail, Entry
from webinars.kernel.languages import Language
from webinars.programme.models import Series, Webinar
from webinars.programme.operations import (
    RoomFacts,
    SeriesFacts,
    SeriesWords,
    SittingFacts,
    Slot,
    WebinarFacts,
    WebinarWords,
)

OTTO = "otto"
"""The public id under which he acts."""

MARCH = date(2027, 3, 1)
ROOM = RoomFacts(link="https://rooms.example/j/1", passcode="4711", dial_in="+41 22 555 01 00")
PLAIN = SittingFacts()
HALF_YEAR = SeriesFacts(slug="option-b", starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30))
ENGLISH_SERIES = SeriesWords(language=Language.ENGLISH, title="Six months of webinars")
MARCH_FACTS = WebinarFacts(planned_month=MARCH)
ENGLISH = WebinarWords(language=Language.ENGLISH, title="Asking before answering", abstract="How.")


def at(wall: str, zone: str = "Europe/Zurich", minutes: int = 90) -> Slot:
    """Return a slot from `2027-03-10 13:00`."""
    return Slot(datetime.fromisoformat(wall), zone, minutes)


def told(db: Db, subject: Series | Webinar | str) -> list[str]:
    """Return the kinds of the journal's entries about `subject`, first to last."""
    public_id = subject if isinstance(subject, str) else subject.public_id
    kinds = select(Entry.kind).where(Entry.subject == public_id).order_by(Entry.id)
    return [kind.removeprefix("programme.") for kind in db.scalars(kinds)]


def last_detail(db: Db) -> dict[str, Any]:
    """Return what the journal's last entry says."""
    return db.scalars(select(Detail.content).order_by(Detail.entry_id.desc())).first() or {}
