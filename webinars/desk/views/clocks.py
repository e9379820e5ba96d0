"""Sittings whose announced time is another instant since the rules of a zone changed."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webinars.desk.sights.today import title_of
from webinars.desk.views.door import bp
from webinars.kernel.zones import TZDATA_VERSION
from webinars.programme.queries.clocks import sittings_ahead
from webinars.programme.rules import drifts_of
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/clocks")
@needs(Permission.SCHEDULE)
def clocks() -> ResponseReturnValue:
    """List what somebody has to confirm: each is moved as any other sitting, with its letters."""
    found = drifts_of(sittings_ahead(db(), now=now()), now())
    rows = [(drift, title_of(drift.sitting.webinar, reader().language)) for drift in found]
    return render_template("desk/clocks.html", rows=rows, version=TZDATA_VERSION)
