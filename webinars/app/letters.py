"""The renderer: a letter's draft becomes text and HTML in its reader's language and zone."""

from datetime import datetime

from flask import g, render_template
from flask_babel import force_locale

from webinars.app.rooms import LETTERS
from webinars.database.unit import reading
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Content, Draft, Pen
from webinars.web.readers import Reader
from webinars.web.requests import WebinarsApp


def render(app: WebinarsApp, letter: Letter, now: datetime) -> Content | None:
    """Return what `letter` says at `now`, or None if it has become useless."""
    pen = Pen(now, app.settings.base_url, app.settings.mail_from, app.keyring)
    with reading(app.engine) as db:
        draft = LETTERS[letter.kind](db, letter, pen)
        return _write(app, letter, draft) if draft else None


def _write(app: WebinarsApp, letter: Letter, draft: Draft) -> Content:
    """Render inside the unit of work that made the draft: its values may still be loading."""
    with app.test_request_context(base_url=app.settings.base_url), force_locale(letter.language):
        g.reader = Reader(letter.language, letter.zone)
        values = {"name": letter.name, **draft.values}
        head, _, text = render_template(f"{draft.template}.txt", **values).partition("\n\n")
        html = render_template(f"{draft.template}.html", **values)
    subject = " ".join(head.removeprefix("Subject:").split())
    return Content(subject, text, html, draft.invitation, draft.headers)
