"""The invitation of somebody who has not registered, and its one reminder."""

from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Pen
from webinars.programme.models import PromisedPart
from webinars.programme.rules import promised, registration_is_open, standing, text_in
from webinars.registrations.letters.parts import path
from webinars.registrations.models import Invitee
from webinars.registrations.queries.invitees import find_invitee, has_answered

REFERRAL = "invitation"
"""What a registration keeps of the link by which the person came."""


def invitation(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the invitation; of no use to who has registered, or once nobody can.

    The letter's `revision` is the number of reminders: 0 is the invitation itself.
    """
    sample = pen.sample if isinstance(pen.sample, Invitee) else None
    invitee = sample or find_invitee(db, public_id=letter.about)
    if invitee is None or not invitee.address or letter.revision != invitee.reminders:
        return None
    webinar = invitee.webinar
    ahead = [one for one in standing(webinar) if registration_is_open(webinar, one, pen.now)]
    if sample is None and (not ahead or has_answered(db, invitee=invitee)):
        return None
    text, tongue = text_in(webinar.texts, letter.language)
    page = f"{pen.base_url}/webinars/{webinar.slug}"
    values = {
        "again": letter.revision > 0,
        "title": text.title,
        "title_language": tongue,
        "sittings": ahead or standing(webinar),
        "clock": letter.zone,
        "spoken": promised(webinar, PromisedPart.FLOOR),
        "interpreted": promised(webinar, PromisedPart.INTERPRETATION),
        "page": page,
        "link": f"{page}/register?via={REFERRAL}",
        "way_out": pen.link(Purpose.LETTERS, letter.public_id, 1),
        "invited_at": invitee.invited_at,
        "demonstration": webinar.series.demonstration,
    }
    return Draft(path("invitation"), values)
