"""The evaluator's matrix and notes: hers alone, until she releases the matrix."""

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import make_series, make_webinar
from tests.integration.evaluation.sealing import folder_of, rows_of, taken
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.pages import as_html
from webinars.evaluation.models.matrix import MatrixRow
from webinars.evaluation.models.notes import Note
from webinars.evaluation.operations.matrix import write_note
from webinars.journal.models import Detail, Entry
from webinars.web.requests import WebinarsApp

MATRIX, NOTES = "/evaluation/matrix", "/evaluation/notes"
SECRET = "Ask the delegation of Examplia why."

WRITTEN = {
    "criterion": "Relevance",
    "question": "-Whose needs were met?",
    "sub_questions": "Of small States?\nOf others?",
    "judgement": "Most say so.",
    "indicators": ["14", "9"],
    "limitation": "Few answered.",
}

SAID = ("-Whose needs were met?", "Of small States?", "Most say so.", "Few answered.")


@pytest.fixture
def evaluator(db: Db, app: WebinarsApp) -> FlaskClient:
    account = make_account(db, role=Role.EVALUATOR, email="eva@example.org")
    return sign_in(app.test_client(), db, account)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR, Role.FOCAL_POINT, None])
def test_nobody_else_opens_notes_matrix_or_findings(
    db: Db, client: FlaskClient, role: Role | None
) -> None:
    note = write_note(db, account="eva", about="", words=SECRET, now=NOON)
    sign_in(client, db, make_account(db, role=role))

    for page in (
        NOTES,
        f"{NOTES}.csv",
        f"{NOTES}/{note.public_id}",
        MATRIX,
        "/evaluation/findings",
        "/evaluation/packs",
    ):
        assert client.get(page).status_code == 403


def test_another_evaluator_does_not_find_a_note(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    evaluator.post(f"{NOTES}/new", data={"words": SECRET, "about": "indicator:9"})
    note = db.scalars(select(Note)).one()
    other = sign_in(
        app.test_client(), db, make_account(db, role=Role.EVALUATOR, email="eve@example.org")
    )
    at = f"{NOTES}/{note.public_id}"

    assert SECRET in evaluator.get(NOTES).text
    assert SECRET in evaluator.get(f"{NOTES}?about=indicator:9").text
    assert SECRET not in evaluator.get(f"{NOTES}?about=indicator:1").text
    assert SECRET not in other.get(NOTES).text
    assert SECRET not in other.get(f"{NOTES}.csv").text
    codes = [other.get(at), other.post(at, data={"words": "x"}), other.post(f"{at}/remove")]
    assert [one.status_code for one in codes] == [404, 404, 404]


def test_a_note_leaves_no_trace_anywhere_and_goes_for_good(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    make_webinar(db)
    before = len(db.scalars(select(Entry.id)).all())
    evaluator.post(f"{NOTES}/new", data={"words": f"={SECRET}"})
    note = db.scalars(select(Note)).one()
    evaluator.post(f"{NOTES}/{note.public_id}", data={"words": f"=2 {SECRET}"})
    told = list(csv.reader(io.StringIO(evaluator.get(f"{NOTES}.csv").text)))
    entries = len(db.scalars(select(Entry.id)).all())
    snapshot = taken(db, app)
    evaluator.post(f"{NOTES}/{note.public_id}/remove")

    assert told[1][1] == f"'=2 {SECRET}"
    assert entries == before
    for file in folder_of(app, snapshot).glob("*.csv"):
        assert SECRET not in file.read_text(encoding="utf-8")
    assert SECRET not in str(db.scalars(select(Detail.content)).all())
    assert db.scalars(select(Note)).all() == []


def test_a_figure_has_its_notes_and_room_for_one_more(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    page = f"/evaluation/snapshots/{taken(db, app).cut}/indicators/9"
    before = evaluator.get(page).text
    other = f"{page[:-1]}10"
    evaluator.post(f"{NOTES}/new", data={"words": "Of another figure.", "about": "indicator:10"})

    empty = evaluator.post(page, data={"words": " "})
    absent = evaluator.post(f"{page[:-1]}30", data={"words": SECRET})
    kept = evaluator.post(page, data={"words": f"{SECRET}\nAnd when."})
    after = evaluator.get(page).text

    assert '<a href="#notes">Write a note</a>' in before
    assert (empty.status_code, "Write something here" in empty.text) == (422, True)
    assert absent.status_code == 404
    assert (kept.status_code, kept.location) == (303, f"{page}#notes")
    for said in (SECRET, "And when.", "Your note on this figure", "/remove"):
        assert said in after
    assert "Of another figure." not in after
    assert SECRET not in evaluator.get(other).text
    told = [(one.about, one.words) for one in db.scalars(select(Note).order_by(Note.id))]
    assert told[1:] == [("indicator:9", f"{SECRET}\nAnd when.")]


def test_the_matrix_is_a_draft_until_it_is_released_and_then_the_dossier_uses_it(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    series = make_webinar(db).series
    evaluator.post(MATRIX)
    row = db.scalars(select(MatrixRow).order_by(MatrixRow.position).limit(1)).one()
    evaluator.post(f"{MATRIX}/{row.public_id}", data=WRITTEN)
    draft = taken(db, app)
    proposed = evaluator.get(MATRIX).text
    evaluator.post(f"{MATRIX}/release", data={"language": "en"})
    again = evaluator.post(f"{MATRIX}/release", data={"language": "en"})
    released = taken(db, app)

    assert "Did people come, stay and learn?" in proposed
    assert "no data yet" in proposed
    assert again.status_code == 422
    assert rows_of(app, draft, "matrix") == []
    before, after = (
        as_html(dossier(Told(folder_of(app, one), "en"), Front("", "")))
        for one in (draft, released)
    )
    assert "Did topics answer members" in before
    assert "Whose needs were met?" not in before
    for said in ("-Whose needs were met?", "Of small States?", "Most say so.", "Few answered."):
        assert said in after
    assert "'-Whose" not in after
    assert "Evaluability note." in after
    assert (
        "Whose needs were met?" in app.test_client().get(f"/series/{series.slug}/evaluation").text
    )


def test_rows_move_and_go_and_a_begun_matrix_is_not_filled_again(
    db: Db, evaluator: FlaskClient
) -> None:
    make_series(db)
    bare = evaluator.post(f"{MATRIX}/release", data={"language": "en"})
    for question in ("One?", "Two?"):
        evaluator.post(f"{MATRIX}/new", data={"criterion": "Impact", "question": question})
    second = db.scalars(select(MatrixRow).where(MatrixRow.question == "Two?")).one()
    evaluator.post(f"{MATRIX}/{second.public_id}/up")
    filled = evaluator.post(MATRIX)
    order = db.scalars(select(MatrixRow.question).order_by(MatrixRow.position)).all()
    evaluator.post(f"{MATRIX}/{second.public_id}/remove")

    assert (bare.status_code, filled.status_code) == (422, 409)
    assert order == ["Two?", "One?"]
    assert db.scalars(select(MatrixRow.question)).all() == ["One?"]
