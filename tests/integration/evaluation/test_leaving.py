"""What leaves: with one click and nobody's permission; others see only that it did."""

import zipfile
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.integration.evaluation.sealing import taken
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.models import Condition, Export, Release
from webinars.evaluation.operations import make_release
from webinars.jobs.models import Job
from webinars.journal.models import Entry
from webinars.web.requests import WebinarsApp

WANTED = {"language": "en", "condition": "1"}


@pytest.fixture
def evaluator(db: Db, client: FlaskClient) -> FlaskClient:
    return sign_in(client, db, make_account(db, role=Role.EVALUATOR))


def made(db: Db, app: WebinarsApp) -> Release:
    """Do the worker's work."""
    release = db.scalars(select(Release)).one()
    make_release(app.engine, place_of(app), public_id=release.public_id, now=NOON)
    db.refresh(release)
    return release


def test_one_click_makes_a_pack_that_is_noted_when_it_is_taken(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    taken(db, app)

    asked = evaluator.post("/evaluation/packs", data=WANTED)
    waiting = evaluator.get(asked.location)
    release = made(db, app)
    ready = evaluator.get(asked.location)
    with evaluator.get(f"{asked.location}/file") as file:
        pack = zipfile.ZipFile(BytesIO(file.data))

    assert asked.status_code == 303
    assert waiting.headers["Refresh"] == "3"
    assert "Refresh" not in ready.headers
    assert release.digest is not None
    assert release.digest in ready.text
    assert "README.txt" in pack.namelist()
    assert db.scalars(select(Export.kind)).all() == ["pack"]
    entries = db.scalars(select(Entry).where(Entry.kind == "evaluation.release")).all()
    assert [one.evidence for one in entries] == [False]


def test_the_condition_is_accepted_once_with_its_date(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    taken(db, app)

    refused = evaluator.post("/evaluation/packs", data={"language": "en"})
    assert refused.status_code == 422
    assert db.scalars(select(Job.name)).all() == []

    evaluator.post("/evaluation/packs", data=WANTED)
    again = evaluator.post("/evaluation/packs", data={"language": "fr", "bom": "1"})

    assert again.status_code == 303
    accepted = db.scalars(select(Condition)).one()
    assert (accepted.mandate, accepted.accepted_at) == ("EXAMPLE/1", NOON)
    assert "I shall not try" not in evaluator.get("/evaluation/packs").text


def test_asked_twice_it_is_one_release(db: Db, app: WebinarsApp, evaluator: FlaskClient) -> None:
    taken(db, app)

    first, second = (evaluator.post("/evaluation/packs", data=WANTED) for _ in range(2))

    assert first.location == second.location
    assert len(db.scalars(select(Job)).all()) == 1


def test_a_file_that_was_lost_is_made_again_when_it_is_asked_for(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    taken(db, app)
    evaluator.post("/evaluation/packs", data=WANTED)
    first = made(db, app).digest
    next((app.settings.data / "releases").glob("*.zip")).unlink()

    evaluator.post("/evaluation/packs", data=WANTED)
    again = made(db, app)

    assert again.digest == first
    assert len(db.scalars(select(Job)).all()) == 2


def test_a_killed_worker_leaves_the_release_unmade_and_the_next_makes_it(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    taken(db, app)
    evaluator.post("/evaluation/packs", data=WANTED)
    folder = app.settings.data / "releases"
    folder.mkdir()
    release = db.scalars(select(Release)).one()
    (folder / f"{release.public_id}.zip.part").write_bytes(b"half")

    before = evaluator.get(f"/evaluation/releases/{release.public_id}/file")
    made(db, app)
    after = evaluator.get(f"/evaluation/releases/{release.public_id}/file")

    assert [before.status_code, after.status_code] == [404, 200]
    after.close()


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR, Role.FOCAL_POINT, None])
def test_nobody_but_an_evaluator_makes_or_takes_one(
    db: Db, app: WebinarsApp, client: FlaskClient, role: Role | None
) -> None:
    taken(db, app)
    sign_in(client, db, make_account(db, role=role))

    assert client.get("/evaluation/packs").status_code == 403
    assert client.post("/evaluation/packs", data=WANTED).status_code == 403
    assert client.get("/evaluation/releases/x/file").status_code == 403


def test_another_evaluator_does_not_find_it(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    taken(db, app)
    place = evaluator.post("/evaluation/packs", data=WANTED).location
    other = make_account(db, role=Role.EVALUATOR, email="other@example.org")
    stranger = sign_in(app.test_client(), db, other)

    assert stranger.get(place).status_code == 404


def test_before_the_first_snapshot_the_page_says_what_to_do(evaluator: FlaskClient) -> None:
    page = evaluator.get("/evaluation/packs")

    assert page.status_code == 200
    assert "No snapshot has been taken yet" in page.text
    assert evaluator.post("/evaluation/packs", data=WANTED).status_code == 404
