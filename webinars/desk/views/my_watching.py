"""`/my`: the recording, opened by one's own link."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from webinars.desk.views.my import my
from webinars.recordings.operations.counting import open_own
from webinars.registrations.queries import get_registration
from webinars.web.access import Purpose, held, holds
from webinars.web.requests import db, now


@my.post("/my/<token>/recordings/<slug>")
@holds(Purpose.MY)
def watch(token: str, slug: str) -> ResponseReturnValue:  # noqa: ARG001  (the token is held)
    """Count her among those who viewed, and lead to the recording that all can see."""
    open_own(db(), registration=get_registration(db(), public_id=held()), slug=slug, now=now())
    return redirect(url_for("recordings.recording", slug=slug), 303)
