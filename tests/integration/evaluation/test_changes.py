"""A snapshot taken away whole and verified; and what was past, and reads differently now."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.packs import write_worked
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.files import FIGURES, MANIFEST, SEAL
from webinars.evaluation.files.sealing import digest_file
from webinars.evaluation.models import Export, Snapshot
from webinars.evaluation.operations import verify_folder
from webinars.web.requests import WebinarsApp


@pytest.fixture
def snapshots(db: Db, app: WebinarsApp, client: FlaskClient) -> Path:
    """Return the folder of two snapshots of the same evidence, with an evaluator signed in."""
    folder = place_of(app).folder
    for cut in (7, 8):
        own = write_worked(folder, cut=cut)
        at = NOON + timedelta(days=cut)
        digest = digest_file(own / SEAL)
        db.add(Snapshot(cut=cut, taken_at=at, taken_by="test", digest=digest))
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    return folder


def unpacked(answer: bytes, into: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(answer)) as archive:
        assert archive.testzip() is None
        archive.extractall(into)
    return next(into.iterdir())


def test_a_snapshot_taken_away_whole_is_identical(
    db: Db, client: FlaskClient, snapshots: Path, tmp_path: Path
) -> None:
    with client.get("/evaluation/snapshots/7.zip") as answer:
        folder = unpacked(answer.data, tmp_path / "home")
        again = client.get("/evaluation/snapshots/7.zip").data

    verdict = verify_folder(folder, digest=digest_file(snapshots / "7" / SEAL))
    assert verdict.differences == ()
    assert folder.name == "7"
    assert answer.data == again  # the same bytes each time
    assert set(db.scalars(select(Export.kind))) == {"snapshot"}


def test_whoever_is_no_evaluator_takes_nothing(
    db: Db, client: FlaskClient, snapshots: Path
) -> None:
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT, email="officer@example.org"))

    assert snapshots.is_dir()
    for page in ("7.zip", "8/changes"):
        assert client.get(f"/evaluation/snapshots/{page}").status_code == 403


def test_two_of_the_same_evidence_say_that_nothing_moved(
    client: FlaskClient, snapshots: Path
) -> None:
    page = client.get("/evaluation/snapshots/8/changes").text
    first = client.get("/evaluation/snapshots/7/changes").text

    assert snapshots.is_dir()
    assert "every figure of a webinar that had begun reads as it did" in page
    assert "all tables hold the same" in page
    assert "There is no snapshot before this one" in first


def test_a_figure_of_the_past_that_moved_is_named_with_both_values(
    client: FlaskClient, snapshots: Path
) -> None:
    path = snapshots / "8" / FIGURES
    figures = json.loads(path.read_text())
    moved = next(f for f in figures["figures"] if (f["indicator"], f["by"]) == (1, "webinar"))
    before, moved["n"] = moved["n"], moved["n"] - 1
    moved["value"] = moved["n"] / moved["d"]
    path.write_text(json.dumps(figures))
    manifest = json.loads((snapshots / "8" / MANIFEST).read_text())
    table = next(one for one in manifest["files"] if one["path"] == "attendance.parquet")
    table |= {"sha256": "0" * 64, "rows": table["rows"] + 1}
    (snapshots / "8" / MANIFEST).write_text(json.dumps(manifest))

    page = client.get("/evaluation/snapshots/8/changes?since=7").text

    assert "1. Conversion" in page
    assert f"{before} of {moved['d']}" in page
    assert f"{moved['n']} of {moved['d']}" in page
    assert ">attendance<" in page
    assert ">connections<" not in page


@pytest.mark.parametrize("since", [8, 9, 99])
def test_only_an_earlier_snapshot_can_be_held_against(
    client: FlaskClient, snapshots: Path, since: int
) -> None:
    assert snapshots.is_dir()
    assert client.get(f"/evaluation/snapshots/8/changes?since={since}").status_code == 404
