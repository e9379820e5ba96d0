"""The Secretariat's pages: a file goes in, is compared, matched, and signed off."""

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import make_held_sitting, make_holding, make_import, raw
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from webinars.accounts.models import Role
from webinars.attendance.models import (
    AttendanceImport,
    Connection,
    Holding,
    ImportState,
    Match,
    MatchHow,
)
from webinars.attendance.queries import participation
from webinars.database import Db
from webinars.database.model import Model
from webinars.jobs.models import Job
from webinars.journal.models import Entry
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.storage.models import StoredFile
from webinars.web.requests import WebinarsApp

SHARED = [
    ("Amina Mfano", "mission@example.int"),
    ("Jean Exemple", "mission@example.int"),
    ("Ana Ejemplo", "ana.ejemplo@example.org"),
]


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    """Otto of the Secretariat, signed in."""
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


def count(db: Db, model: type[Model]) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0


def the_import(db: Db) -> AttendanceImport:
    db.expire_all()  # requests write in sessions of their own
    return db.scalars(select(AttendanceImport)).one()


def address_of(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/attendance"


def send(
    officer: FlaskClient, sitting: Sitting, name: str, *, zone: str = "Europe/Zurich"
) -> TestResponse:
    """Send a file of tests/fixtures/attendance, and open the page to which that leads."""
    data = {"file": (BytesIO(raw(name)), name), "zone": zone}
    return officer.post(f"{address_of(sitting)}/files", data=data, follow_redirects=True)


def register_late(db: Db, sitting: Sitting, people: list[tuple[str, str]]) -> list[Registration]:
    """Register for a sitting of the past: on the day before it."""
    before = sitting.starts_at - timedelta(days=1)
    return [
        make_registration(db, sitting=sitting, name=name, address=address, now=before)
        for name, address in people
    ]


def heading(page: TestResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, flags=re.DOTALL)
    assert found is not None
    assert f"<title>{found[1]} – " in page.text
    return found[1]


def test_a_good_file_is_read_and_waits_for_a_signature(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, SHARED)

    page = send(officer, sitting, "overlap_two_devices.csv")

    assert (page.status_code, heading(page)) == (200, "Read, not signed off")
    assert the_import(db).state is ImportState.READ
    assert count(db, StoredFile) == 1
    assert "Sign off" in page.text


def test_totals_stand_side_by_side(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    make_holding(db, sitting=sitting)

    page = send(officer, sitting, "shared_mailbox.csv").text

    rows = re.findall(
        r'<tr><th scope="row">(.*?)</th><td class="r">(.*?)</td><td class="r">(.*?)<', page
    )
    assert rows == [
        ("Registered with the room", "6", "6"),
        ("Persons who came", "3", "5"),
        ("Minutes", "161", "159.2"),
        ("Most at once", "5", "5"),
    ]


def test_the_same_file_twice_changes_nothing(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    send(officer, sitting, "shared_mailbox.csv")
    before = [count(db, model) for model in (AttendanceImport, Connection, Match, Entry)]
    page = the_import(db).public_id

    again = send(officer, sitting, "shared_mailbox.csv")

    assert again.request.path == f"/secretariat/imports/{page}"
    assert [count(db, model) for model in (AttendanceImport, Connection, Match, Entry)] == before


def test_the_same_file_for_another_sitting_is_another_import(db: Db, officer: FlaskClient) -> None:
    first, second = make_held_sitting(db), make_held_sitting(db)

    send(officer, first, "shared_mailbox.csv")
    send(officer, second, "shared_mailbox.csv")

    assert count(db, AttendanceImport) == 2
    assert count(db, StoredFile) == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty_file.csv", "holds nothing"),
        ("another_day.csv", "This file is of another session"),
        ("zoom_survey_hash_header.csv", "survey report"),
        ("zoom_registration_extra_cells.csv", "registration report"),
        ("by-hand/zoom_participants_p3.csv", "totals without times"),
        ("html_named_xls.xls", "is a web page"),
        ("unclosed_quote.csv", "a quotation mark is missing"),
    ],
)
def test_a_wrong_file_changes_no_figure_and_its_page_says_why(
    db: Db, officer: FlaskClient, name: str, sentence: str
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, SHARED)
    make_import(db, sitting=sitting, lines=[(*SHARED[0], 0, 30)])
    before = participation(db, webinar=sitting.webinar)

    page = send(officer, sitting, name)

    assert (page.status_code, heading(page)) == (200, "Refused: it changes no figure")
    assert sentence in page.text
    assert participation(db, webinar=sitting.webinar) == before
    refused = db.scalars(select(AttendanceImport).order_by(AttendanceImport.id.desc())).first()
    assert refused is not None
    assert count(db, Connection) == 1


@pytest.mark.parametrize("name", ["utf16le_resave.csv", "zoom_webinar_nul_byte.csv"])
def test_utf_16_and_nul_bytes_are_read(db: Db, officer: FlaskClient, name: str) -> None:
    page = send(officer, make_held_sitting(db), name)

    assert heading(page) == "Read, not signed off"


def test_a_refused_file_cannot_be_signed(db: Db, officer: FlaskClient) -> None:
    send(officer, make_held_sitting(db), "empty_file.csv")

    answer = officer.post(f"/secretariat/imports/{the_import(db).public_id}/sign-off")

    assert answer.status_code == 409
    assert "nothing to sign off" in answer.text


def test_nobody_came_only_counts_when_somebody_says_so(db: Db, officer: FlaskClient) -> None:
    send(officer, make_held_sitting(db), "zoom_webinar_no_shows_only.csv")
    page = f"/secretariat/imports/{the_import(db).public_id}/sign-off"

    refused = officer.post(page)
    signed = officer.post(page, data={"nobody_came": "yes"})

    assert [refused.status_code, signed.status_code] == [422, 303]
    assert the_import(db).state is ImportState.SIGNED


def test_a_file_asks_for_its_zone_and_is_read_again(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    asked = send(officer, sitting, "shared_mailbox.csv", zone="")
    asking = the_import(db)
    assert heading(asked) == "Has a question"
    assert "in which time zone its times are" in asked.text

    answered = officer.post(
        f"/secretariat/imports/{asking.public_id}/answers",
        data={"zone": "Europe/Zurich"},
        follow_redirects=True,
    )

    assert heading(answered) == "Read, not signed off"
    db.refresh(asking)
    assert asking.state is ImportState.SUPERSEDED
    assert count(db, Connection) == 9
    again = officer.post(
        f"/secretariat/imports/{asking.public_id}/answers", data={"zone": "Europe/Zurich"}
    )
    assert again.location == answered.request.path


def test_a_zone_that_is_none_is_asked_for_again(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)

    page = send(officer, sitting, "shared_mailbox.csv", zone="Geneva time")

    assert page.status_code == 422
    assert "is not a time zone" in page.text
    assert count(db, AttendanceImport) == 0


def test_the_zone_of_the_last_file_is_proposed(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    send(officer, sitting, "empty_file.csv", zone="Africa/Nairobi")

    assert 'value="Africa/Nairobi"' in officer.get(address_of(sitting)).text


def test_a_file_of_another_day_is_taken_with_a_reason(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    send(officer, sitting, "another_day.csv")
    page = f"/secretariat/imports/{the_import(db).public_id}/override"

    without = officer.post(page, data={"reason": " "})
    taken = officer.post(page, data={"reason": "It was held a week later."}, follow_redirects=True)

    assert without.status_code == 422
    assert heading(taken) == "Read, not signed off"
    assert "It was held a week later." in taken.text


def test_address_and_name_match_a_registration(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    ana = register_late(db, sitting, [SHARED[2]])[0]

    send(officer, sitting, "shared_mailbox.csv")

    (found,) = db.scalars(select(Match))
    assert (found.person_id, found.how) == (ana.person_id, MatchHow.EMAIL)


def test_a_shared_mailbox_with_several_names_goes_to_the_queue(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, SHARED[:2])

    page = send(officer, sitting, "shared_mailbox.csv").text

    assert count(db, Match) == 0
    assert "This is Amina Mfano" in page
    assert "same address" in page


def test_the_same_name_at_another_address_is_suggested_and_never_merged(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, [("Ana Ejemplo", "ana@office.example")])

    page = send(officer, sitting, "shared_mailbox.csv").text

    assert count(db, Match) == 0
    assert page.count("similar name, other address") == 2


def test_matching_setting_apart_and_taking_back_are_new_rows(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    amina = register_late(db, sitting, SHARED)[0]
    send(officer, sitting, "shared_mailbox.csv")
    rows = f"/secretariat/imports/{the_import(db).public_id}/rows"
    before = count(db, Match)

    officer.post(f"{rows}/10/match", data={"registration": amina.public_id})
    officer.post(f"{rows}/10/undo")
    officer.post(f"{rows}/10/apart")

    made = db.scalars(select(Match).order_by(Match.id).offset(before)).all()
    assert [(one.person_id, one.how) for one in made] == [
        (amina.person_id, MatchHow.HAND),
        (None, MatchHow.HAND),
        (None, MatchHow.APART),
    ]


def test_an_address_that_nobody_or_two_registered_with_is_refused_where_it_was_written(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    register_late(db, sitting, SHARED)
    send(officer, sitting, "shared_mailbox.csv")
    match = f"/secretariat/imports/{the_import(db).public_id}/rows/10/match"

    nobody = officer.post(match, data={"address": "nobody@office.example"})
    several = officer.post(match, data={"address": "mission@example.int"})
    one = officer.post(match, data={"address": "Ana.Ejemplo@example.org"})

    assert [nobody.status_code, several.status_code, one.status_code] == [422, 422, 303]
    assert "Nobody registered for this webinar with" in nobody.text
    assert "Several people registered with" in several.text


def test_a_registration_of_another_webinar_cannot_be_matched(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    other = register_late(db, make_held_sitting(db), SHARED[:1])[0]
    send(officer, sitting, "shared_mailbox.csv")
    rows = f"/secretariat/imports/{the_import(db).public_id}/rows"

    answer = officer.post(f"{rows}/10/match", data={"registration": other.public_id})

    assert answer.status_code == 422
    assert "another webinar" in answer.text


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


@pytest.mark.parametrize("people", [1, 25])
def test_the_page_of_a_reading_takes_the_same_queries_however_long(
    db: Db, officer: FlaskClient, queries: list[str], people: int
) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    strangers = [(f"P {number}", f"p{number}@x.example", 0, 30) for number in range(people)]
    made = make_import(db, sitting=sitting, lines=[(*AMINA, 0, 30), *strangers], signed=False)
    db.expire_all()
    queries.clear()

    page = officer.get(f"/secretariat/imports/{made.public_id}")

    assert page.text.count("Somebody else, or nobody who registered") == people
    assert len(queries) == QUERIES


QUERIES = 18
"""With the two that ask who is signed in."""


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
