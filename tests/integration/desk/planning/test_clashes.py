"""Calendars of others, from upload to warning."""

import io
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories.programme import make_series, make_webinar
from tests.integration.programme.acts import told
from tests.unit.programme.test_calendars_of_others import calendar
from webinars.database import Db
from webinars.programme.models import BusyCalendar, BusyTime, Webinar, WebinarState
from webinars.storage.models import StoredFile

CLASHES = "/secretariat/clashes"
COMMITTEE = calendar(
    (
        "DTSTART;TZID=Europe/Zurich:20270415T100000",
        "DTEND;TZID=Europe/Zurich:20270415T130000",
        "SUMMARY:Committee on Development",
    )
)


@pytest.fixture
def april(db: Db) -> Webinar:
    return make_webinar(
        db,
        series=make_series(db, slug="half-year"),
        slug="april",
        state=WebinarState.DRAFT,
        sittings=0,
        planned_month=date(2027, 4, 1),
    )


def upload(secretariat: FlaskClient, raw: bytes, name: str = "Sessions") -> tuple[int, str]:
    """Send the form as a browser does; the test client would leave a large file of its own open."""
    parts = [
        b'name="name"\r\n\r\n' + name.encode(),
        b'name="kind"\r\n\r\nmeetings',
        b'name="file"; filename="sessions.ics"\r\n\r\n' + raw,
    ]
    body = b"".join(
        b"--edge\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts
    )
    answer = secretariat.post(
        f"{CLASHES}/files",
        data=body + b"--edge--\r\n",
        content_type="multipart/form-data; boundary=edge",
    )
    return answer.status_code, answer.text


def test_a_calendar_is_uploaded_shown_replaced_and_taken_out(
    db: Db, secretariat: FlaskClient
) -> None:
    assert "No calendar is uploaded yet." in secretariat.get(CLASHES).text

    assert upload(secretariat, COMMITTEE)[0] == 303

    made = db.scalars(select(BusyCalendar)).one()
    address = f"{CLASHES}/{made.public_id}"
    assert "Read: 1 entry." in secretariat.get(CLASHES).text
    assert "Committee on Development" in secretariat.get(address).text
    assert db.get(StoredFile, made.file_digest) is not None

    later = COMMITTEE.replace(b"20270415", b"20270416")
    secretariat.post(address, data={"file": (io.BytesIO(later), "later.ics")})
    db.expire_all()
    assert [one.starts_at.day for one in made.times] == [16]

    assert secretariat.get(f"{address}/remove").status_code == 200
    assert secretariat.post(f"{address}/remove").status_code == 303
    assert db.scalar(select(func.count()).select_from(BusyTime)) == 0
    assert told(db, made.public_id) == ["take_calendar", "replace_calendar", "remove_calendar"]
    assert secretariat.get(address).status_code == 404


def test_what_is_at_the_same_time_is_told_in_the_planner(
    secretariat: FlaskClient, april: Webinar
) -> None:
    upload(secretariat, COMMITTEE)

    page = secretariat.get(
        "/secretariat/planner",
        query_string={"webinar": april.slug, "sittings": "1", "start": "09:00"},
    )

    assert "At the same time: Committee on Development" in page.text
    assert "What else is on that day" in page.text


def test_a_sitting_of_another_webinar_of_ours_clashes_too(
    db: Db, secretariat: FlaskClient, april: Webinar
) -> None:
    other = make_webinar(db, title="Patents in the field", planned_month=date(2027, 4, 1))
    gone = make_webinar(db, title="Long gone", state=WebinarState.CANCELLED)
    for sitting in (*other.sittings, *gone.sittings):
        sitting.starts_at = datetime(2027, 4, 15, 9, tzinfo=UTC)
        sitting.ends_at = datetime(2027, 4, 15, 10, tzinfo=UTC)
    db.flush()
    asked = {"webinar": april.slug, "day": "2027-04-15", "sittings": "1", "start": "09:00"}

    planner = secretariat.get("/secretariat/planner", query_string=asked).text
    taken = {"start": "2027-04-15T09:30:00+00:00", "minutes": "90", "reason": ""}
    secretariat.post(f"/secretariat/webinars/{april.slug}/hours", data=taken)
    after = secretariat.get(f"/secretariat/webinars/{april.slug}").text

    assert "At the same time: Patents in the field" in planner
    assert "Long gone" not in planner
    assert "At the same time: Patents in the field. The sitting is kept." in after
    again = secretariat.get("/secretariat/planner", query_string=asked).text
    assert "At the same time: Patents in the field" in again
    assert "At the same time: Assessing needs together" not in again


