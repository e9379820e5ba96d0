"""What one's own page hands out: materials, a code, a certificate, the recording, questions."""

from webinars.attendance.queries.certificates import certificate_for, rule_of
from webinars.database import Db
from webinars.desk.queries.mine import open_invitation
from webinars.desk.queries.recordings import published_recordings
from webinars.desk.sights.materials import SheetSight, sheet_sights
from webinars.desk.sights.mine import MySight, Stage
from webinars.feedback.rules import FOLLOW_UPS
from webinars.programme.models import Audience
from webinars.programme.queries.materials import materials_of
from webinars.web.access import Purpose
from webinars.web.readers import reader
from webinars.web.requests import house, now

ENTERING = frozenset({Stage.AHEAD, Stage.SOON, Stage.LIVE})
"""When the code for the entrance is shown."""


def papers_told(db: Db, sight: MySight) -> dict[str, object]:
    """Return the materials, the certificate, and whether there is a code for the entrance."""
    mine = sight.registration
    shown = sight.stage is not Stage.UNPROVEN
    rule = rule_of(db, webinar_id=mine.webinar_id) if shown else None
    own = rule and certificate_for(db, webinar_id=mine.webinar_id, person_id=mine.person_id)
    return {
        "sheets": _sheets(db, sight),
        "certificate": own if own and own.name else None,
        "certified_from": rule.minutes if rule else None,
        "entering": bool(sight.sitting.venue) and sight.stage in ENTERING,
    }


def afterwards_told(db: Db, sight: MySight) -> dict[str, object]:
    """Return what is there once the sitting is over: the recording, and the questionnaire."""
    if sight.stage is not Stage.OVER:
        return {"recordings": (), "feedback": None}
    mine = sight.registration
    asked = open_invitation(db, registration=mine, now=now())
    keyring = house().keyring
    return {
        "recordings": published_recordings(db, webinar_id=mine.webinar_id),
        "months_later": asked is not None and asked.questionnaire.kind in FOLLOW_UPS,
        "feedback": keyring.token(Purpose.FEEDBACK, asked.public_id, asked.generation)
        if asked
        else None,
    }


def _sheets(db: Db, sight: MySight) -> tuple[SheetSight, ...]:
    """Return the materials that who registered may fetch, before the sitting and after it."""
    if sight.stage is Stage.CANCELLED:
        return ()
    audiences = frozenset({Audience.REGISTRANTS, Audience.PUBLIC})
    rows = materials_of(db, webinar=sight.registration.webinar, audiences=audiences)
    return sheet_sights(rows, reader().language)
