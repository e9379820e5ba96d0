"""How many statements one's own page and its forms take."""

import pytest
from flask.testing import FlaskClient

from tests.factories.people import JUMA, make_person
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.desk.my.pages import COLLEAGUE, WISHES, link
from webinars.database import Db
from webinars.web.requests import WebinarsApp


def test_the_page_takes_few_statements(
    db: Db, client: FlaskClient, app: WebinarsApp, queries: list[str]
) -> None:
    path = link(app, make_registration(db, sitting=make_sitting(db, capacity=4)))
    db.flush()
    db.expunge_all()
    queries.clear()

    client.get(path)

    assert len(queries) == 12, "\n".join(queries)


@pytest.mark.parametrize("act", ["open", "wishes", "consents", "name", "sitting", "cancel"])
def test_each_form_takes_at_most_twelve_statements(
    db: Db, client: FlaskClient, app: WebinarsApp, queries: list[str], act: str
) -> None:
    webinar = make_webinar(db, sittings=2)
    for sitting in webinar.sittings:
        sitting.capacity = 9
    mine = make_registration(db, sitting=webinar.sittings[0])
    path, evening = link(app, mine, act), webinar.sittings[1].public_id
    data = WISHES | {"news": "yes", "name": "Amina Exemple", "sitting": evening}
    db.flush()
    db.expunge_all()
    queries.clear()

    assert client.post(path, data=data).status_code == 303

    assert len(queries) <= 12, "\n".join(queries)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("proven", [True, False])
def test_passing_on_asks_once_who_the_colleague_is(
    db: Db, client: FlaskClient, app: WebinarsApp, queries: list[str], *, known: bool, proven: bool
) -> None:
    """PostgreSQL gets all that is written of a colleague at once; SQLite, table by table."""
    path = link(app, make_registration(db, sitting=make_sitting(db, capacity=9), proven=proven))
    if known:
        make_person(db, name=JUMA[0], address=JUMA[1])
    db.flush()
    db.expunge_all()
    queries.clear()

    assert client.post(path + "/colleague", data=COLLEAGUE).status_code == 303

    sqlite = db.get_bind().dialect.name == "sqlite"
    most, proving = ((13 if known else 15), 2) if sqlite else (10, 1)
    assert len(queries) == most + (0 if proven else proving), "\n".join(queries)
