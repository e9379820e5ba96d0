"""Dossiers and reports from their pages: asked for with one button, made by the worker, taken."""

from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.integration.evaluation.sealing import taken
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.models import Release, ReleaseKind
from webinars.evaluation.operations import make_release
from webinars.web.requests import WebinarsApp

DOSSIERS, REPORTS = "/evaluation/dossiers", "/secretariat/reports"


def made(db: Db, app: WebinarsApp) -> Release:
    release = db.scalars(select(Release).order_by(Release.id.desc())).first()
    assert release is not None
    make_release(app.engine, place_of(app), public_id=release.public_id, now=NOON)
    db.refresh(release)
    return release


def test_an_evaluator_makes_a_dossier_in_her_language_with_its_symbol(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    taken(db, app)
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    wish = {"language": "fr", "file": "docx", "symbol": "CDIP/25/4"}

    asked = evaluator.post(DOSSIERS, data=wish)
    release = made(db, app)
    with evaluator.get(f"{asked.location}/file") as file:
        texts = [one.text for one in docx.Document(BytesIO(file.data)).paragraphs]

    assert release.kind is ReleaseKind.DOSSIER_DOCX
    assert texts[0] == "CDIP/25/4"
    assert any("EXAMPLE/1" in text for text in texts)
    assert any("s.o." in text for text in texts)
    assert "CDIP/25/4" in evaluator.get(asked.location).text


def test_the_secretariat_makes_its_report_and_sees_that_a_pack_was_taken(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    taken(db, app)
    evaluator = sign_in(
        app.test_client(), db, make_account(db, role=Role.EVALUATOR, email="eva@example.org")
    )
    pack = evaluator.post(
        "/evaluation/packs", data={"language": "ru", "condition": "1", "bom": "1"}
    )
    made(db, app)
    evaluator.get(f"{pack.location}/file").close()
    office = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))

    before = office.get(REPORTS)
    asked = office.post(REPORTS, data={"language": "en", "file": "pdf"})
    release = made(db, app)
    with office.get(f"{asked.location}/file") as file:
        pdf = file.data

    assert "Pack" in before.text
    assert "Otto Muster" not in before.text.partition("Taken by")[2]
    assert release.kind is ReleaseKind.REPORT_PDF
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.SECRETARIAT, DOSSIERS),
        (Role.EVALUATOR, REPORTS),
        (Role.ADMINISTRATOR, REPORTS),
        (None, DOSSIERS),
    ],
)
def test_each_makes_only_its_own(
    db: Db, app: WebinarsApp, client: FlaskClient, role: Role | None, path: str
) -> None:
    taken(db, app)
    sign_in(client, db, make_account(db, role=role))

    assert client.get(path).status_code == 403
    assert client.post(path, data={"language": "en", "file": "pdf"}).status_code == 403


def test_nonsense_is_a_sentence_and_nothing_is_made(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    assert evaluator.post(DOSSIERS, data={"language": "en", "file": "pdf"}).status_code == 404
    taken(db, app)

    answers = [
        evaluator.post(DOSSIERS, data=wish).status_code
        for wish in (
            {"language": "xx", "file": "pdf"},
            {"language": "en", "file": "exe"},
            {"language": "en", "file": "pdf", "symbol": "x" * 100},
            {"language": "en", "file": "pdf", "cut": "999"},
        )
    ]

    assert answers == [422, 422, 422, 422]
    assert db.scalars(select(Release)).all() == []
