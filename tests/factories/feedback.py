"""A webinar that was held, its registrations, and invitations to answer."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tests.factories.programme import make_webinar
from webinars.database import Db
from webinars.feedback.instruments import load_all
from webinars.feedback.models import Invitation, InvitedBy, Questionnaire, QuestionnaireKind
from webinars.feedback.operations import invite
from webinars.feedback.queries import newest_questionnaire
from webinars.feedback.rules import Classes
from webinars.kernel.languages import Language
from webinars.people.models import Address, Person
from webinars.programme.models import Webinar
from webinars.registrations.models import Category, Registration, Source

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def make_instrument(db: Db) -> Questionnaire:
    """Return the questionnaire after a webinar; those months later are there too."""
    load_all(db, now=NOON)
    after = newest_questionnaire(db, kind=QuestionnaireKind.AFTER)
    assert after is not None
    return after


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
            address=person.addresses[0],
            source=Source.SELF,
            registered_at=NOON,
            notice_version=1,
        )
        made.append(registration)
    db.add_all(made)
    db.flush()
    return made


def in_classes(
    registrations: Sequence[Registration], group: str
) -> list[tuple[Registration, Classes]]:
    """Return each with what is true of it: a group, and what it declared."""
    return [(one, Classes(group, one.category, one.language)) for one in registrations]


def make_invitations(
    db: Db,
    count: int = 1,
    *,
    webinar: Webinar | None = None,
    kind: QuestionnaireKind = QuestionnaireKind.AFTER,
) -> list[Invitation]:
    make_instrument(db)
    held = webinar or make_webinar(db)
    people = in_classes(make_registrations(db, held, count), "african-group")
    by = InvitedBy.ACTUAL_END if kind is QuestionnaireKind.AFTER else InvitedBy.FOLLOW_UP
    invite(db, webinar=held, registrations=people, invited_by=by, kind=kind, now=NOON)
    db.flush()
    return list(db.query(Invitation).filter_by(webinar_id=held.id).order_by(Invitation.id))
