"""On one's own page: a copy of all that is known, and erasing it."""

import json
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting
from tests.factories.registrations import make_registration
from tests.integration.desk.my.pages import ASKED, heading, link, snapshot
from webinars.database import Db
from webinars.journal.models import Detail
from webinars.live.models import FloorQuestion
from webinars.outbox.models import Letter
from webinars.people.models import Address
from webinars.registrations.models import ConsentKind, PlaceState
from webinars.registrations.rules import standing_place
from webinars.web.requests import WebinarsApp


def test_a_copy_holds_all_that_is_known(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    given = frozenset({ConsentKind.NEWS})
    mine = make_registration(
        db, sitting=make_sitting(db), function="Registrar", needs="Captions", consents=given
    )

    answer = client.get(link(app, mine, "data.json"))

    assert "attachment" in answer.headers["Content-Disposition"]
    copy = json.loads(answer.text)
    [registration] = copy["registrations"]
    assert (registration["function"], registration["needs"]) == ("Registrar", "Captions")
    assert registration["consents"][0]["to"] == "news"
    assert registration["places"][0]["state"] == "confirmed"
    assert copy["persons"][0]["addresses"][0]["address"] == AMINA[1]


def test_erasing_leaves_no_name_and_frees_the_place(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db, capacity=1)
    mine = make_registration(db, sitting=sitting, function="Registrar", needs="Captions")
    client.post(link(app, mine, "name"), data={"name": "Amina Exemple"})
    client.post("/my", data={"email": AMINA[1]})
    other = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    was = link(app, mine)

    assert "Erase everything" in client.get(f"{was}/erase").text
    answer = client.post(f"{was}/erase", follow_redirects=True)
    db.expire_all()

    assert heading(answer) == "Your data are erased"
    kept = " ".join(str(value) for row in snapshot(db) for value in row)
    kept += " ".join(str(detail.content) for detail in db.scalars(select(Detail)))
    for word in ("Amina", "amina", "Registrar", "Captions"):
        assert word not in kept
    assert (mine.cancelled_at, mine.person.erased_at) == (NOON, NOON)
    assert client.get(was).status_code == 404
    place = standing_place(other)
    assert place is not None
    assert place.state is PlaceState.OFFERED
    waiting = [letter for letter in db.scalars(select(Letter)) if letter.withdrawn_at is None]
    assert {letter.about for letter in waiting} == {other.public_id}


def test_erasing_after_the_sitting_keeps_the_count(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    app.clock = lambda: TENTH_OF_MARCH + timedelta(days=1)

    client.post(link(app, mine, "erase"))

    db.expire_all()
    assert (mine.cancelled_at, mine.person.name, mine.address) == (None, "", None)


def test_who_did_not_register_erases_without_proving_anything(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)

    client.post(link(app, mine, "erase"))

    assert db.scalars(select(Address)).all() == []


def test_the_copy_holds_what_was_asked_wished_and_declared(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    client.post(link(app, mine, "questions"), data=ASKED)
    client.post(link(app, mine, "series"))

    held = json.loads(client.get(link(app, mine, "data.json")).text)

    assert held["questions to the speakers"][0]["question"] == "Who pays?"
    assert held["whole series"] == [{"since": NOON.isoformat(), "ended": None}]
    client.post(link(app, mine, "erase"))
    db.expire_all()
    assert db.scalars(select(FloorQuestion)).one().text == ""