def test_scheduling_warns_and_keeps_the_sitting(
    db: Db, secretariat: FlaskClient, april: Webinar
) -> None:
    upload(secretariat, COMMITTEE)
    said = {
        "day": "2027-04-15",
        "hour": "11:00",
        "zone": "Europe/Zurich",
        "minutes": "90",
        "reserve": "0",
    }

    secretariat.post(f"/secretariat/webinars/{april.slug}/sittings/new", data=said)
    after = secretariat.get(f"/secretariat/webinars/{april.slug}")

    db.expire_all()
    assert "At the same time: Committee on Development. The sitting is kept." in after.text
    assert [one.starts_at for one in april.sittings] == [datetime(2027, 4, 15, 9, tzinfo=UTC)]


def test_taking_a_plan_warns_of_a_holiday(secretariat: FlaskClient, april: Webinar) -> None:
    secretariat.post(
        f"/secretariat/webinars/{april.slug}/hours",
        data={"start": "2027-12-25T09:00:00+00:00", "minutes": "90", "reason": ""},
    )

    after = secretariat.get(f"/secretariat/webinars/{april.slug}")

    assert "At the same time: Christmas Day. The sitting is kept." in after.text


def test_days_are_entered_by_hand_and_taken_out(db: Db, secretariat: FlaskClient) -> None:
    said = {
        "days-name": "Committee, thirty-fifth session",
        "days-kind": "meetings",
        "days-first": "2027-04-12",
        "days-last": "2027-04-16",
    }

    secretariat.post(f"{CLASHES}/days", data=said)

    page = secretariat.get(CLASHES).text
    assert "Committee, thirty-fifth session" in page
    planner = secretariat.get("/secretariat/planner", query_string={"day": "2027-04-15"}).text
    assert "Committee, thirty-fifth session" in planner
    entered = db.scalars(select(BusyCalendar)).one()
    secretariat.post(f"{CLASHES}/{entered.public_id}/remove")
    assert "Committee, thirty-fifth session" not in secretariat.get(CLASHES).text


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"hello", "The file is no calendar (.ics), or it is damaged."),
        (b"", "The file is no calendar (.ics), or it is damaged."),
        (COMMITTEE + b" " * 5_000_000, "The file has more than 5 MB."),
        (
            calendar(("DTSTART:20270304T100000Z", "RRULE:FREQ=SECONDLY;COUNT=1000000")),
            "The calendar repeats too often",
        ),
    ],
    ids=["words", "nothing", "huge", "a million recurrences"],
)
def test_a_file_that_cannot_be_taken_gets_a_sentence_and_leaves_nothing(
    db: Db, secretariat: FlaskClient, raw: bytes, sentence: str
) -> None:
    status, text = upload(secretariat, raw)

    assert status == 422
    assert sentence in text
    assert "Nothing has been changed" in text
    assert db.scalar(select(func.count()).select_from(BusyCalendar)) == 0
    assert db.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_broken_replacement_leaves_the_calendar_as_it_was(
    db: Db, secretariat: FlaskClient
) -> None:
    upload(secretariat, COMMITTEE)
    made = db.scalars(select(BusyCalendar)).one()

    answer = secretariat.post(
        f"{CLASHES}/{made.public_id}", data={"file": (io.BytesIO(b"hello"), "x.ics")}
    )

    db.expire_all()
    assert answer.status_code == 422
    assert [one.summary for one in made.times] == ["Committee on Development"]


def test_the_planner_says_beyond_which_day_a_calendar_was_not_read(
    secretariat: FlaskClient,
) -> None:
    upload(secretariat, COMMITTEE)

    page = secretariat.get("/secretariat/planner", query_string={"day": "2029-06-01"})

    assert "Not read as far as this day: Sessions." in page.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"days-name": ""}, "Write something here"),
        ({"days-last": "2027-04-11"}, "The last day lies before the first."),
        ({"days-last": "2028-04-30"}, "at most a year"),
        ({"days-first": "2027-02-30"}, "Write a day that the calendar has"),
    ],
)
def test_bad_days_are_refused(
    secretariat: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    good = {"days-name": "Session", "days-kind": "meetings", "days-first": "2027-04-12"}

    answer = secretariat.post(f"{CLASHES}/days", data=good | said)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_only_the_secretariat_sees_them(evaluator: FlaskClient) -> None:
    assert evaluator.get(CLASHES).status_code == 403
    assert upload(evaluator, COMMITTEE)[0] == 403
