"""Pictures, what each figure means, and the absent: of a new series and of one that was held."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.packs import write_worked
from tests.factories.programme import make_webinar
from tests.integration.evaluation.sealing import taken
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.charts import ALONE
from webinars.evaluation.models import Export, Snapshot
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp

KEYS = {
    "coverage",
    "steps-1",
    "stay-1",
    "build-up",
    "trend-conversion",
    "answers-satisfaction",
}


@pytest.fixture
def evaluator(db: Db, client: FlaskClient) -> FlaskClient:
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    return client


@pytest.fixture
def snapshot(db: Db, app: WebinarsApp) -> Snapshot:
    load_reference(db, now=NOON)
    make_webinar(db)
    return taken(db, app)


def pages_of(cut: int) -> Iterator[str]:
    yield "/evaluation/"
    yield "/indicators"
    yield "/indicators/snapshots"
    for page in ("", "/pictures", "/absent", "/absent?as=csv"):
        yield f"/evaluation/snapshots/{cut}{page}"
    for number in range(1, 30):
        yield f"/evaluation/snapshots/{cut}/indicators/{number}"


def test_a_new_series_has_no_page_that_fails_and_none_that_says_nought_per_cent(
    evaluator: FlaskClient, snapshot: Snapshot
) -> None:
    for address in pages_of(snapshot.cut):
        page = evaluator.get(address)

        assert page.status_code == 200, address
        assert not re.search(r"\b0 %", page.text.replace("\u202f", " ")), address
        if "/indicators/" in address and address[-1].isdigit():
            assert "n/a" in page.text, address
    assert (
        evaluator.get(f"/evaluation/snapshots/{snapshot.cut}/pictures/coverage.svg").status_code
        == 404
    )
    assert evaluator.get("/indicators.json").status_code == 200
    assert evaluator.get("/indicators.csv").status_code == 200


def test_no_page_of_evaluation_fails_where_there_is_nothing_yet(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    """Whatever page is added: before any series, and with a series before anything has begun."""
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("evaluation.")
        and rule.rule.startswith(("/evaluation", "/indicators"))
        and not rule.arguments
        and "GET" in (rule.methods or ())
    ]
    before = {page: evaluator.get(page).status_code for page in pages}
    load_reference(db, now=NOON)
    make_webinar(db)
    taken(db, app)
    after = {page: evaluator.get(page).status_code for page in pages}

    assert len(pages) > 10
    assert {page: code for page, code in before.items() if code >= 500} == {}
    assert {page: code for page, code in after.items() if code != 200} == {}


@pytest.mark.parametrize("page", ["pictures", "absent"])
def test_the_newest_is_one_address_and_before_the_first_it_leads_to_where_one_is_taken(
    db: Db, app: WebinarsApp, evaluator: FlaskClient, page: str
) -> None:
    assert evaluator.get(f"/evaluation/{page}").location == "/evaluation/"

    cut = taken(db, app).cut

    assert evaluator.get(f"/evaluation/{page}").location == f"/evaluation/snapshots/{cut}/{page}"


@pytest.mark.parametrize(
    "address", ["pictures", "responses", "absent", "indicators/1", "pictures/coverage.svg"]
)
def test_nobody_but_an_evaluator_sees_them(
    db: Db, client: FlaskClient, snapshot: Snapshot, address: str
) -> None:
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))

    assert client.get(f"/evaluation/snapshots/{snapshot.cut}/{address}").status_code == 403


def sealed_twice(db: Db, app: WebinarsApp) -> None:
    """Keep the worked example as snapshots 7 and 8; in the later, conversion is defined anew."""
    place_of(app).folder.mkdir(parents=True, exist_ok=True)
    folder = write_worked(place_of(app).folder)
    later = Path(shutil.copytree(folder, folder.parent / "8"))
    figures = later / "indicators.json"
    found = json.loads(figures.read_text(encoding="utf-8"))
    found["definitions"][0]["version"] += 1
    figures.write_text(json.dumps(found), encoding="utf-8")
    for cut in (7, 8):
        db.add(Snapshot(cut=cut, taken_at=NOON, taken_by="test", digest=str(cut) * 64))
    db.flush()


def test_every_picture_is_a_file_that_reads_from_right_to_left_in_arabic(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    sealed_twice(db, app)

    page = evaluator.get("/evaluation/snapshots/7/pictures")
    files = re.findall(r"/evaluation/snapshots/7/pictures/[\w-]+\.svg", page.text)

    assert {name.rpartition("/")[2].removesuffix(".svg") for name in files} >= KEYS
    for address in files:
        arabic, english = (evaluator.get(f"{address}?lang={code}") for code in ("ar", "en"))
        assert english.headers["Content-Disposition"].startswith("attachment")
        assert "style" not in english.text
        root, turned = (fromstring(one.data) for one in (english, arabic))  # noqa: S314  (ours)
        assert (root.get("direction"), turned.get("direction")) == ("ltr", "rtl")
        assert any("snapshot 7" in (one.text or "") for one in root.iter())


def test_a_figure_opens_to_its_query_and_a_changed_definition_is_marked(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    sealed_twice(db, app)

    changed = evaluator.get("/evaluation/snapshots/8/indicators/1").text
    same = evaluator.get("/evaluation/snapshots/8/indicators/2").text

    assert "13 of 18" in changed
    assert "FROM slices" in changed
    assert 'href="/evaluation/snapshots/7/indicators/1"' in changed
    assert changed.count("not to be compared") == 1
    assert "not to be compared" not in same
    assert "from a room’s file" in changed
    assert "fewer than five: suppressed in public" in same
    assert evaluator.get("/evaluation/snapshots/8/indicators/30").status_code == 404


def test_the_absent_are_listed_with_what_was_tried_and_as_a_file(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    """Samoa, India and the Holy See send nobody; of the others somebody attended."""
    load_reference(db, now=NOON)
    sealed_twice(db, app)

    page = evaluator.get("/evaluation/snapshots/7/absent").text
    file = evaluator.get("/evaluation/snapshots/7/absent?as=csv").text
    rows = list(csv.DictReader(io.StringIO(file)))

    assert {("WSM", "Samoa"), ("IND", "India")} <= {(row["state"], row["name"]) for row in rows}
    assert {"WSM", "IND", "VAT"} <= {row["state"] for row in rows}
    assert not {"KEN", "FRA"} & {row["state"] for row in rows}
    assert "not invited" in page
    names = [row["name"] for row in rows if row["regional_group"] == "apg"]
    assert names == sorted(names)  # by name, and not by code: Bahrain before Bangladesh


def test_the_secretariat_sees_that_files_were_taken_and_not_which_picture(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    load_reference(db, now=NOON)
    sealed_twice(db, app)
    at = "/evaluation/snapshots/7"

    evaluator.get(f"{at}/absent")
    evaluator.get("/evaluation/notes.csv")
    evaluator.get(f"{at}/pictures/none-such.svg")
    before = db.scalars(select(Export)).all()
    for file in ("/pictures/stay-1.svg", "/absent?as=csv"):
        assert evaluator.get(at + file).status_code == 200
    account = make_account(db, role=Role.SECRETARIAT, email="sek@example.org")
    office = sign_in(app.test_client(), db, account)
    page = office.get("/secretariat/reports").text

    assert before == []
    assert db.scalars(select(Export.kind).order_by(Export.id)).all() == ["picture", "absent"]
    assert "A picture" in page
    assert "The list of members never seen" in page
    assert "stay-1" not in page


def test_a_snapshot_whose_files_are_gone_hides_nothing_of_the_others(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    sealed_twice(db, app)
    db.add(Snapshot(cut=6, taken_at=NOON, taken_by="test", digest="6" * 64))
    db.flush()

    page = evaluator.get("/evaluation/snapshots/8/indicators/1")

    assert page.status_code == 200
    assert page.text.count("not to be compared") == 1
    assert 'href="/evaluation/snapshots/6/indicators/1"' in page.text


def test_the_file_says_what_its_page_says(db: Db, app: WebinarsApp, evaluator: FlaskClient) -> None:
    sealed_twice(db, app)

    file = evaluator.get("/evaluation/snapshots/7/pictures/coverage.svg?lang=en").text
    trend = evaluator.get("/evaluation/snapshots/7/pictures/trend-conversion.svg?lang=en").text

    for words in (
        "Coverage",
        "members attended",
        "registered only",
        "corner cut off",
        "snapshot 7",
    ):
        assert words in file.split("</desc>")[1], words
    assert "From webinar to webinar: Conversion" in trend.split("</desc>")[1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_public_picture_says_of_a_member_yes_or_no_and_hides_what_the_page_hides(
    db: Db, app: WebinarsApp, client: FlaskClient, language: str
) -> None:
    """The worked example has nothing but counts below five: all are hidden, and have no bar."""
    sealed_twice(db, app)

    whole = client.get(f"/indicators/pictures/coverage.svg?lang={language}").text
    groups = client.get(f"/indicators/pictures/groups.svg?lang={language}").text
    page = client.get("/indicators?lang=en").text
    counts = client.get("/indicators.json").json
    assert counts is not None

    assert ALONE["g"] not in whole
    assert "registered only" not in whole
    assert ALONE["o"] in whole
    assert set(counts["attended_by_group"].values()) == {"suppressed"}
    assert ALONE["b"] not in groups
    assert ("suppressed" if language == "en" else "محجوب") in groups
    assert "/indicators/pictures/groups.svg" in page


def test_before_anything_is_published_there_is_no_public_picture(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    assert snapshot.cut
    for key in ("coverage", "groups"):
        assert client.get(f"/indicators/pictures/{key}.svg").status_code == 404
