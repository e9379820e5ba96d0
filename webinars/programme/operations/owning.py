"""Saying who closes a gap of a webinar."""

from datetime import datetime

from sqlalchemy import select

from webinars.accounts.models import Account
from webinars.database import Db
from webinars.programme.models import GapOwner, Webinar
from webinars.programme.operations.changes import Changes
from webinars.programme.operations.webinars import tell


def assign_gap(
    db: Db, *, webinar: Webinar, gap: str, account: Account | None, by: str, now: datetime
) -> None:
    """Give a gap to an account, or to nobody. `gap` empty: whatever has no owner of its own."""
    here = select(GapOwner).where(GapOwner.webinar_id == webinar.id, GapOwner.gap == gap)
    row = db.scalars(here).one_or_none()
    before, after = row.account.name if row else None, account.name if account else None
    if (row.account if row else None) is account:
        return
    if account is None and row is not None:
        db.delete(row)
    elif account is not None:
        row = row or GapOwner(webinar_id=webinar.id, gap=gap)
        row.account, row.assigned_at, row.assigned_by = account, now, by
        db.add(row)
    told: Changes = {"owner": [before, after], "gap": [None, gap]}
    tell(db, webinar, "programme.assign_gap", told, by=by, now=now)
