"""What changes without an entry of its own is counted into the journal before a snapshot.

Else the same cut could have two contents: views of recordings come by the
thousand, and mail is no evidence; yet both stand in tables of a snapshot.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from webinars.database import Db
from webinars.feedback.models import Invitation
from webinars.feedback.operations import LETTERS
from webinars.journal.models import Entry
from webinars.journal.operations import record
from webinars.outbox.models import Letter
from webinars.recordings.models import OwnView, View

COUNTED = "evaluation.count"


def record_counts(db: Db, *, now: datetime) -> bool:
    """Write number and root of views and of questionnaires handed over; say if they grew."""
    counted = {"views": _views(db), "handed_over": _handed_over(db), "own_views": _own_views(db)}
    text = json.dumps(counted, sort_keys=True)
    root = hashlib.sha256(text.encode()).hexdigest()
    last = db.scalars(
        select(Entry).where(Entry.kind == COUNTED).order_by(Entry.id.desc()).limit(1)
    ).one_or_none()
    if not any(counted.values()) or (last is not None and last.subject == root):
        return False
    record(db, kind=COUNTED, actor="worker", subject=root, now=now, detail=counted)
    return True


def _views(db: Db) -> list[Any]:
    """Return number and octets of all views by day."""
    octets = func.sum(View.octets + View.saved)
    sums = (func.count(), func.count(View.visitor.distinct()), octets)
    rows = db.execute(select(View.asset_id, View.day, *sums).group_by(View.asset_id, View.day))
    return sorted([asset, str(day), n, who, int(sent)] for asset, day, n, who, sent in rows)


def _own_views(db: Db) -> list[Any]:
    """Return how many who registered opened each recording by their own link."""
    counted = select(OwnView.recording_id, func.count()).group_by(OwnView.recording_id)
    return sorted([recording, n] for recording, n in db.execute(counted))


def _handed_over(db: Db) -> list[Any]:
    rows = db.execute(
        select(Invitation.webinar_id, Invitation.questionnaire_id, func.count())
        .join(Letter, Letter.about == Invitation.public_id)
        .where(Letter.kind.in_(LETTERS.values()), Letter.sent_at.is_not(None))
        .group_by(Invitation.webinar_id, Invitation.questionnaire_id)
    )
    return sorted([webinar, questionnaire, n] for webinar, questionnaire, n in rows)
