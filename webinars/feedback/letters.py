"""The letter that asks for an answer."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.feedback.models import Invitation
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.programme.models import Webinar
from webinars.programme.rules import text_in


def invitation(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    asked = pen.sample if isinstance(pen.sample, Invitation) else _asked(db, letter)
    if asked is None or asked.closes_at <= pen.now:
        return None
    text, language = text_in(asked.webinar.texts, letter.language)
    link = (
        pen.link(Purpose.FEEDBACK, asked.public_id, asked.generation) + f"?lang={letter.language}"
    )
    values = {"link": link, "text": text, "text_language": language, "closes_at": asked.closes_at}
    return Draft("feedback/letters/invitation", values)


def _asked(db: Db, letter: Letter) -> Invitation | None:
    return db.scalars(
        select(Invitation)
        .where(Invitation.public_id == letter.about)
        .options(joinedload(Invitation.webinar).selectinload(Webinar.texts))
    ).one_or_none()


KINDS: dict[str, Kind] = {"feedback.invitation": invitation}

SORTS = {"feedback.invitation": Sort(N_("Questionnaire"), "questionnaire", waits=True)}
