"""The Secretariat's first page: what needs somebody, computed from what is there."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.desk import (
    make_appearance,
    make_full_webinar,
    make_past_webinar,
    make_recording,
    make_rehearsal,
)
from tests.factories.programme import make_series, make_sitting, make_webinar
from tests.factories.registrations import make_registrations
from webinars.attendance.models import (
    BY_HAND,
    AttendanceImport,
    Holding,
    HoldingSource,
    ImportState,
)
from webinars.database import Db
from webinars.desk.queries.evidence import evidence_of
from webinars.desk.rules.gaps import HORIZON, Lack, gaps_of
from webinars.outbox.models import Letter
from webinars.outbox.operations import mark_failed, post
from webinars.programme.models import Webinar, WebinarState

SOON = NOON + timedelta(days=1)
"""Of a sitting so near that all it lacks is late."""


def lacks(db: Db, webinar: Webinar) -> list[Lack]:
    db.flush()
    return [gap.lack for gap in gaps_of(evidence_of(db, webinars=[webinar], now=NOON)[0], NOON)]


def make_import(db: Db, webinar: Webinar, *, state: ImportState) -> AttendanceImport:
    read = AttendanceImport(
        sitting_id=webinar.sittings[0].id,
        file_digest="a" * 64,
        file_name="report.csv",
        uploaded_at=NOON,
        uploaded_by="otto",
        parser_version="1",
        outcome="ok",
        sentence_values={},
        reported={},
        skipped=[],
        noted=[],
        state=state,
        signed_at=NOON if state is ImportState.SIGNED else None,
    )
    db.add(read)
    db.flush()
    return read


def test_a_webinar_with_everything_lacks_nothing(db: Db) -> None:
    webinar = make_full_webinar(db, sittings=1)
    for row in webinar.appearances:
        row.confirmed_at = row.consented_recording_at = NOON

    assert lacks(db, webinar) == []


def test_what_is_missing_is_named_with_what_is_due_first(db: Db) -> None:
    webinar = make_webinar(db, sittings=0)
    make_sitting(db, webinar=webinar, starts_at=SOON).rooms[0].closed_at = NOON
    asked = make_appearance(invited_at=NOON)
    webinar.appearances = [make_appearance(), asked, make_appearance(confirmed_at=NOON)]

    assert lacks(db, webinar) == [
        Lack.INVITATION,
        Lack.TEXTS,
        Lack.CONFIRMATION,
        Lack.AGENDA,
        Lack.CONSENT,
        Lack.REHEARSAL,
        Lack.ROOM,
    ]


@pytest.mark.parametrize(
    ("state", "sittings", "missing"),
    [
        (WebinarState.DRAFT, 1, Lack.ANNOUNCEMENT),
        (WebinarState.ANNOUNCED, 1, Lack.OPENING),
        (WebinarState.ANNOUNCED, 0, Lack.SITTING),
    ],
)
def test_the_next_step_towards_the_public_is_a_task(
    db: Db, state: WebinarState, sittings: int, missing: Lack
) -> None:
    webinar = make_webinar(db, state=state, sittings=sittings)

    assert missing in lacks(db, webinar)


def test_a_cancelled_webinar_and_a_distant_one_need_nobody(db: Db) -> None:
    cancelled = make_webinar(db, state=WebinarState.CANCELLED, announced_at=NOON)
    distant = make_webinar(db, sittings=0)
    make_sitting(db, webinar=distant, starts_at=NOON + HORIZON + timedelta(days=60))

    assert lacks(db, cancelled) == []
    assert lacks(db, distant) == []


@pytest.mark.parametrize(
    ("state", "missing", "done"),
    [
        (ImportState.READ, Lack.SIGNATURE, Lack.FILE),
        (ImportState.SIGNED, Lack.RECORDING, Lack.SIGNATURE),
        (ImportState.REFUSED, Lack.FILE, Lack.SIGNATURE),
    ],
)
def test_an_attendance_file_waits_until_it_is_signed(
    db: Db, state: ImportState, missing: Lack, done: Lack
) -> None:
    webinar = make_past_webinar(db)
    make_import(db, webinar, state=state)

    found = lacks(db, webinar)

    assert missing in found
    assert done not in found


def test_a_record_by_hand_closes_no_gap_of_the_room(db: Db) -> None:
    """It says of one person that they were there, and nothing of everybody else."""
    webinar = make_past_webinar(db)
    make_import(db, webinar, state=ImportState.SIGNED).provider = BY_HAND
    db.flush()

    [found] = evidence_of(db, webinars=[webinar], now=NOON)
    [gap] = [one for one in gaps_of(found, NOON) if one.lack is Lack.FILE]

    assert (gap.number, found.signed(webinar.sittings[0])) == (1, False)
    assert Lack.HOLDING in lacks(db, webinar)


def test_where_there_was_no_live_room_records_by_hand_are_all_there_is(db: Db) -> None:
    webinar = make_past_webinar(db)
    for room in webinar.sittings[0].rooms:
        room.closed_at = NOON
    make_import(db, webinar, state=ImportState.SIGNED).provider = BY_HAND

    assert Lack.FILE not in lacks(db, webinar)


def test_the_actual_hours_are_asked_for_until_they_are_recorded(db: Db) -> None:
    webinar = make_past_webinar(db)
    assert Lack.HOLDING in lacks(db, webinar)
    sitting = webinar.sittings[0]
    db.add(
        Holding(
            sitting_id=sitting.id,
            started_at=sitting.starts_at,
            ended_at=sitting.ends_at,
            source=HoldingSource.MANUAL,
            recorded_at=NOON,
            recorded_by="otto",
        )
    )

    assert Lack.HOLDING not in lacks(db, webinar)


def test_captions_are_missing_until_somebody_has_checked_them(db: Db) -> None:
    webinar = make_past_webinar(db)
    webinar.promises = make_full_webinar(db).promises
    make_recording(db, sitting=webinar.sittings[0], verified=6)
    assert Lack.CAPTIONS not in lacks(db, webinar)

    other = make_past_webinar(db, slug="other")
    other.promises = webinar.promises
    make_recording(db, sitting=other.sittings[0], slug="other", verified=1)

    assert Lack.CAPTIONS in lacks(db, other)
    assert Lack.RECORDING not in lacks(db, other)


def test_a_room_that_fills_up_is_noticed(db: Db) -> None:
    webinar = make_full_webinar(db, sittings=0)
    sitting = make_sitting(db, webinar=webinar, capacity=8)
    make_registrations(db, sitting=sitting, count=4)
    assert Lack.FEW_PLACES in lacks(db, webinar)

    sitting.capacity = 4

    assert Lack.FULL in lacks(db, webinar)


def test_the_page_counts_the_things_of_the_day(db: Db, secretariat: FlaskClient) -> None:
    series = make_series(db)
    webinar = make_full_webinar(db, series=series, sittings=0)
    for row in webinar.appearances:
        row.confirmed_at = row.consented_recording_at = NOON
    sitting = make_sitting(db, webinar=webinar, starts_at=SOON)
    sitting.rooms[0].closed_at = NOON
    webinar.rehearsals = [make_rehearsal(webinar, before=timedelta(hours=2))]
    db.flush()

    page = secretariat.get("/secretariat/").text

    assert "<h1>1 thing needs you today</h1>" in page
    assert f'<a href="/secretariat/sittings/{sitting.public_id}/room">' in page
    assert "1 day late" in page


def test_without_a_series_the_page_asks_for_one(secretariat: FlaskClient) -> None:
    page = secretariat.get("/secretariat/").text

    assert "<h1>Nothing is planned yet</h1>" in page
    assert 'href="/secretariat/series/new"' in page


def test_letters_that_came_back_are_told_without_names(db: Db, secretariat: FlaskClient) -> None:
    make_series(db)
    post(
        db, kind="x", address="amina@office.example", name="A", language="en", zone=None,
        about="x", now=NOON,
    )  # fmt: skip
    mark_failed(db.scalars(select(Letter)).one(), error="550 unknown", final=True, now=NOON)
    db.flush()

    page = secretariat.get("/secretariat/").text

    assert "1 letter could not be delivered." in page
    assert "amina" not in page


@pytest.mark.parametrize("months", [1, 7])
def test_the_page_takes_as_many_queries_for_one_webinar_as_for_many(
    db: Db, secretariat: FlaskClient, queries: list[str], months: int
) -> None:
    series = make_series(db)
    coming = make_full_webinar(db, series=series)
    make_registrations(db, sitting=coming.sittings[0], count=3)
    for place in range(months):
        past = make_past_webinar(db, series=series, slug=f"past-{place}")
        make_recording(db, sitting=past.sittings[0], slug=f"past-{place}")
        make_import(db, past, state=ImportState.READ)
    db.expunge_all()
    queries.clear()

    assert secretariat.get("/secretariat/").status_code == 200
    assert len(queries) == QUERIES


QUERIES = 30
"""Of the page, the visitor's own among them."""


@pytest.mark.parametrize(
    "path",
    [
        "/secretariat/",
        "/secretariat/webinars/one",
        "/secretariat/webinars/one/registrations",
        "/secretariat/webinars/one/cancel",
        "/secretariat/webinars/one/preview/en",
        "/administration/letters",
        "/administration/jobs",
    ],
)
def test_the_workspaces_are_closed_to_others(
    db: Db, client: FlaskClient, evaluator: FlaskClient, path: str
) -> None:
    make_webinar(db, slug="one")

    assert client.get(path).status_code == 303
    assert evaluator.get(path).status_code == 403
