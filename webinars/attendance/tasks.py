"""Work of this room that the worker does: certificates that have become due."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from webinars.attendance.operations.issuing import issue
from webinars.database.unit import Bind, unit_of_work
from webinars.programme.models import Webinar


def issue_certificates(engine: Bind, arguments: dict[str, Any], now: datetime) -> None:
    """Issue what is due for the webinar called `webinar`; safe to run twice."""
    with unit_of_work(engine) as db:
        webinar = db.scalars(select(Webinar).where(Webinar.public_id == arguments["webinar"])).one()
        issue(db, webinar=webinar, now=now)
