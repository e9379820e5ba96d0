"""How each question was answered, as the evaluator sees it: pictures, tables and files."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.evaluation import Rows, write_sealed
from tests.factories.packs import CUT
from tests.factories.programme import make_series
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.charts import ALONE
from webinars.evaluation.dossiers.blocks import Drawing
from webinars.evaluation.dossiers.composing import Front
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.report import report
from webinars.evaluation.models import Snapshot
from webinars.evaluation.sights.public import UNTOLD, Published
from webinars.web.requests import WebinarsApp

LANGUAGES = ("en",) * 24 + ("fr",) * 14 + ("ar",) * 3
PAGE = "/evaluation/snapshots/7/responses"


def rows() -> Rows:
    """Return one webinar with 41 who answered after it, and 24 of them months later."""
    kinds = {
        "after-1": {"satisfaction": "scale", "recommend": "recommend", "comment": "text"},
        "three-months-1": {"applied": "choice", "used": "several"},
    }
    words = {"applied": "yes|Yes; no|No", "used": "rules|Laws, rules; tools|Tools"}
    said: Mapping[str, Callable[[int], dict[str, str]]] = {
        "after-1": lambda n: {"satisfaction": str(1 + n % 5), "recommend": str(n % 11)},
        "three-months-1": lambda n: {"applied": "yes" if n % 3 else "no", "used": "rules tools"},
    }
    later = [("three-months-1", "en", "yes" if n < 13 else "no") for n in range(24)]
    given = [*(("after-1", code, None) for code in LANGUAGES), *later]
    return {
        "series": [{"series": "s", "title": "Series", "threshold_minutes": 5}],
        "webinars": [{"webinar": "w", "series": "s", "title": "Title", "status": "open"}],
        "sittings": [
            {"sitting": "w-1", "webinar": "w", "starts_at": CUT, "ends_at": CUT, "cancelled": False}
        ],
        "items": [
            {"questionnaire": asked, "question": question, "position": n, "kind": kind}
            | {"label": question}
            for asked, of in kinds.items()
            for n, (question, kind) in enumerate(of.items())
        ],
        "labels": [
            {"questionnaire": "three-months-1", "question": question, "language": "en"}
            | {"label": question, "options": options}
            for question, options in words.items()
        ],
        "responses": [
            {"response": f"r{n}", "webinar": "w", "questionnaire": asked, "day": "2026-05-01"}
            | {"language": language, "completed": completed}
            for n, (asked, language, completed) in enumerate(given)
        ],
        "answers": [
            {"response": f"r{n}", "question": question, "value": value}
            for n, (asked, _, _) in enumerate(given)
            for question, value in said[asked](n).items()
        ],
    }


@pytest.fixture
def evaluator(db: Db, app: WebinarsApp, client: FlaskClient) -> FlaskClient:
    folder: Path = place_of(app).folder
    digest = write_sealed(folder / "7", rows(), cut=7, at=CUT)
    db.add(Snapshot(cut=7, taken_at=NOON, taken_by="test", digest=digest))
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    db.flush()
    return client


def test_each_question_is_told_by_everybody_and_class_by_class(evaluator: FlaskClient) -> None:
    page = evaluator.get(PAGE).text

    for words in ("satisfaction", "recommend", "applied", "used"):
        assert re.search(f"<h3[^>]*>{words}</h3>", page), words
    assert "Everybody: 41 answered" in page
    assert "English: 24 answered" in page
    assert "Suppressed: Arabic and French" in page  # three alone, and fourteen that give them back
    assert "comment" not in page
    assert "14 answered" not in page
    assert not re.search(r"\b[1-4] answered", page)


def test_who_completed_is_a_class_of_follow_ups_alone(evaluator: FlaskClient) -> None:
    page = evaluator.get(f"{PAGE}?by=completed").text

    assert "Stayed for 80 per cent or more: 13 answered" in page
    assert "Stayed for less: 11 answered" in page
    assert "satisfaction" not in page
    assert evaluator.get(f"{PAGE}?by=state").status_code == 404


def test_every_picture_is_a_file_and_reads_from_right_to_left_in_arabic(
    evaluator: FlaskClient,
) -> None:
    pages = [evaluator.get(f"{PAGE}?by={by}").text for by in ("language", "completed")]
    pages.append(evaluator.get("/evaluation/snapshots/7/pictures").text)
    files = {name for page in pages for name in re.findall(r"/pictures/[\w-]+\.svg", page)}

    assert {f"/pictures/{key}.svg" for key in (
        "after-satisfaction-by-language", "three-months-used-by-completed",
        "recommend-after", "applied-three-months",
    )} <= files  # fmt: skip
    for file in files:
        address = f"/evaluation/snapshots/7{file}"
        english, arabic = (evaluator.get(f"{address}?lang={code}") for code in ("en", "ar"))
        assert fromstring(english.data).get("direction") == "ltr"  # noqa: S314  (ours)
        assert fromstring(arabic.data).get("direction") == "rtl"  # noqa: S314  (ours)
        assert "style" not in english.text
        assert "snapshot 7" in english.text


def test_promoters_passives_and_detractors_are_told_apart_in_words_and_marks(
    evaluator: FlaskClient,
) -> None:
    file = evaluator.get("/evaluation/snapshots/7/pictures/recommend-after.svg?lang=en").text

    for words in ("promoters, 9 and 10: 6 of 41", "passives, 7 and 8: 7 of 41", "detractors"):
        assert words in file.replace("\u202f", " "), words
    assert all(ALONE[look] in file for look in ("b", "ar", "c"))


def test_a_score_is_told_in_points_and_never_per_cent(evaluator: FlaskClient) -> None:
    """Six promoters less 28 detractors of 41 are -53.7 points; six of 41 are a share."""
    page = evaluator.get("/evaluation/snapshots/7/indicators/16?lang=en").text
    said = re.sub(r"<[^>]+>", "", page).replace("\u202f", " ")

    assert "-53.7 (-22 of 41), 95 % interval from -76.2 to -31.1" in said
    assert "6 of 41; 14.6 %" in said
    assert "5,365" not in said


def test_a_snapshot_without_answers_by_class_says_so(
    app: WebinarsApp, evaluator: FlaskClient
) -> None:
    figures = place_of(app).folder / "7" / "indicators.json"
    figures.write_text(figures.read_text().replace('"distributions"', '"once"'))

    assert "taken before answers were counted class by class" in evaluator.get(PAGE).text


def test_before_anybody_answers_the_page_says_so(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    nobody = {**rows(), "responses": [], "answers": []}
    write_sealed(place_of(app).folder / "8", nobody, cut=8, at=CUT)
    db.add(Snapshot(cut=8, taken_at=NOON, taken_by="test", digest="8" * 64))
    db.flush()

    newest = evaluator.get("/evaluation/responses")
    assert newest.location == "/evaluation/snapshots/8/responses"
    assert "there is nothing to draw" in evaluator.get(newest.location).text
    assert (
        "only then is it known who completed"
        in evaluator.get(f"{newest.location}?by=completed").text
    )
    in_arabic = evaluator.get("/evaluation/responses?lang=ar")
    assert in_arabic.location == "/evaluation/snapshots/8/responses?lang=ar"


@pytest.mark.parametrize("role", [None, Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_answers_are_shown_to_signed_in_evaluators_alone(
    db: Db, app: WebinarsApp, evaluator: FlaskClient, role: Role | None
) -> None:
    """They are not held to those of an earlier snapshot: nobody else may subtract them."""
    drawn = re.findall(r"/evaluation/snapshots/7/pictures/[\w-]+\.svg", evaluator.get(PAGE).text)
    other = app.test_client()
    if role is not None:
        sign_in(other, db, make_account(db, role=role, email="other@example.org"))

    paths = {PAGE, "/evaluation/snapshots/7/pictures", "/evaluation/dossiers", *drawn}
    assert len(drawn) > 3
    assert {path: evaluator.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    refused = 303 if role is None else 403
    paths.add("/evaluation/snapshots/7/answers.csv")
    assert {path: other.get(path).status_code for path in paths} == dict.fromkeys(paths, refused)


KEY = "<any(coverage, groups):key>"
PUBLIC = {
    "/indicators",
    "/indicators.json",
    "/indicators.csv",
    f"/indicators/pictures/{KEY}.svg",
    "/indicators/open.csv",  # of members, webinars, days, topics and languages: of no person
    "/indicators/definitions/<name>.sql",  # what is counted, and no figure
    "/indicators/snapshots",
    "/series/<slug>/criteria.json",
    "/series/<slug>/evaluation",
}
NOBODY = Published(dict.fromkeys(("registered", "expected", "joined", "attended"), UNTOLD), ())


@pytest.mark.usefixtures("evaluator")
def test_nothing_that_is_public_of_the_evaluation_tells_how_a_question_was_answered(
    db: Db, app: WebinarsApp
) -> None:
    """Whoever adds to this list says first what of it stands from one snapshot to the next."""
    open_to_all = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("evaluation.")
        and getattr(app.view_functions[rule.endpoint], "access", "") == "public"
    }
    slug = make_series(db, title="Told").slug
    told = [
        app.test_client().get(rule.replace("<slug>", slug).replace(KEY, "coverage")).text.lower()
        for rule in open_to_all
    ]
    report_ = report(Told(place_of(app).folder / "7", "en", is_public=True), Front("", ""), NOBODY)

    assert open_to_all == PUBLIC
    assert [
        word for word in ("satisfaction", "recommend", "promoters") if word in "".join(told)
    ] == []
    assert [one for one in report_.blocks if isinstance(one, Drawing)] == []
