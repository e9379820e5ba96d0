"""The Secretariat's pages: a file goes in, is asked about, and read, or refused with a sentence."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.attendance import make_held_sitting, make_holding, make_import
from tests.integration.attendance.pages import (
    SHARED,
    address_of,
    count,
    heading,
    register_late,
    send,
    the_import,
)
from webinars.attendance.models import (
    AttendanceImport,
    Connection,
    ImportState,
    Match,
)
from webinars.attendance.queries import participation
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.storage.models import StoredFile


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


def test_who_sends_the_same_file_again_is_told_so(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    first = send(officer, sitting, "shared_mailbox.csv")
    the_import(db).uploaded_at -= timedelta(minutes=1)
    db.flush()

    again = send(officer, sitting, "shared_mailbox.csv")

    assert "This very file was read before" not in first.text
    assert "This very file was read before" in again.text


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


def test_the_zone_that_is_asked_for_is_proposed_as_the_rooms_account_had_it(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db, starts_at=datetime(2026, 7, 22, 19, tzinfo=UTC), minutes=60)
    send(officer, sitting, "by-hand/teams_utf8.csv", zone="Africa/Nairobi")
    send(officer, sitting, "by-hand/webex_callin.csv", zone="Asia/Tokyo")

    asked = send(officer, sitting, "by-hand/teams_utf16be_lf.csv", zone="")

    assert 'value="Africa/Nairobi"' in asked.text


def test_the_times_of_a_file_are_shown_by_two_clocks_before_it_is_signed(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    page = send(officer, sitting, "shared_mailbox.csv").text
    words = "in Geneva, 3 February, 18:30 to 19:30 UTC."

    assert words in page
    assert words in officer.get(f"/secretariat/imports/{the_import(db).public_id}/sign-off").text


def test_a_wrong_file_is_set_aside_and_waits_again_once_it_is_read_again(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    send(officer, sitting, "another_day.csv", zone="")
    desk = f"/secretariat/webinars/{sitting.webinar.slug}"
    here = f"/secretariat/imports/{the_import(db).public_id}"
    before = officer.get(desk).text

    done = officer.post(f"{here}/aside", follow_redirects=True)
    after = officer.get(desk).text
    twice = officer.post(f"{here}/aside")
    again = send(officer, sitting, "another_day.csv", zone="")

    assert "Set it aside" in officer.get(here).text
    assert "The file is set aside." in done.text
    assert "Set aside: it does not count" in done.text
    assert ["Match and sign" in page for page in (before, after)] == [True, False]
    assert twice.status_code == 409
    assert "Has a question" in again.text


def test_a_file_of_another_day_is_taken_with_a_reason(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    send(officer, sitting, "another_day.csv")
    page = f"/secretariat/imports/{the_import(db).public_id}/override"

    without = officer.post(page, data={"reason": " "})
    taken = officer.post(page, data={"reason": "It was held a week later."}, follow_redirects=True)

    assert without.status_code == 422
    assert heading(taken) == "Read, not signed off"
    assert "It was held a week later." in taken.text


def test_another_of_the_guesses_is_chosen_and_the_first_can_be_taken_again(
    db: Db, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db, starts_at=datetime(2026, 7, 22, 19, tzinfo=UTC), minutes=60)
    first = send(officer, sitting, "by-hand/teams_utf8.csv", zone="UTC")
    assert "It is another report" in first.text
    asked = f"/secretariat/imports/{the_import(db).public_id}/report"
    assert officer.post(asked, data={"report": "meet/attendance_report"}).status_code == 422

    second = officer.post(asked, data={"report": "list/connections"}, follow_redirects=True)

    assert "A plain list of connections" in second.text
    in_order = select(AttendanceImport).order_by(AttendanceImport.id)
    states = [(one.taken_for, one.state) for one in db.scalars(in_order)]
    assert states[0] == ("", ImportState.SUPERSEDED)
    back = officer.post(second.request.path + "/report", data={"report": "teams/attendance_report"})
    again = officer.post(back.location + "/report", data={"report": "list/connections"})
    assert again.location == second.request.path
    assert "Sign off" in officer.get(again.location).text
