"""Two mandates in one house, with the same persons in both: each is judged by its own figures."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.judging import make_criterion, make_passage
from tests.factories.programme import TENTH_OF_MARCH, make_series, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.evaluation.sealing import folder_of, taken
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.pages import as_html
from webinars.evaluation.models import Snapshot
from webinars.evaluation.models.public import Publication
from webinars.evaluation.operations.criteria import lock_criteria
from webinars.programme.models import Series, Webinar
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp

AFTER = TENTH_OF_MARCH + timedelta(days=1)
TITLES = ("Needs", "Skills")


def webinar_of(db: Db, series: Series) -> Webinar:
    return db.scalars(select(Webinar).where(Webinar.series_id == series.id)).one()


@pytest.fixture
def two(db: Db) -> tuple[Series, Series]:
    """Two series with a webinar each; twelve persons registered for one, three of them for both."""
    load_reference(db, now=NOON)
    both = [make_series(db, title=title) for title in TITLES]
    for series, come in zip(both, (12, 3), strict=True):
        webinar = make_webinar(db, series=series, title=f"{series.texts[0].title} told")
        for number in range(come):
            name, address = f"Person {number}", f"p{number}@example.org"
            make_registration(db, sitting=webinar.sittings[0], name=name, address=address)
    return both[0], both[1]


@pytest.fixture
def snapshot(db: Db, app: WebinarsApp, two: tuple[Series, Series]) -> Snapshot:
    for series in two:
        make_criterion(
            db,
            series=series,
            indicator=1,
            measure="attended",
            comparator="at-most",
            threshold="50",
        )
    return taken(db, app, now=AFTER)


def test_each_mandate_is_judged_by_its_own_figures(
    db: Db, app: WebinarsApp, client: FlaskClient, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    first, second = (evaluator.get(f"/evaluation/criteria?series={one.slug}").text for one in two)
    folder = folder_of(app, snapshot)
    one = as_html(dossier(Told(folder, "en", only=two[0].public_id), Front("", "")))
    whole = as_html(dossier(Told(folder, "en"), Front("", "")))

    assert "0 of 12" in first
    assert "0 of 3" in second
    assert "0 of 15" not in first + second + one
    assert "Skills" not in one
    assert whole.count("0 of 12; ") == 4  # its criterion, and its webinar in 1 (drawn too) and 2


def test_everybody_reads_how_a_criterion_stands_and_not_how_many_came(
    client: FlaskClient, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    assert snapshot.cut
    page = client.get(f"/series/{two[0].slug}/evaluation").text

    assert "<td>met</td>" in page
    assert "<td>suppressed</td>" in page
    assert "of 12" not in page
    assert "only the status is told" in page


def test_the_secretariat_reads_of_a_criterion_what_everybody_reads(
    db: Db, client: FlaskClient, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    """It was promised to whoever answers: nobody subtracts last night's value from this one's."""
    assert snapshot.cut
    office = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    page = office.get(f"/secretariat/series/{two[0].slug}/criteria").text

    assert '<b>Met</b>: <span class="sup">suppressed</span>' in page
    assert "of 12" not in page


def test_the_evaluator_chooses_a_series_or_all_and_is_told_which(
    db: Db, client: FlaskClient, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    for path in (
        "/evaluation/",
        f"/evaluation/snapshots/{snapshot.cut}/pictures",
        f"/evaluation/snapshots/{snapshot.cut}/absent",
        f"/evaluation/snapshots/{snapshot.cut}/indicators/1",
    ):
        whole = evaluator.get(path).text
        one = evaluator.get(f"{path}?series={two[1].slug}").text

        assert '<b aria-current="page">All series</b>' in whole
        assert '<b aria-current="page">Skills</b>' in one
        assert f'href="?series={two[0].slug}"' in one
    overview = evaluator.get(f"/evaluation/?series={two[1].slug}").text
    assert "0 of 3" in overview
    assert "Needs told" not in overview
    picture = f"/evaluation/snapshots/{snapshot.cut}/pictures/coverage.svg"
    drawn = evaluator.get(f"{picture}?series={two[1].slug}")
    assert "Skills" in drawn.text
    assert evaluator.get("/evaluation/?series=nothing").status_code == 404
    for path in ("/evaluation/", "/evaluation/criteria", "/evaluation/matrix"):
        shown = evaluator.get(f"{path}?series={two[1].slug}").text
        assert f'href="/evaluation/findings?series={two[1].slug}"' in shown
        assert f'href="/evaluation/absent?series={two[1].slug}"' in shown
    late = make_series(db, title="Later than the snapshot")
    page = evaluator.get(f"/evaluation/?series={late.slug}").text
    assert "everything reads n/a" in page
    assert "0 of 15" not in page


def test_answers_are_told_class_by_class_of_one_series_at_a_time(
    db: Db, client: FlaskClient, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    """What all say, less what one series says, would tell of the few in the other."""
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    page = f"/evaluation/snapshots/{snapshot.cut}/responses"

    whole = evaluator.get(page).text
    one = evaluator.get(f"{page}?by=group&series={two[1].slug}").text

    assert "choose one above" in whole
    assert "choose one above" not in one
    assert f'responses?by=language&amp;series={two[1].slug}"' in one


def test_figures_of_one_series_are_printed_by_its_slug_or_its_id(
    app: WebinarsApp, two: tuple[Series, Series], snapshot: Snapshot, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()
    by_slug, by_id, whole = (
        json.loads(runner.invoke(args=["evaluation", "indicators", "--json", *more]).output)
        for more in (["--series", two[0].slug], ["--series", two[0].public_id], [])
    )
    refused = runner.invoke(args=["evaluation", "indicators", "--series", "nothing"])
    (folder_of(app, snapshot) / "series").rename(tmp_path / "kept-by-no-earlier-program")
    computed = runner.invoke(
        args=["evaluation", "indicators", "--json", "--series", two[0].slug]
    ).output

    assert json.loads(computed) == by_slug
    assert by_slug == by_id
    assert (by_slug[0]["d"], whole[0]["d"]) == (12, 15)
    assert by_slug[0].keys() == whole[0].keys()
    assert refused.exit_code == 1
    assert "no such series" in refused.output


def test_everybody_reads_each_series_by_itself_and_no_total_of_them(
    client: FlaskClient, queries: list[str], two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    queries.clear()
    page = client.get("/indicators").text
    asked = len(queries)
    one = client.get(f"/indicators?series={two[0].slug}").text
    told = client.get("/indicators.json").json
    lines = client.get("/indicators.csv").text.splitlines()
    alone = client.get(f"/indicators.json?series={two[0].slug}").json

    assert told is not None
    assert alone is not None
    assert asked <= 4
    assert told["cut"] == snapshot.cut
    assert "populations" not in told
    assert {slug: part["populations"]["registered"] for slug, part in told["series"].items()} == {
        two[0].slug: 12,
        two[1].slug: "suppressed",
    }
    assert alone["populations"] == told["series"][two[0].slug]["populations"]
    assert lines[0] == "series,breakdown,class,persons,cut"
    assert f"{two[1].slug},population,registered,suppressed," in lines
    assert ">12<" in page
    assert ">15<" not in page
    assert '<b aria-current="page">Needs</b>' in one
    assert f'href="/series/{two[0].slug}/evaluation"' in one


def test_what_counts_no_persons_is_told_of_each_series_by_itself(
    client: FlaskClient, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    told = client.get("/indicators.json").json
    alone = client.get(f"/indicators.json?series={two[0].slug}").json
    lines = client.get("/indicators/open.csv").text.splitlines()

    assert snapshot.cut
    assert told is not None
    assert alone is not None
    assert alone["indicators"] == told["series"][two[0].slug]["indicators"] != []
    assert lines[0].startswith("series,indicator,")
    assert {line.partition(",")[0] for line in lines[1:]} == {one.slug for one in two}


ADDRESSES = (
    "/indicators",
    "/indicators?series={slug}",
    "/indicators.json",
    "/indicators.json?series={slug}",
    "/indicators.csv",
    "/indicators/pictures/coverage.svg?series={slug}",
    "/indicators/snapshots",
    "/series/{slug}/evaluation",
    "/series/{slug}/criteria.json",
)


@pytest.mark.usefixtures("snapshot")
def test_no_public_page_takes_more_queries_for_more_series_or_nights(
    db: Db, app: WebinarsApp, queries: list[str], two: tuple[Series, Series]
) -> None:
    """Nothing is known yet of demonstration data or of the revision: as after a start."""
    make_webinar(db, series=make_series(db, title="A third"))
    make_passage(db, series=two[0], words="Told.", published=True)
    lock_criteria(db, series=two[0], by="test", now=NOON)
    taken(db, app, now=AFTER + timedelta(hours=1))
    asked: dict[str, int] = {}
    for address in ADDRESSES:
        app.extensions.pop("demonstration", None)
        app.clock = partial(NOON.__add__, timedelta(seconds=10 * len(asked) + 10))
        queries.clear()
        answer = app.test_client().get(address.format(slug=two[0].slug))
        assert answer.status_code == 200, address
        asked[address] = len(queries)

    assert {address: number for address, number in asked.items() if number > 4} == {}
    assert min(asked.values()) > 0


def test_a_series_that_is_still_planned_is_nobodys_business(
    db: Db, app: WebinarsApp, client: FlaskClient, two: tuple[Series, Series]
) -> None:
    two[1].published_at = None
    taken(db, app, now=AFTER)
    told = client.get("/indicators.json").json
    page = client.get("/indicators").text

    assert told is not None
    assert told["populations"]["registered"] == 12
    assert "Skills" not in page
    assert client.get(f"/indicators?series={two[1].slug}").status_code == 404


def test_who_keeps_yesterdays_page_does_not_learn_that_two_came(
    db: Db, app: WebinarsApp, client: FlaskClient, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    sitting = webinar_of(db, two[0]).sittings[0]
    address = f"/indicators.json?series={two[0].slug}"
    newest, told = snapshot, []
    for night, more in enumerate((range(20, 22), range(22, 26)), start=1):
        for number in more:
            name, mail = f"Person {number}", f"p{number}@example.org"
            make_registration(db, sitting=sitting, name=name, address=mail)
        newest = taken(db, app, now=AFTER + timedelta(hours=night))
        app.clock = partial(NOON.__add__, timedelta(hours=night))  # a kept page is a second old
        found = client.get(address).json
        assert found is not None
        assert found["cut"] == newest.cut
        told.append((found["populations"]["registered"], found["stands_at"]["populations"]))

    (first, since_first), (second, since_second) = told
    assert (first, since_first["registered"]) == (12, snapshot.cut)
    assert (second, since_second["registered"]) == (18, newest.cut)
    assert len(db.scalars(select(Publication)).all()) == 6
    assert checked(app) == (0, "identical\n")


def checked(app: WebinarsApp) -> tuple[int, str]:
    told = app.test_cli_runner().invoke(args=["evaluation", "published"])
    return told.exit_code, told.output


def test_what_was_published_is_held_to_its_snapshot_and_to_what_was_published_before(
    db: Db, app: WebinarsApp, two: tuple[Series, Series], snapshot: Snapshot
) -> None:
    first = select(Publication).where(Publication.series == two[0].public_id)
    row = db.scalars(first).one()
    row.told = {**row.told, "persons": {**row.told["persons"], "registered": 13}}
    later = Publication(series=row.series, cut=snapshot.cut + 1, told=row.told)
    later.told = {**row.told, "persons": {**row.told["persons"], "registered": 15}}
    db.add(later)
    db.flush()

    code, told = checked(app)

    assert code == 1
    assert told.splitlines() == [
        f"cut {snapshot.cut}: the snapshot holds other counts than were kept",
        f"cut {snapshot.cut + 1}: registered differs by few from an earlier release",
    ]
