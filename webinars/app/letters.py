"""The renderer: a letter's draft becomes text and HTML in its reader's language and zone."""

import re
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr

from flask import g, render_template
from flask_babel import force_locale, gettext

from webinars.app.rooms import LETTERS
from webinars.app.wording import speak
from webinars.database import Db
from webinars.database.unit import reading
from webinars.outbox.models import Letter
from webinars.outbox.queries import wordings_of
from webinars.outbox.rendering import Content, Draft, Pen
from webinars.outbox.showing import Sample, VeiledPen
from webinars.web.readers import Reader
from webinars.web.requests import WebinarsApp

SPACES = re.compile(r"[ \t\r\n]+")
"""What a template's lines leave in a subject; the narrow space of French stays."""

GAPS = re.compile(r"\n{4,}")
"""Where a block of a template was empty: two empty lines are enough."""


def render(app: WebinarsApp, letter: Letter, now: datetime) -> Content | None:
    """Return what `letter` says at `now`, or None if it has become useless.

    Drafted and written in one unit of work: the draft's values may still be loading.
    """
    pen = Pen(now, app.settings.base_url, app.settings.mail_from, app.keyring, gettext)
    with reading(app.engine) as db:
        return _render(app, db, letter, pen)


def show(
    app: WebinarsApp, db: Db, letter: Letter, now: datetime, sample: Sample | None = None
) -> Content | None:
    """Return what `letter` would say, to somebody who is not its reader: without its links.

    Of a `sample` that no database holds, and with the sentences that it said, where one is given.
    """
    pen = VeiledPen(now, app.settings.base_url, app.settings.mail_from, app.keyring, gettext)
    if sample is None:
        return _render(app, db, letter, pen)
    return _render(app, db, letter, replace(pen, sample=sample.subject), sentences=sample.sentences)


def _render(
    app: WebinarsApp, db: Db, letter: Letter, pen: Pen, *, sentences: list[str] | None = None
) -> Content | None:
    page = app.test_request_context(base_url=app.settings.base_url)
    edited = wordings_of(db, kind=letter.kind, language=letter.language)
    with app.app_context(), page, force_locale(letter.language):  # apart from a page being built
        g.reader = Reader(letter.language, letter.zone)
        speak(edited, sentences)
        draft = LETTERS[letter.kind](db, letter, pen)
        return _write(letter, draft, pen) if draft else None


def _write(letter: Letter, draft: Draft, pen: Pen) -> Content:
    values = {"name": letter.name, "house_address": parseaddr(pen.sender)[1], **draft.values}
    head, _, text = render_template(f"{draft.template}.txt", **values).partition("\n\n")
    html = render_template(f"{draft.template}.html", **values)
    subject = SPACES.sub(" ", head.removeprefix("Subject:")).strip()
    return Content(subject, GAPS.sub("\n\n\n", text), html, draft.invitation, draft.headers)
