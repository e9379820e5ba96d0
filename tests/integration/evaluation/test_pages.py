"""The evaluator's page: from one sealed snapshot, to her alone, with nobody's permission."""

import csv
import io
import json

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import make_webinar
from tests.integration.evaluation.sealing import taken
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.models import Export
from webinars.evaluation.operations import take_snapshot
from webinars.jobs.models import Job
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp


def fetched(client: FlaskClient, cut: int, name: str) -> bytes:
    with client.get(f"/evaluation/snapshots/{cut}/{name}") as answer:
        return bytes(answer.data)


def test_before_any_evidence_the_page_says_so_and_offers_a_snapshot(
    db: Db, client: FlaskClient
) -> None:
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    page = client.get("/evaluation/")
    asked = client.post("/evaluation/snapshots")

    assert page.status_code == 200
    assert "No snapshot yet" in page.text
    assert asked.status_code == 303
    assert db.scalars(select(Job.name)).all() == ["evaluation.snapshot"]


def test_a_new_series_shows_na_and_no_fault(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    load_reference(db, now=NOON)
    make_webinar(db)
    taken(db, app)
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    page = client.get("/evaluation/")

    assert page.status_code == 200
    assert "n/a" in page.text
    assert "0 %" not in page.text.replace("\u202f", " ")
    assert "No webinar has been held yet" in client.get("/indicators").text


def test_before_the_first_snapshot_everybody_reads_when_figures_come(
    db: Db, client: FlaskClient
) -> None:
    make_webinar(db)

    page = client.get("/indicators").text

    assert "No figure is published yet" in page
    assert "has been held" not in page


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.FOCAL_POINT, Role.ADMINISTRATOR, None])
def test_nobody_but_an_evaluator_sees_the_workspace(
    db: Db, app: WebinarsApp, client: FlaskClient, role: Role | None
) -> None:
    cut = taken(db, app).cut
    sign_in(client, db, make_account(db, role=role))

    assert [
        client.get(p).status_code
        for p in ("/evaluation/", f"/evaluation/snapshots/{cut}/series.csv")
    ] == [403, 403]


def test_the_same_cut_is_the_same_snapshot(db: Db, app: WebinarsApp) -> None:
    first = taken(db, app)
    again = take_snapshot(app.engine, place_of(app), by="test", now=NOON)
    later = taken(db, app)

    assert again is not None
    assert again.cut == first.cut
    assert later.cut > first.cut


def test_the_files_are_those_of_the_manifest_and_taking_one_is_noted(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    make_webinar(db, title="=HYPERLINK(1)")
    cut = taken(db, app).cut
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    manifest = json.loads(fetched(client, cut, "manifest.json"))
    webinars = fetched(client, cut, "webinars.csv").decode()
    book = load_workbook(io.BytesIO(fetched(client, cut, "evaluation.xlsx")))
    text = fetched(client, cut, "codebook.csv").decode()
    codebook = list(csv.reader(io.StringIO(text)))

    assert {"webinars.csv", "evaluation.xlsx", "codebook.csv"} <= {
        file["path"] for file in manifest["files"]
    }
    assert "'=HYPERLINK(1)" in webinars
    cells = [cell for row in book["webinars"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert codebook[0] == ["table", "variable", "type", "unit", "meaning"]
    assert len(db.scalars(select(Export)).all()) == 4


@pytest.mark.parametrize("name", ["../../secret.key", "..%2Fsecret.key", "nothing.csv", ".1.part"])
def test_no_other_file_can_be_taken(
    db: Db, app: WebinarsApp, client: FlaskClient, name: str
) -> None:
    cut = taken(db, app).cut
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    assert client.get(f"/evaluation/snapshots/{cut}/{name}").status_code == 404


def test_everybody_reads_the_published_figures_and_programs_too(
    db: Db, app: WebinarsApp, client: FlaskClient, queries: list[str]
) -> None:
    assert client.get("/indicators.json").status_code == 404  # nothing is published yet

    snapshot = taken(db, app)
    queries.clear()
    page = client.get("/indicators")
    asked = len(queries)
    data = client.get("/indicators.json")
    table = client.get("/indicators.csv")

    assert page.status_code == 200
    assert asked <= 4
    assert data.json is not None
    assert (data.json["cut"], data.json["digest"]) == (snapshot.cut, snapshot.digest)
    assert data.json["populations"] == {
        "registered": 0,
        "expected": 0,
        "joined": 0,
        "attended": 0,
    }
    head = next(csv.reader(io.StringIO(table.text)))
    assert head == ["breakdown", "class", "persons", "cut"]
    heads = next(csv.reader(io.StringIO(client.get("/indicators/open.csv").text)))
    assert heads == ["indicator", "name", "version", "measure", "n", "d", "value"]
    assert {one["indicator"] for one in data.json["indicators"]} >= {9, 23, 27, 29}
    for name in ("09", "09_coverage", "populations"):
        assert "SELECT" in client.get(f"/indicators/definitions/{name}.sql").text
    assert client.get("/indicators/definitions/..%2Fmanifest.sql").status_code == 404
    assert (
        client.get("/indicators.csv", headers={"If-None-Match": table.headers["ETag"]}).status_code
        == 304
    )
