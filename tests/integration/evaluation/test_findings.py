"""Findings, recommendations, responses, dissent, decision: a draft is its evaluators' alone."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.judging import make_passage
from tests.factories.programme import make_series, make_webinar
from tests.integration.evaluation.sealing import folder_of, rows_of, taken
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.pages import as_html
from webinars.evaluation.models.passages import Decision, Passage, PassageKind
from webinars.evaluation.operations import verify_folder
from webinars.evaluation.operations.passages import (
    FindingFirst,
    NoFinding,
    PublishedAlready,
    drop_draft,
    publish_passage,
)
from webinars.journal.models import Detail
from webinars.web.requests import WebinarsApp

HOUR = timedelta(hours=1)
FINDINGS = "/evaluation/findings"
WORDS = {"words": "Most members were reached.", "language": "en"}
RESPONSE = {
    "verdict": "partly",
    "words": "Agreed for two sittings.",
    "language": "en",
    "owner": "Webinar team",
    "due_on": "2027-05-01",
    "progress": "open",
}
DECISION = {
    "outcome": "modify",
    "body": "Committee",
    "decided_on": "2027-02-28",
    "symbol": "EXAMPLE/9, paragraph 3",
    "words": "The Committee decided to hold two sittings.",
    "language": "en",
}

SAID = (
    "Half of the members were reached.",
    "Most members were reached.",
    "A slip.",
    "Hold two sittings.",
    "Done in May.",
    "accepted in part",
    "We were not asked.",
    "Not attributed.",
    "The Committee decided to hold two sittings.",
    "EXAMPLE/9, paragraph 3",
)
"""What everybody reads in the end."""


@pytest.fixture
def evaluator(db: Db, app: WebinarsApp) -> FlaskClient:
    account = make_account(db, role=Role.EVALUATOR, email="eva@example.org", name="Eva Test")
    return sign_in(app.test_client(), db, account)


@pytest.fixture
def office(db: Db, app: WebinarsApp) -> FlaskClient:
    account = make_account(db, role=Role.SECRETARIAT, email="otto@example.org")
    return sign_in(app.test_client(), db, account)


def newest(db: Db, kind: PassageKind) -> Passage:
    rows = select(Passage).where(Passage.kind == kind).order_by(Passage.id.desc())
    found = db.scalars(rows).first()
    assert found is not None
    return found


def found_and_recommended(db: Db, evaluator: FlaskClient, cut: int) -> Passage:
    """Publish a finding that rests on a figure, with a recommendation."""
    evaluator.post(f"{FINDINGS}/new", data=WORDS | {"measure": "9:members", "cut": str(cut)})
    finding = newest(db, PassageKind.FINDING)
    about = f"{FINDINGS}/new?kind=recommendation&about={finding.public_id}"
    evaluator.post(about, data=WORDS | {"words": "Hold two sittings."})
    evaluator.post(f"{FINDINGS}/{finding.public_id}/publish")
    return finding


def test_from_a_figure_the_way_leads_to_a_finding_that_rests_on_it(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    make_webinar(db)
    cut = taken(db, app).cut

    figure = evaluator.get(f"/evaluation/snapshots/{cut}/indicators/9").text
    form = evaluator.get(f"{FINDINGS}/new?measure=9:members&cut={cut}").text

    assert f'href="{FINDINGS}/new?measure=9:members&amp;cut={cut}"' in figure
    assert '<option value="9:members" selected>' in form
    assert f'<option value="{cut}" selected>' in form


def test_a_draft_is_seen_by_nobody_but_evaluators_and_leaves_no_words(
    db: Db, app: WebinarsApp, evaluator: FlaskClient, office: FlaskClient
) -> None:
    series = make_webinar(db).series
    secret = WORDS | {"words": "Unripe thought."}
    evaluator.post(f"{FINDINGS}/new", data=secret)
    draft = newest(db, PassageKind.FINDING)
    recommended = make_passage(
        db, series=series, words="x", kind=PassageKind.RECOMMENDATION, about=draft
    )
    seen = office.get(f"/secretariat/series/{series.slug}/evaluation")
    public = app.test_client().get(f"/series/{series.slug}/evaluation")
    snapshot = taken(db, app)

    assert "Unripe thought." in evaluator.get(FINDINGS).text
    assert "Unripe thought." not in seen.text
    assert "Unripe thought." not in public.text
    assert rows_of(app, snapshot, "passages") == []
    assert office.get(FINDINGS).status_code == 403
    assert office.get(f"{FINDINGS}/{draft.public_id}").status_code == 403
    for kept in (
        f"/secretariat/recommendations/{recommended.public_id}",
        f"/secretariat/series/{series.slug}/evaluation/dissent?about={draft.public_id}",
    ):
        assert office.get(kept).status_code == 404
    assert "Unripe" not in str(db.scalars(select(Detail.content)).all())


def test_from_a_finding_to_the_decision_everything_is_added_and_nothing_rewritten(
    db: Db, app: WebinarsApp, evaluator: FlaskClient, office: FlaskClient
) -> None:
    series = make_webinar(db).series
    cut = taken(db, app).cut
    finding = found_and_recommended(db, evaluator, cut)
    advice = newest(db, PassageKind.RECOMMENDATION)
    at = f"/secretariat/series/{series.slug}/evaluation"
    done = RESPONSE | {"progress": "done", "words": "Done in May."}
    for answer in (RESPONSE, done):
        office.post(f"/secretariat/recommendations/{advice.public_id}", data=answer)
    office.post(
        f"{at}/dissent?about={finding.public_id}", data=WORDS | {"words": "We were not asked."}
    )
    app.clock = lambda: NOON + HOUR
    evaluator.post(
        f"{FINDINGS}/{finding.public_id}",
        data=WORDS | {"words": "Half of the members were reached.", "reason": "A slip."},
    )
    office.post(f"{at}/decision", data=DECISION)
    snapshot = taken(db, app, now=NOON + HOUR)
    page = office.get(at).text
    public = app.test_client().get(at.removeprefix("/secretariat")).text
    document = as_html(dossier(Told(folder_of(app, snapshot), "en"), Front("", "")))

    for text in (page, public, document):
        for said in (*SAID, f"[indicator 9, version 2; snapshot {cut}]"):
            assert said in text, said
    assert "Agreed for two sittings." in page
    assert verify_folder(folder_of(app, snapshot)).identical
    assert len(rows_of(app, snapshot, "management")) == 2
    assert as_html(dossier(Told(folder_of(app, snapshot), "en"), Front("", ""))) == document


def test_another_decision_needs_its_reason_and_none_is_recorded_beforehand(
    db: Db, office: FlaskClient
) -> None:
    at = f"/secretariat/series/{make_series(db).slug}/evaluation/decision"

    early = office.post(at, data=DECISION | {"decided_on": "2027-03-02"})
    first = office.post(at, data=DECISION)
    bare = office.post(at, data=DECISION | {"outcome": "close"})
    second = office.post(at, data=DECISION | {"outcome": "close", "reason": "Misread."})

    codes = [one.status_code for one in (early, first, bare, second)]
    assert codes == [422, 303, 422, 303]
    assert "has not been taken yet" in early.text
    kept = db.scalars(select(Decision.outcome).order_by(Decision.id)).all()
    assert [str(one) for one in kept] == ["modify", "close"]


def test_drafts_go_with_what_follows_from_them_and_what_is_published_stays(db: Db) -> None:
    series = make_series(db)
    finding = make_passage(db, series=series, words="Draft.")
    advice = make_passage(
        db, series=series, words="So.", kind=PassageKind.RECOMMENDATION, about=finding
    )

    with pytest.raises(FindingFirst):
        publish_passage(db, passage=advice, by="test", now=NOON)
    with pytest.raises(NoFinding):
        make_passage(db, series=series, words="So.", kind=PassageKind.RECOMMENDATION)
    drop_draft(db, passage=finding)
    published = make_passage(db, series=series, words="Told.", published=True)
    with pytest.raises(PublishedAlready):
        drop_draft(db, passage=published)

    assert [one.number for one in db.scalars(select(Passage))] == [1]


def test_a_finding_is_withdrawn_with_its_reason_and_takes_no_answer_any_more(
    db: Db, evaluator: FlaskClient, office: FlaskClient
) -> None:
    series = make_series(db)
    finding = make_passage(db, series=series, words="Told.", published=True)
    kind = PassageKind.RECOMMENDATION
    advice = make_passage(db, series=series, words="Do.", kind=kind, about=finding, published=True)

    bare = evaluator.post(f"{FINDINGS}/{advice.public_id}/remove")
    evaluator.post(f"{FINDINGS}/{advice.public_id}/remove", data={"reason": "Overtaken."})
    page = office.get(f"/secretariat/series/{series.slug}/evaluation").text

    assert bare.status_code == 422
    assert "Overtaken." in page
    assert office.get(f"/secretariat/recommendations/{advice.public_id}").status_code == 404


def test_a_figure_that_is_not_in_the_snapshot_is_refused_and_one_can_be_taken_out(
    db: Db, app: WebinarsApp, evaluator: FlaskClient
) -> None:
    make_webinar(db)
    cut = str(taken(db, app).cut)
    wrong = {"measure": "9:members", "breakdown": "gender:woman", "cut": cut}

    refused = evaluator.post(f"{FINDINGS}/new", data=WORDS | wrong)
    evaluator.post(f"{FINDINGS}/new", data=WORDS | {"measure": "9:members", "cut": cut})
    draft = newest(db, PassageKind.FINDING)
    at = f"{FINDINGS}/{draft.public_id}"
    evaluator.post(f"{at}/evidence/{draft.evidence[0].id}/remove")
    db.expire_all()

    assert refused.status_code == 422
    assert draft.evidence == []
