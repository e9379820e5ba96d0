"""The Secretariat's pages: actual times, a signature and what follows, and who may look."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import make_held_sitting, make_holding, make_import
from tests.factories.people import AMINA
from tests.integration.attendance.pages import address_of, count, heading, send, the_import
from webinars.accounts.models import Role
from webinars.attendance.models import (
    AttendanceImport,
    Holding,
    Match,
)
from webinars.attendance.queries import participation
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.journal.models import Detail, Entry
from webinars.web.requests import WebinarsApp


def test_signing_asks_those_who_came_for_feedback(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    send(officer, sitting, "shared_mailbox.csv")
    page = f"/secretariat/imports/{the_import(db).public_id}/sign-off"

    asked = officer.get(page)
    assert "5 people are not matched and will count as walk-ins" in asked.text
    assert count(db, Job) == 0
    officer.post(page)
    twice = officer.post(page)

    (job,) = db.scalars(select(Job))
    expected = {"webinar": sitting.webinar.public_id, "by": "sign-off"}
    assert (job.name, job.arguments) == ("feedback.invite", expected)
    assert twice.status_code == 409
    kinds = db.scalars(select(Entry.kind).where(Entry.kind.like("attendance.%")).order_by(Entry.id))
    assert list(kinds) == ["attendance.import", "attendance.sign_off"]


def times(start: datetime, end: datetime, **over: str) -> dict[str, str]:
    return {
        "started_on": f"{start:%Y-%m-%d}",
        "started": f"{start:%H:%M}",
        "ended_on": f"{end:%Y-%m-%d}",
        "ended": f"{end:%H:%M}",
    } | over


def test_actual_times_are_read_by_the_announced_clock(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)  # 18:30 UTC, announced in Geneva
    sent = times(datetime(2025, 2, 3, 19, 32), datetime(2025, 2, 3, 21, 4))

    answer = officer.post(f"{address_of(sitting)}/holdings", data=sent)

    holding = db.scalars(select(Holding)).one()
    assert answer.status_code == 303
    assert holding.started_at == datetime.fromisoformat("2025-02-03T18:32:00+00:00")
    (job,) = db.scalars(select(Job))
    assert job.arguments == {"webinar": sitting.webinar.public_id, "by": "actual-end"}


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ((2025, 2, 3, 21, 0), (2025, 2, 3, 19, 30), "The end is not after the start"),
        ((2027, 3, 1, 12, 0), (2027, 3, 1, 13, 30), "This is still to come"),
        ((2025, 2, 5, 19, 30), (2025, 2, 5, 21, 0), "more than 12 hours away"),
        ((2025, 3, 30, 2, 30), (2025, 3, 30, 4, 0), "Clocks in Europe/Zurich skip"),
    ],
)
def test_times_that_cannot_be_are_refused_beside_what_was_written(
    db: Db,
    officer: FlaskClient,
    start: tuple[int, int, int, int, int],
    end: tuple[int, int, int, int, int],
    sentence: str,
) -> None:
    sitting = make_held_sitting(db)
    sent = times(datetime(*start), datetime(*end))

    answer = officer.post(f"{address_of(sitting)}/holdings", data=sent)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert count(db, Holding) == 0


def test_a_correction_needs_a_reason_and_is_a_new_row(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    make_holding(db, sitting=sitting)
    page = f"{address_of(sitting)}/holdings"
    sent = times(datetime(2025, 2, 3, 19, 35), datetime(2025, 2, 3, 21, 0))

    without = officer.post(page, data=sent)
    with_reason = officer.post(page, data=sent | {"reason": "The clock was wrong."})
    again = officer.post(page, data=sent | {"reason": "The clock was wrong."})

    assert [without.status_code, with_reason.status_code, again.status_code] == [422, 303, 303]
    assert count(db, Holding) == 2
    assert count(db, Job) == 1


def test_only_the_secretariat_sees_these_pages(db: Db, client: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    stranger = client.get(address_of(sitting))
    evaluator = sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    assert stranger.status_code == 303
    assert evaluator.get(address_of(sitting)).status_code == 403


def test_looking_changes_nothing(db: Db, app: WebinarsApp, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    made = make_import(db, sitting=sitting, lines=[(*AMINA, 0, 30)], signed=False)
    before = [count(db, model) for model in (AttendanceImport, Match, Entry, Job)]

    for page in (address_of(sitting), f"/secretariat/imports/{made.public_id}"):
        assert officer.get(page).status_code == 200
    assert officer.get(f"/secretariat/imports/{made.public_id}/sign-off").status_code == 200

    assert [count(db, model) for model in (AttendanceImport, Match, Entry, Job)] == before
    assert app.clock() == NOON


def test_a_signature_is_taken_back_with_a_reason_and_may_be_given_again(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    made = make_import(db, sitting=sitting, lines=[(*AMINA, 0, 30)])
    page = f"/secretariat/imports/{made.public_id}"
    assert "Take the signature back" in officer.get(page).text

    without = officer.post(f"{page}/withdraw", data={"reason": " "})
    done = officer.post(f"{page}/withdraw", data={"reason": "Another week"}, follow_redirects=True)
    twice = officer.post(f"{page}/withdraw", data={"reason": "Again"})

    assert [without.status_code, done.status_code, twice.status_code] == [422, 200, 409]
    assert 'href="/secretariat/">Today</a>' in twice.text
    assert heading(done) == "Set aside: it does not count"
    assert participation(db, webinar=sitting.webinar) == []
    details = [row.content for row in db.scalars(select(Detail))]
    assert {"sitting": sitting.public_id, "reason": "Another week"} in details
    again = officer.post(f"{page}/sign-off", data={}, follow_redirects=True)
    assert heading(again) == "Signed off: it counts"
