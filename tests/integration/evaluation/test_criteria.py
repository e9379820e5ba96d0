"""Criteria: entered for their owner, locked with a hash, amended beside, held to a snapshot."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.judging import criterion_facts, make_criterion
from tests.factories.programme import make_series, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.evaluation.sealing import folder_of, rows_of, taken
from webinars.accounts.models import Role
from webinars.app.demonstration.judging import fix_criteria
from webinars.database import Db
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.pages import as_html
from webinars.evaluation.models.criteria import CriteriaLock, Criterion
from webinars.evaluation.operations import verify_folder
from webinars.evaluation.operations.criteria import (
    BadThreshold,
    NoMeasure,
    NothingToLock,
    ReasonForAmending,
    amend_criterion,
    lock_criteria,
    withdraw_criterion,
)
from webinars.evaluation.tasks import lock_due
from webinars.journal.models import Entry
from webinars.kernel.refusals import Refusal
from webinars.web.requests import WebinarsApp

HOUR = timedelta(hours=1)
ANSWERS = {
    "words": "Delegates of most members came.",
    "language": "en",
    "owner": "Committee, EXAMPLE/1",
    "speaks_for": "keep",
    "measure": "9:members",
    "comparator": "at-least",
    "threshold": "60",
}


def test_from_an_empty_page_to_locked_criteria_with_an_amendment_beside(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    series = make_series(db)
    office = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    at = f"/secretariat/series/{series.slug}/criteria"

    empty = office.get(at).text
    office.post(f"{at}/new", data=ANSWERS)
    office.post(f"{at}/lock")
    app.clock = lambda: NOON + HOUR
    one = db.scalars(select(Criterion)).one()
    refused = office.post(f"/secretariat/criteria/{one.public_id}", data=ANSWERS)
    told = ANSWERS | {"threshold": "50", "reason": "The Committee said so in EXAMPLE/2."}
    office.post(f"/secretariat/criteria/{one.public_id}", data=told)
    page = office.get(at).text.replace("\u202f", " ").replace("\xa0", " ")
    content = office.get(f"/series/{series.slug}/criteria.json").data

    assert "No criterion yet" in empty
    assert refused.status_code == 422
    digest, reason = hashlib.sha256(content).hexdigest(), told["reason"]
    for words in ("at least 60.0 %", "at least 50.0 %", reason, "Otto Muster", digest):
        assert words in page
    assert json.loads(content)["criteria"][0]["threshold"] == "60.00"
    kinds = db.scalars(select(Entry.kind).where(Entry.kind.startswith("evaluation."))).all()
    assert kinds == [
        "evaluation.enter_criterion",
        "evaluation.lock_criteria",
        "evaluation.amend_criterion",
    ]


def test_before_the_lock_a_criterion_changes_and_leaves_without_a_trace_on_the_page(
    db: Db, client: FlaskClient
) -> None:
    series = make_series(db)
    kept = make_criterion(db, series=series)
    gone = make_criterion(db, series=series, words="Nobody asked for this one.")
    office = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))

    office.post(f"/secretariat/criteria/{kept.public_id}", data=ANSWERS | {"threshold": "61,5"})
    asked = office.get(f"/secretariat/criteria/{gone.public_id}/withdraw").text
    office.post(f"/secretariat/criteria/{gone.public_id}/withdraw")
    page = office.get(f"/secretariat/series/{series.slug}/criteria").text

    assert "Nothing is fixed yet" in asked
    assert "61.5" in page
    assert "60.0" not in page
    assert "Nobody asked for this one." not in page


@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"threshold": "many"}, BadThreshold),
        ({"threshold": "nan"}, BadThreshold),
        ({"threshold": "1e99"}, BadThreshold),
        ({"comparator": None}, NoMeasure),
        ({"measure": "minute", "indicator": 6}, NoMeasure),
        ({"indicator": 30}, NoMeasure),
        ({"indicator": None}, NoMeasure),
    ],
)
def test_a_criterion_that_compares_nothing_is_refused(
    db: Db, over: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        make_criterion(db, series=make_series(db), **over)


def test_a_lock_is_for_good_and_needs_something_to_lock(db: Db) -> None:
    series = make_series(db)
    criterion = make_criterion(db, series=series)
    withdraw_criterion(db, criterion=criterion, reason="", by="test", now=NOON)

    with pytest.raises(NothingToLock):
        lock_criteria(db, series=series, by="test", now=NOON)


def test_registration_never_waits_and_fixes_the_criteria_by_itself(
    db: Db, app: WebinarsApp
) -> None:
    webinar = make_webinar(db)
    series = webinar.series
    early = make_criterion(db, series=series, now=NOON)
    make_registration(db, sitting=webinar.sittings[0], now=NOON + HOUR)
    make_criterion(db, series=series, words="Too late.", now=NOON + 2 * HOUR)

    with pytest.raises(ReasonForAmending):
        amend_criterion(
            db,
            criterion=early,
            facts=criterion_facts(threshold="10"),
            reason="",
            by="test",
            now=NOON + 2 * HOUR,
        )
    amend_criterion(
        db,
        criterion=early,
        facts=criterion_facts(threshold="10"),
        reason="Lowered afterwards.",
        by="test",
        now=NOON + 3 * HOUR,
    )
    lock_due(app.engine, NOON + 4 * HOUR)
    lock_due(app.engine, NOON + 5 * HOUR)
    snapshot = taken(db, app, now=NOON + 6 * HOUR)

    lock = db.scalars(select(CriteriaLock)).one()
    rows = rows_of(app, snapshot, "criteria")
    assert lock.locked_by == "worker"
    assert json.loads(lock.content)["criteria"][0]["threshold"] == "60.00"
    assert [(row["number"], row["stage"], row["threshold"]) for row in rows] == [
        ("1", "fixed", "60.00"),
        ("1", "amendment", "10.00"),
        ("2", "late", "60.00"),
    ]
    assert [row["digest"] for row in rows_of(app, snapshot, "locks")] == [lock.digest]


def test_the_evaluator_and_the_dossier_read_how_each_stands(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    series = make_webinar(db).series
    make_criterion(db, series=series, words="=Members came.")
    make_criterion(db, series=series, indicator=None, source="Interviews with delegations.")
    lock_criteria(db, series=series, by="test", now=NOON)
    snapshot = taken(db, app)
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    page = evaluator.get("/evaluation/criteria").text
    folder = folder_of(app, snapshot)
    document = as_html(dossier(Told(folder, "en"), Front("", "")))

    for text in (page, document):
        assert "=Members came." in text
        assert "'=Members" not in text
        assert "Interviews with delegations." in text
        assert "ot evaluable" in text
    assert "entered after" not in document
    assert verify_folder(folder).identical


def test_where_no_series_is_planned_the_page_says_so(db: Db, client: FlaskClient) -> None:
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    page = evaluator.get("/evaluation/criteria")

    assert page.status_code == 404
    assert "nothing to evaluate" in page.text


def test_the_public_reads_no_figure_that_must_be_suppressed_and_no_draft(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    series = make_webinar(db).series
    make_criterion(db, series=series, words="In each group.", breakdown="ldc", key="yes")
    draft = client.get(f"/series/{series.slug}/evaluation").text
    taken(db, app)
    app.clock = lambda: NOON + HOUR
    before = client.get(f"/series/{series.slug}/evaluation").text
    lock_criteria(db, series=series, by="test", now=NOON)
    taken(db, app)
    app.clock = lambda: NOON + 2 * HOUR
    after = client.get(f"/series/{series.slug}/evaluation").text

    assert "Nothing has been published yet." in draft
    assert "In each group." not in before
    assert "In each group." in after
    assert "<td>suppressed</td>" in after
    assert "undetermined. Suppressed" in after


def test_an_evaluator_turns_from_one_series_to_another(db: Db, client: FlaskClient) -> None:
    first, second = make_series(db, title="The pilot"), make_series(db, title="The next one")
    make_criterion(db, series=second, words="Only of the next one.")
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    for path in ("criteria", "findings", "matrix"):
        page = evaluator.get(f"/evaluation/{path}?series={first.slug}").text
        assert f"/evaluation/{path}?series={second.slug}" in page
        assert "Only of the next one." not in page
    assert evaluator.get("/evaluation/matrix?series=nowhere").status_code == 404


def test_the_demonstration_shows_criteria_that_were_fixed_beforehand_and_one_amended(
    db: Db, app: WebinarsApp
) -> None:
    webinar = make_webinar(db)
    make_registration(db, sitting=webinar.sittings[0], now=NOON)

    fix_criteria(db, series=webinar.series, now=NOON + timedelta(days=9))

    rows = rows_of(app, taken(db, app), "criteria")
    assert [(row["number"], row["stage"]) for row in rows] == [
        ("1", "fixed"),
        ("2", "fixed"),
        ("2", "amendment"),
        ("3", "fixed"),
        ("4", "fixed"),
    ]
    assert all("fictitious" in row["words"] for row in rows)


def test_of_a_series_that_is_only_planned_the_public_learns_nothing(
    db: Db, client: FlaskClient
) -> None:
    series = make_series(db, published_at=None)
    make_criterion(db, series=series)
    lock_criteria(db, series=series, by="test", now=NOON)

    for path in ("evaluation", "criteria.json"):
        assert client.get(f"/series/{series.slug}/{path}").status_code == 404
