"""What the tests of one's own page share: address, heading, all that a visit might change."""

import re
from html import unescape

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories.people import JUMA
from webinars.database import Db
from webinars.database.model import Model
from webinars.journal.models import Entry
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.people.models import Address, Person
from webinars.registrations.models import Place, Registration
from webinars.web.requests import WebinarsApp

WISHES = {"language": "fr", "zone": "Asia/Omsk", "needs": "Large slides", "viewers": "2"}
COLLEAGUE = {"to-name": JUMA[0], "to-email": JUMA[1], "to-language": "fr"}
ASKED = {"q-text": "Who pays?", "q-language": "fr", "q-named": "1"}


def link(app: WebinarsApp, row: Registration, *more: str, purpose: Purpose = Purpose.MY) -> str:
    token = app.keyring.token(purpose, row.public_id, row.generation)
    return "/".join(["", purpose, token, *more])


def heading(page: TestResponse) -> str:
    [words] = re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    return unescape(words)


def snapshot(db: Db) -> list[tuple[object, ...]]:
    """Return everything that a visit might change."""
    db.expire_all()
    models: list[type[Model]] = [Registration, Place, Address, Person, Letter, Entry]
    return [
        tuple(getattr(row, column.key) for column in model.__table__.columns)
        for model in models
        for row in db.scalars(select(model))
    ]


def kinds(db: Db) -> list[str]:
    found = db.scalars(select(Letter.kind).order_by(Letter.id))
    return [kind.removeprefix("registrations.") for kind in found]
