"""Stages, checklist with owners, and the dashboard of gaps over a series."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.desk import (
    make_appearance,
    make_full_webinar,
    make_past_webinar,
    make_recording,
)
from tests.factories.programme import TENTH_OF_MARCH, make_series, make_webinar
from webinars.accounts.models import Account
from webinars.app.migrating import ROOT
from webinars.database import Db
from webinars.desk.queries.evidence import evidence_of
from webinars.desk.rules.evidence import Evidence
from webinars.desk.rules.gaps import AFTER, BEFORE, Lack
from webinars.desk.rules.stages import Stage, stage_of, steps_of
from webinars.desk.sights.checklist import LACKS, CellState, cells_of, grid_of
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar, WebinarState


def evidence(db: Db, webinar: Webinar) -> Evidence:
    db.flush()
    db.expire_all()
    return evidence_of(db, webinars=[webinar], now=NOON)[0]


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (WebinarState.DRAFT, Stage.DRAFT),
        (WebinarState.ANNOUNCED, Stage.ANNOUNCED),
        (WebinarState.OPEN, Stage.OPEN),
    ],
)
def test_a_stage_follows_from_the_state(db: Db, state: WebinarState, stage: Stage) -> None:
    assert stage_of(evidence(db, make_webinar(db, state=state)), NOON) is stage


def test_speakers_are_confirmed_when_all_who_are_heard_have_said_yes(db: Db) -> None:
    webinar = make_webinar(db, state=WebinarState.DRAFT)
    webinar.appearances = [make_appearance(confirmed_at=NOON), make_appearance(1)]
    assert stage_of(evidence(db, webinar), NOON) is Stage.DRAFT

    webinar.appearances[1].declined_at = NOON
    assert stage_of(evidence(db, webinar), NOON) is Stage.CONFIRMED


def test_after_the_sitting_the_recording_and_the_questionnaire_count(db: Db) -> None:
    webinar = make_past_webinar(db)
    assert stage_of(evidence(db, webinar), NOON) is Stage.LIVE

    recording = make_recording(db, sitting=webinar.sittings[0])
    assert stage_of(evidence(db, webinar), NOON) is Stage.PUBLISHED
    recording.withdrawn_at, recording.withdraw_reason = NOON, "A name is in it"
    assert stage_of(evidence(db, webinar), NOON) is Stage.LIVE
    assert [step.stage for step in steps_of(evidence(db, webinar), NOON)] == list(Stage)


def test_cells_say_done_due_late_and_later(db: Db) -> None:
    webinar = make_full_webinar(db, sittings=1)
    webinar.rehearsals[0].cancelled_at = NOON

    cells = cells_of(evidence(db, webinar), NOON)

    assert cells[Lack.SITTING].state is CellState.DONE
    assert cells[Lack.INVITATION].state is CellState.LATE
    assert cells[Lack.REHEARSAL].due_on == TENTH_OF_MARCH.date() - timedelta(days=7)
    assert cells[Lack.FILE].state is CellState.LATER


def test_the_grid_names_every_gap_of_every_webinar_and_counts_the_late(db: Db) -> None:
    series = make_series(db)
    webinars = [make_past_webinar(db, series=series), make_full_webinar(db, series=series)]
    make_webinar(db, series=series, state=WebinarState.CANCELLED, sittings=0)
    found = [evidence(db, one) for one in webinars]

    grid = grid_of(found, language=Language.ENGLISH, now=NOON)

    assert [row.lack for row in grid.rows] == list(LACKS)
    assert all(len(row.cells) == 2 for row in grid.rows)
    assert grid.late > 0


@pytest.mark.parametrize("many", [1, 3])
def test_the_dashboard_takes_as_many_queries_however_long_the_series(
    *, db: Db, secretariat: FlaskClient, queries: list[str], many: int
) -> None:
    series = make_series(db, slug="half-year")
    for place in range(many):
        make_full_webinar(db, series=series, slug=f"w-{place}")
    db.flush()
    db.expunge_all()
    queries.clear()

    page = secretariat.get("/secretariat/series/half-year/gaps")

    assert page.status_code == 200
    assert len(queries) == 22


def test_a_gap_has_an_owner_of_its_own_or_the_webinars(
    db: Db, secretariat: FlaskClient, otto: Account
) -> None:
    webinar = make_full_webinar(db, slug="one")
    webinar.rehearsals[0].cancelled_at = NOON
    here = "/secretariat/webinars/one/checklist"

    assert secretariat.post(here, data={"gap": "", "owner": otto.public_id}).status_code == 303
    cells = cells_of(evidence(db, webinar), NOON)
    assert {cell.owner for cell in cells.values() if cell.due_on} == {otto.name}
    secretariat.post(here, data={"gap": "rehearsal", "owner": otto.public_id})
    secretariat.post(here, data={"gap": "", "owner": ""})

    cells = cells_of(evidence(db, webinar), NOON)
    assert (cells[Lack.REHEARSAL].owner, cells[Lack.INVITATION].owner) == (otto.name, "")
    assert f"Owner: {otto.name}" in secretariat.get(here).text
    assert f"Owner: <bdi>{otto.name}</bdi>" in secretariat.get("/secretariat/").text


def test_only_officers_own_and_only_known_gaps(
    db: Db, secretariat: FlaskClient, evaluator: FlaskClient
) -> None:
    make_full_webinar(db, slug="one")
    here = "/secretariat/webinars/one/checklist"
    assert evaluator.get(here).status_code == 403

    assert secretariat.post(here, data={"gap": "beauty", "owner": ""}).status_code == 404
    assert secretariat.post(here, data={"gap": "agenda", "owner": "nobody"}).status_code == 404


def test_the_days_in_the_documents_are_those_of_the_rule() -> None:
    page = Path(ROOT / "docs/reference/checklist.md").read_text(encoding="utf-8")

    rows = re.findall(r"^\| `([\w-]+)` \| (-?\d+) \|", page, re.MULTILINE)
    told = {name: int(days) for name, days in rows}

    assert told == {lack.value: -days for lack, days in BEFORE.items()} | {
        lack.value: days for lack, days in AFTER.items()
    }
