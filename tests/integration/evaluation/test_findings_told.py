"""What everybody reads under findings, night after night, beside the counts that stand."""

from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as DocumentFile
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import TENTH_OF_MARCH, make_series, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.evaluation.sealing import folder_of, taken
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.indicators import kept_figures
from webinars.evaluation.models import Release, Snapshot
from webinars.evaluation.models.passages import Evidence, Passage, PassageKind
from webinars.evaluation.operations import make_release
from webinars.evaluation.operations.passages import (
    PassageFacts,
    Pointer,
    begin_passage,
    change_passage,
    publish_passage,
)
from webinars.kernel.languages import Language
from webinars.programme.models import Series, Sitting
from webinars.web.requests import WebinarsApp

AFTER = TENTH_OF_MARCH + timedelta(days=1)
FACTS = PassageFacts("Nobody came.", Language.ENGLISH)
DOSSIERS = "/evaluation/dossiers"
HIDDEN = "suppressed for everybody else"


def come(db: Db, sitting: Sitting, numbers: range) -> None:
    for number in numbers:
        name, mail = f"Person {number}", f"p{number}@example.org"
        make_registration(db, sitting=sitting, name=name, address=mail)


def night(db: Db, app: WebinarsApp, number: int) -> Snapshot:
    found = taken(db, app, now=AFTER + timedelta(hours=number))
    app.clock = partial(NOON.__add__, timedelta(hours=number))  # a kept page is a second old
    return found


def pointer(app: WebinarsApp, series: Series, snapshot: Snapshot) -> Pointer:
    found = kept_figures(folder_of(app, snapshot), series.public_id)
    return Pointer(snapshot, found, 2, "no-show")


def find(db: Db, app: WebinarsApp, series: Series, snapshot: Snapshot, hour: int) -> None:
    """Publish a finding that rests on how many never came, as at a snapshot."""
    now = NOON + timedelta(hours=hour)
    passage = begin_passage(
        db,
        series=series,
        kind=PassageKind.FINDING,
        about=None,
        facts=FACTS,
        by="test",
        now=now,
        pointer=pointer(app, series, snapshot),
    )
    publish_passage(db, passage=passage, by="test", now=now)


def three_nights(db: Db, app: WebinarsApp) -> Series:
    """Publish a finding after each night, and take the snapshot that tells of the last."""
    webinar = make_webinar(db)
    for number, more in enumerate((range(12), range(12, 14), range(14, 22))):
        come(db, webinar.sittings[0], more)
        find(db, app, webinar.series, night(db, app, number), number)
    night(db, app, 3)
    return webinar.series


def test_a_figure_under_a_finding_waits_as_the_count_does_on_which_it_rests(
    db: Db, app: WebinarsApp, client: FlaskClient, queries: list[str]
) -> None:
    """Twelve were expected, then two more whom the public count keeps to itself, then eight."""
    series = three_nights(db, app)
    at = f"/series/{series.slug}/evaluation"
    queries.clear()

    public = app.test_client().get(at).text
    asked = len(queries)
    office = sign_in(app.test_client(), db, make_account(db, role=Role.SECRETARIAT))
    mail = "eva@example.org"
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR, email=mail))
    seen = evaluator.get("/evaluation/findings").text
    told = client.get("/indicators.json").json

    assert told is not None
    assert told["populations"]["expected"] == 22
    for page in (public, office.get(f"/secretariat{at}").text):
        assert "14 of 14" not in page
        assert [n in page for n in ("12 of 12", "22 of 22")] == [True, True]
    assert asked <= 4
    assert "14 of 14" in seen
    assert seen.count(HIDDEN) == 1
    published = app.test_cli_runner().invoke(args=["evaluation", "published"])
    assert published.output == "identical\n"


