"""Letters in the Secretariat's own words."""

from typing import Any

from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Pen
from webinars.programme.models import Webinar
from webinars.programme.rules import text_in
from webinars.registrations.letters.parts import path, standing_row, values_of
from webinars.registrations.models import Message
from webinars.registrations.queries import find_message
from webinars.registrations.rules import standing_place


def message(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft a message; of no use to who cancelled meanwhile, or once it was taken back."""
    registration = standing_row(db, letter, pen)
    place = standing_place(registration) if registration else None
    found = find_message(db, public_id=letter.content["message"])
    if registration is None or place is None or found is None or found.sent_at is None:
        return None
    values = values_of(registration, place.sitting, letter, pen) | _said(found, letter)
    return Draft(path("message"), values | {"trial": False})


def trial(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft a message as somebody of the Secretariat tries it on oneself."""
    found = find_message(db, public_id=letter.about)
    if found is None:
        return None
    values = _of_webinar(found.webinar, letter, pen) | _said(found, letter)
    return Draft(path("message"), values | {"trial": True})


def _said(found: Message, letter: Letter) -> dict[str, Any]:
    text, tongue = text_in(found.texts, letter.language)
    paragraphs = [block.splitlines() for block in text.body.split("\n\n")]
    return {"subject": text.subject, "paragraphs": paragraphs, "written_in": tongue}


def _of_webinar(webinar: Webinar, letter: Letter, pen: Pen) -> dict[str, Any]:
    text, tongue = text_in(webinar.texts, letter.language)
    return {
        "title": text.title,
        "title_language": tongue,
        "page": f"{pen.base_url}/webinars/{webinar.slug}",
        "link": f"{pen.base_url}/my/…",
        "demonstration": webinar.series.demonstration,
    }
