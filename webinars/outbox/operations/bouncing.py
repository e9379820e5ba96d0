"""Keeping what mail servers sent back."""

from datetime import datetime

from sqlalchemy import select

from webinars.database import Db
from webinars.outbox.imports import Report
from webinars.outbox.models import Bounce, Letter


def take_report(db: Db, *, report: Report, now: datetime) -> bool:
    """Keep what a report says of a letter that left; say whether it was new and one of ours."""
    named = select(Letter).where(Letter.public_id.in_(report.letters), Letter.sent_at.is_not(None))
    letter = db.scalars(named.order_by(Letter.id).limit(1)).one_or_none()
    if letter is None:
        return False
    known = select(Bounce.id).where(Bounce.letter_id == letter.id, Bounce.report == report.digest)
    if db.scalar(known) is not None:
        return False
    bounce = Bounce(
        letter_id=letter.id,
        status=report.status,
        permanent=report.permanent,
        reason=report.reason,
        report=report.digest,
        read_at=now,
    )
    db.add(bounce)
    db.flush()
    return True
