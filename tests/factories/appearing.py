"""People who appear, for tests: with an address, asked or not."""

from datetime import timedelta

from tests.factories.programme import NOON, make_webinar
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Appearance, Part, Webinar
from webinars.programme.operations import AppearanceFacts, add_appearance, invite_appearance
from webinars.web.requests import WebinarsApp

ANA = AppearanceFacts(
    part=Part.SPEAKER,
    name="Ana Ejemplo",
    address="ana@office.example",
    language=Language.SPANISH,
    zone="America/Lima",
    function="Jefa de cooperación",
)
ASKED_AT = NOON - timedelta(days=6)


def make_asked(
    db: Db, *, webinar: Webinar | None = None, facts: AppearanceFacts = ANA
) -> Appearance:
    """Return somebody who was asked six days before noon, and has not answered."""
    webinar = webinar or make_webinar(db, sittings=2)
    row = add_appearance(db, webinar=webinar, facts=facts, by="otto", now=ASKED_AT)
    invite_appearance(db, appearance=row, by="otto", now=ASKED_AT)
    db.flush()
    return row


def page_of(app: WebinarsApp, row: Appearance, purpose: Purpose = Purpose.APPEARANCE) -> str:
    """Return the address of her page, or of her join gate."""
    return f"/{purpose}/{app.keyring.token(purpose, row.public_id, row.generation)}"
