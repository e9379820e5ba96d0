"""Taking back a change whose letters still wait."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.views.changing.door import by
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.queries import find_held
from webinars.registrations.operations import take_back
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now, settle


@bp.post("/secretariat/webinars/<slug>/undo/<change_id>")
@needs(Permission.SCHEDULE)
def undo(slug: str, change_id: str) -> ResponseReturnValue:
    """Set again what stood before; what can no longer be taken back is told on the same page."""
    webinar, held = the_webinar(slug), find_held(db(), public_id=change_id)
    if held is None or held.webinar_id != webinar.id:
        raise NotFound
    try:
        take_back(db(), held=held, by=by(), now=now())
    except Refusal as refusal:
        settle(keep=False)
        flash(gettext(refusal.message, **refusal.values), "bad")
    else:
        flash(gettext("Taken back. No letter about it leaves, and calendars are set right."))
    return redirect(url_for("desk.webinar_desk", slug=slug), 303)
