"""Letters to those who appear: the invitation, the reminder, and that they are not needed."""

from collections.abc import Mapping
from typing import Any

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.programme.models import Appearance, Webinar
from webinars.programme.queries.appearances import find_appearance
from webinars.programme.rules import (
    PARTS,
    Answer,
    answer_of,
    can_answer,
    rehearsals_ahead,
    standing,
    takes_part,
    text_in,
)

INVITATION = "programme.appearance_invitation"
REMINDER = "programme.appearance_reminder"
ENDED = "programme.appearance_ended"
CHANGED = "programme.appearance_changed"


def invitation(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the question whether she comes; None once she answered or it is too late."""
    appearance = find_appearance(db, public_id=letter.about)
    if appearance is None or appearance.generation != letter.revision:
        return None
    if answer_of(appearance) is not Answer.SILENT or not can_answer(appearance, pen.now):
        return None
    again = {"again": letter.kind == REMINDER}
    return Draft("programme/letters/invitation", _values(appearance, letter, pen) | again)


def ended(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that she was taken off the list; None if she was asked anew meanwhile."""
    appearance = find_appearance(db, public_id=letter.about)
    if appearance is None or not appearance.ended_by:
        return None
    return Draft("programme/letters/ended", _values(appearance, letter, pen))


def changed(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that hours changed; None where they are again as they were told."""
    appearance = find_appearance(db, public_id=letter.about)
    if appearance is None or appearance.generation != letter.revision:
        return None
    if not takes_part(appearance) or hours_of(appearance.webinar) == letter.content["was"]:
        return None
    off = appearance.webinar.cancelled_at is not None
    values = _values(appearance, letter, pen)
    more = {"off": off, "reason": appearance.webinar.cancel_reason}
    return Draft("programme/letters/changed", values | more)


def hours_of(webinar: Webinar) -> dict[str, str]:
    """Return when each standing sitting begins, by its public id, as JSON keeps it."""
    return {one.public_id: one.starts_at.isoformat() for one in standing(webinar)}


def _values(appearance: Appearance, letter: Letter, pen: Pen) -> dict[str, Any]:
    webinar = appearance.webinar
    text, tongue = text_in(webinar.texts, letter.language)
    sittings = standing(webinar)
    link = pen.link(Purpose.APPEARANCE, appearance.public_id, appearance.generation)
    return {
        "title": text.title,
        "title_language": tongue,
        "part": PARTS[appearance.part],
        "sittings": sittings,
        "rehearsals": rehearsals_ahead(webinar, pen.now),
        "clock": letter.zone or webinar.series.zone,
        "link": f"{link}?lang={letter.language}",
        "demonstration": webinar.series.demonstration,
    }


KINDS: Mapping[str, Kind] = {
    INVITATION: invitation,
    REMINDER: invitation,
    ENDED: ended,
    CHANGED: changed,
}

SORTS: Mapping[str, Sort] = {
    INVITATION: Sort(N_("Invitation to appear")),
    REMINDER: Sort(N_("Invitation to appear, again"), waits=True),
    CHANGED: Sort(N_("Hours changed for those who appear")),
    ENDED: Sort(N_("Need not appear after all")),
}
