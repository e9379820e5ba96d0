"""Lists of invitees, and what came of them."""

import io

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.programme import make_webinar
from tests.integration.registrations.reading import letters
from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.registrations.letters import INVITATION
from webinars.registrations.queries.invitees import invitees_of
from webinars.registrations.rules.inviting import Answer

PATH = "/secretariat/webinars/one/invitations"
HEAD = "Name,E-mail,Language,State\n"
ANA, JEAN, LI = (
    "Ana,ana@office.example,es,Brazil\n",
    "Jean,jean@office.example,fr,\n",
    "Li,li@office.example,zh,China\n",
)
THREE = HEAD + ANA + JEAN + LI


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db, slug="one")


def send(secretariat: FlaskClient, text: str = THREE) -> TestResponse:
    file = (io.BytesIO(text.encode()), "people.csv")
    return secretariat.post(f"{PATH}/list", data={"file": file, "language": "en"})


def invite(secretariat: FlaskClient, text: str = THREE) -> TestResponse:
    here = send(secretariat, text).location
    return secretariat.post(f"{here}/confirm", follow_redirects=True)


def posted(db: Db) -> list[tuple[str, str, str | None, int]]:
    return [
        (one.address.partition("@")[0], one.language.value, one.zone, one.revision)
        for one in letters(db, kind=INVITATION)
    ]


def answered(db: Db, webinar: Webinar) -> list[Answer]:
    return [one.answer for one in invitees_of(db, webinar=webinar)]
