"""Persons for tests: a fixed cast, visibly fictitious."""

from datetime import UTC, datetime

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.people.models import Person
from webinars.people.operations import find_or_make_person

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)

AMINA = ("Amina Mfano", "amina.mfano@office.example")
JUMA = ("Juma Sampuli", "juma.sampuli@office.example")
FORMULA = '=HYPERLINK("#evil","Amina")'
RIGHT_TO_LEFT = "أمينة مثال"


def make_person(
    db: Db,
    *,
    name: str = AMINA[0],
    address: str = AMINA[1],
    language: Language = Language.ENGLISH,
    zone: str | None = "Africa/Nairobi",
    now: datetime = NOON,
) -> Person:
    """Return the person called so, made at the first call."""
    return find_or_make_person(
        db, name=name, address=address, language=language, zone=zone, now=now
    )
