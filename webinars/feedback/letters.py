"""The letters that ask for an answer: after a webinar, and three and six months later."""

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
from webinars.registrations.models import ConsentKind, Registration
from webinars.registrations.rules import agreed


def invitation(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    asked = pen.sample if isinstance(pen.sample, Invitation) else _asked(db, letter)
    return _draft(asked, letter, pen, "feedback/letters/invitation")


def follow_up(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Ask what came of it, unless the person has taken the consent back since, or is gone."""
    if isinstance(pen.sample, Invitation):
        asked: Invitation | None = pen.sample
    else:
        asked = _asked(db, letter)
        if asked is None or not _still_agreed(asked.registration):
            return None
    return _draft(asked, letter, pen, "feedback/letters/follow_up")


def _still_agreed(registration: Registration) -> bool:
    there = registration.address is not None and registration.cancelled_at is None
    return there and ConsentKind.FOLLOW_UP in agreed(registration)


def _draft(asked: Invitation | None, letter: Letter, pen: Pen, template: str) -> Draft | None:
    if asked is None or asked.closes_at <= pen.now:
        return None
    text, language = text_in(asked.webinar.texts, letter.language)
    link = (
        pen.link(Purpose.FEEDBACK, asked.public_id, asked.generation) + f"?lang={letter.language}"
    )
    values = {
        "link": link,
        "text": text,
        "text_language": language,
        "closes_at": asked.closes_at,
        "kind": asked.questionnaire.kind,
    }
    return Draft(template, values)


def _asked(db: Db, letter: Letter) -> Invitation | None:
    return db.scalars(
        select(Invitation)
        .where(Invitation.public_id == letter.about)
        .options(
            joinedload(Invitation.webinar).selectinload(Webinar.texts),
            joinedload(Invitation.questionnaire),
        )
    ).one_or_none()


KINDS: dict[str, Kind] = {"feedback.invitation": invitation, "feedback.follow_up": follow_up}

SORTS = {
    "feedback.invitation": Sort(N_("Questionnaire"), "questionnaire", waits=True),
    "feedback.follow_up": Sort(N_("Questionnaire after months"), "follow-up", waits=True),
}