def test_the_version_for_everybody_tells_what_the_public_pages_tell(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    series = three_nights(db, app)
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    wish = {"language": "en", "file": "docx", "symbol": "EXAMPLE/9"}

    whole, public = (written(db, app, evaluator, wish | more) for more in ({}, {"for_all": "1"}))

    assert "14 of 14" in whole
    assert "This is the evaluator’s copy" in whole
    assert "14 of 14" not in public
    assert "22 of 22" in public
    assert "version for everybody" in public
    assert "EXAMPLE/9" in public
    assert series.texts[0].title in public
    assert (
        "Dossier, for a word processor</a>, English, for everybody" in evaluator.get(DOSSIERS).text
    )


def test_an_operator_writes_the_same_version_of_one_series(
    db: Db, app: WebinarsApp, tmp_path: Path
) -> None:
    three_nights(db, app)
    into = tmp_path / "dossier.docx"
    args = ["evaluation", "dossier", "--for-all", "--into", str(into)]

    done = app.test_cli_runner().invoke(args=args)
    told = words_of(docx.Document(str(into)))
    make_webinar(db, series=make_series(db, title="Another"))
    night(db, app, 9)
    refused = app.test_cli_runner().invoke(args=args)

    assert done.exit_code == 0
    assert ("14 of 14" in told, "22 of 22" in told) == (False, True)
    assert refused.exit_code == 1
    assert "name one series" in refused.output


def written(db: Db, app: WebinarsApp, evaluator: FlaskClient, wish: dict[str, str]) -> str:
    """Ask for a dossier as a page does, make it, and return its words and cells."""
    asked = evaluator.post(DOSSIERS, data=wish)
    release = db.scalars(select(Release).order_by(Release.id.desc())).first()
    assert release is not None
    make_release(app.engine, place_of(app), public_id=release.public_id, now=NOON)
    db.refresh(release)
    with evaluator.get(f"{asked.location}/file") as file:
        return words_of(docx.Document(BytesIO(file.data)))


def words_of(document: DocumentFile) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_evaluator_learns_what_will_be_suppressed_before_she_publishes(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    series = (webinar := make_webinar(db)).series
    come(db, webinar.sittings[0], range(3))
    snapshot = night(db, app, 0)
    draft = begin_passage(
        db,
        series=series,
        kind=PassageKind.FINDING,
        about=None,
        facts=FACTS,
        by="test",
        now=NOON,
        pointer=pointer(app, series, snapshot),
    )
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    page = evaluator.get(f"/evaluation/findings/{draft.public_id}/publish").text

    assert HIDDEN in page
    assert "fewer than five persons" in page


def test_a_figure_added_to_a_published_finding_is_dated_and_comes_after_what_was_told(
    db: Db, app: WebinarsApp
) -> None:
    series = (webinar := make_webinar(db)).series
    come(db, webinar.sittings[0], range(12))
    snapshot = night(db, app, 0)
    find(db, app, series, snapshot, 0)
    (first,) = db.scalars(select(Evidence)).all()
    passage = db.scalars(select(Passage)).one()
    change_passage(
        db,
        passage=passage,
        facts=FACTS,
        reason="More.",
        by="test",
        now=NOON + timedelta(days=1),
        pointer=pointer(app, series, snapshot),
    )
    db.flush()

    dates = db.scalars(select(Evidence.published_at).order_by(Evidence.id)).all()
    assert dates == [first.published_at, NOON + timedelta(days=1)]


def test_a_figure_that_its_snapshot_has_not_is_named(db: Db, app: WebinarsApp) -> None:
    series = (webinar := make_webinar(db)).series
    come(db, webinar.sittings[0], range(12))
    snapshot = night(db, app, 0)
    find(db, app, series, snapshot, 0)
    db.scalars(select(Evidence)).one().n = 11
    db.flush()

    told = app.test_cli_runner().invoke(args=["evaluation", "published"])

    other = "another indicator 2 no-show than finding 1 rests on"
    assert told.exit_code == 1
    assert told.output == f"cut {snapshot.cut}: the snapshot holds {other}\n"
