"""The pages of a snapshot that an earlier program took: nothing fails, what it lacks is said."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.earlier import age
from tests.factories.evaluation import write_sealed
from tests.factories.packs import CUT
from tests.integration.evaluation.test_responses import rows
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.models import Snapshot
from webinars.web.requests import WebinarsApp

AT = "/evaluation/snapshots/7"


@pytest.fixture
def evaluator(db: Db, app: WebinarsApp, client: FlaskClient) -> FlaskClient:
    folder = place_of(app).folder / "7"
    write_sealed(folder, rows(), cut=7, at=CUT)
    db.add(Snapshot(cut=7, taken_at=NOON, taken_by="test", digest=age(folder)))
    return sign_in(client, db, make_account(db, role=Role.EVALUATOR))


def test_every_page_of_a_snapshot_of_an_earlier_program_is_shown(evaluator: FlaskClient) -> None:
    pages = [
        AT,
        f"{AT}/pictures",
        f"{AT}/responses",
        f"{AT}/absent",
        *(f"{AT}/indicators/{number}" for number in range(1, 30)),
        "/evaluation/",
        "/indicators",
        "/indicators.json",
        "/indicators.csv",
        "/indicators/snapshots",
    ]

    assert {page: evaluator.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert "before answers were counted class by class" in evaluator.get(f"{AT}/responses").text
