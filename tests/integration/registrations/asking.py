"""Further questions for tests: asked, answered on the form, read again."""

from typing import Any

from tests.conftest import NOON
from tests.factories.people import AMINA
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting
from webinars.registrations.models import ExtraField, ExtraKind
from webinars.registrations.operations.asking import (
    Wording,
    ask_more,
)
from webinars.registrations.queries import registrations_of
from webinars.registrations.queries.extra import extra_answers

AMINAS = {"name": AMINA[0], "email": AMINA[1], "category": "other", "language": "en"}
PLATFORM = Wording(Language.ENGLISH, "Which system?", "To prepare the demonstration", "IPAS\nOwn")
EN_FRANCAIS = Wording(Language.FRENCH, "Quel système ?", "Pour préparer", "IPAS\nAutre")


def asked(db: Db, sitting: Sitting, kind: ExtraKind, wording: Wording, **over: Any) -> ExtraField:  # noqa: ANN401  (of the operation)
    said: dict[str, Any] = {"needed": True, "condition": None, "by": "otto", "now": NOON} | over
    made = ask_more(db, webinar=sitting.webinar, kind=kind, wording=wording, **said)
    db.flush()
    return made


def text(label: str = "Your team?") -> Wording:
    return Wording(Language.ENGLISH, label, "To form groups")


def at(sitting: Sitting) -> str:
    return f"/sittings/{sitting.public_id}/register"


def answers(db: Db, sitting: Sitting) -> list[tuple[str, str, str]]:
    [made] = registrations_of(db, webinar=sitting.webinar)
    given = extra_answers(db, registration_ids=[made.id]).get(made.id, [])
    return [(one.value, one.asked, one.said) for one in given]
