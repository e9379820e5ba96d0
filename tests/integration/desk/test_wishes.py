"""The desk of interpretation and accommodation: asked, decided, told."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from webinars.accounts.models import Account
from webinars.app.letters import render
from webinars.database import Db
from webinars.desk.queries.wishes import open_wishes
from webinars.journal.models import Detail
from webinars.outbox.models import Letter
from webinars.privacy.operations import copy_for, erase
from webinars.programme.models import Promise, PromisedPart, Webinar
from webinars.registrations.letters import ARRANGED
from webinars.registrations.models import Arrangement, ArrangementState, Registration
from webinars.registrations.operations import cancel
from webinars.web.requests import WebinarsApp

HERE = "/secretariat/webinars/one/wishes"


@pytest.fixture
def webinar(db: Db) -> Webinar:
    webinar = make_webinar(db, slug="one")
    webinar.promises = [
        Promise(part=PromisedPart.INTERPRETATION, language=code, promised_at=NOON)
        for code in ("ar", "es")
    ]
    db.flush()
    return webinar


@pytest.fixture
def amina(db: Db, webinar: Webinar) -> Registration:
    mine = make_registration(db, sitting=webinar.sittings[0])
    mine.needs, mine.listens_in = "Sign <language>", "ar"
    db.flush()
    return mine


def told(db: Db) -> list[Letter]:
    return list(db.scalars(select(Letter).where(Letter.kind == ARRANGED).order_by(Letter.id)))


def test_the_desk_counts_what_is_asked_and_shows_what_is_promised(
    secretariat: FlaskClient, amina: Registration
) -> None:
    page = secretariat.get(HERE)

    assert amina.needs == "Sign <language>"
    assert "Sign &lt;language&gt;" in page.text
    assert "1 person" in page.text
    assert page.text.index(">Arabic</a>") < page.text.index(">Spanish</a>")
    assert "to 7 March" in page.text


def test_a_decision_is_kept_and_told_once(
    *, db: Db, app: WebinarsApp, secretariat: FlaskClient, otto: Account, amina: Registration
) -> None:
    one = f"{HERE}/{amina.public_id}"
    decided = {"state": "arranged", "owner": otto.public_id, "answer": "Two interpreters come."}

    for _ in range(2):
        assert secretariat.post(one, data=decided).status_code == 303

    (letter,) = told(db)
    content = render(app, letter, NOON)
    assert content is not None
    assert "Two interpreters come." in content.text
    assert "Sign &lt;language&gt;" in content.html
    row = db.scalars(select(Arrangement)).one()
    assert (row.state, row.owner_id, row.decided_at) == (ArrangementState.ARRANGED, otto.id, NOON)
    assert otto.name in secretariat.get(HERE).text

    secretariat.post(one, data=decided | {"state": "open"})
    assert render(app, letter, NOON) is None
    assert len(told(db)) == 1


def test_a_no_needs_a_word(db: Db, secretariat: FlaskClient, amina: Registration) -> None:
    one = f"{HERE}/{amina.public_id}"

    refused = secretariat.post(one, data={"state": "cannot", "owner": "", "answer": " "})

    assert refused.status_code == 422
    assert "Write to the person why" in refused.text
    assert db.scalars(select(Arrangement)).all() == []
    said = {"state": "cannot", "owner": "", "answer": "No room. A transcript follows."}
    assert secretariat.post(one, data=said).status_code == 303
    assert len(told(db)) == 1


def test_an_interpretation_is_decided_for_all_and_nobody_is_written_to(
    db: Db, secretariat: FlaskClient, webinar: Webinar, amina: Registration
) -> None:
    assert open_wishes(db, webinar_ids=[webinar.id]) == {webinar.id: 2}

    secretariat.post(f"{HERE}/ar", data={"state": "arranged", "answer": "Booked"})

    assert open_wishes(db, webinar_ids=[webinar.id]) == {webinar.id: 1}
    assert told(db) == []
    cancel(db, registration=amina, by="test", now=NOON)
    db.flush()
    assert open_wishes(db, webinar_ids=[webinar.id]) == {}


@pytest.mark.parametrize("name", ["fr", "none", "'"])
def test_what_nobody_asked_for_is_no_wish(
    secretariat: FlaskClient, webinar: Webinar, name: str
) -> None:
    assert webinar.slug == "one"
    assert secretariat.get(f"{HERE}/{name}").status_code == 404
    assert secretariat.post(f"{HERE}/{name}", data={"state": "open"}).status_code == 404


def test_erasure_takes_need_and_answer_and_leaves_the_decision(
    db: Db, secretariat: FlaskClient, amina: Registration
) -> None:
    said = {"state": "arranged", "answer": "For Amina: two interpreters."}
    secretariat.post(f"{HERE}/{amina.public_id}", data=said)
    assert "two interpreters" in str(copy_for(db, person=amina.person)["answers to needs"])

    erase(db, person=amina.person, now=NOON)

    row = db.scalars(select(Arrangement)).one()
    assert (row.answer, row.state, amina.needs) == ("", ArrangementState.ARRANGED, "")
    assert all("interpreters" not in str(one.content) for one in db.scalars(select(Detail)))
