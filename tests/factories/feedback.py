"""A webinar that was held, its registrations, and invitations to answer."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.factories.programme import make_webinar
from webinars.database import Db
from webinars.feedback.models import Invitation, InvitedBy, Questionnaire
from webinars.feedback.operations import invite, load_instrument
from webinars.kernel.languages import Language
from webinars.people.models import Address, Person
from webinars.programme.models import Webinar
from webinars.registrations.models import Category, Registration, Source

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
INSTRUMENT = Path(__file__).parents[2] / "webinars/feedback/data/after.json"


def make_instrument(db: Db) -> Questionnaire:
    return load_instrument(
        db, instrument=json.loads(INSTRUMENT.read_text(encoding="utf-8")), now=NOON
    )


def make_registrations(
    db: Db, webinar: Webinar, count: int, *, language: str = "en"
) -> list[Registration]:
    """Make `count` registrations of fictitious observers, each with a proven address."""
    made = []
    for n in range(count):
        address = f"person{n}.{language}.{webinar.id}@example.org"
        person = Person(name=f"Amina Mfano {n}", language=Language(language), created_at=NOON)
        person.addresses = [
            Address(
                written=address,
                normal=address,
                name_normal=f"amina mfano {n}",
                added_at=NOON,
                proven_at=NOON,
            )
        ]
        registration = Registration(
            webinar=webinar,
            person=person,
            category=Category.NGO,
            language=Language(language),
            source=Source.SELF,
            registered_at=NOON,
            notice_version=1,
        )
        made.append(registration)
    db.add_all(made)
    db.flush()
    return made


def make_invitations(db: Db, count: int = 1, *, webinar: Webinar | None = None) -> list[Invitation]:
    make_instrument(db)
    held = webinar or make_webinar(db)
    people = [
        (registration, "african-group") for registration in make_registrations(db, held, count)
    ]
    invite(db, webinar=held, registrations=people, invited_by=InvitedBy.ACTUAL_END, now=NOON)
    db.flush()
    return list(db.query(Invitation).filter_by(webinar_id=held.id).order_by(Invitation.id))
