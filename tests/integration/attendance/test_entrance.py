"""The entrance of a hybrid sitting, and presence recorded by hand: nothing is overwritten."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import OFFICER, make_holding, make_import
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from webinars.accounts.models import Role
from webinars.attendance.models import AttendanceImport, CheckIn, CheckInHow, ImportState
from webinars.attendance.operations import (
    check_in,
    check_out,
    record_presence,
    sign_off,
    withdraw_check_in,
    withdraw_presence,
)
from webinars.attendance.operations.refusals import (
    EntranceClosed,
    NoEntrance,
    NotCheckedIn,
    NotCounting,
    NotRegisteredHere,
    OutsideWindow,
    ReasonNeeded,
)
from webinars.attendance.queries import Participation, participation
from webinars.database import Db
from webinars.evaluation.tables import TABLES
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

VENUE = "Geneva, room A"


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_sitting(db, venue=VENUE, starts_at=NOON)


@pytest.fixture
def amina(db: Db, sitting: Sitting) -> Registration:
    return make_registration(db, sitting=sitting, now=sitting.starts_at - timedelta(days=2))


def minute(sitting: Sitting, number: int) -> datetime:
    return sitting.starts_at + timedelta(minutes=number)


def come(db: Db, sitting: Sitting, who: Registration, at: int = 0) -> CheckIn:
    now = minute(sitting, at)
    return check_in(db, sitting=sitting, registration=who, how=CheckInHow.LIST, by=OFFICER, now=now)


def fact(db: Db, sitting: Sitting) -> Participation:
    (one,) = participation(db, webinar=sitting.webinar)
    return one


def test_who_is_checked_in_is_there_until_the_end(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    first = come(db, sitting, amina, at=10)
    again = come(db, sitting, amina, at=20)

    assert again.id == first.id
    told = fact(db, sitting)
    assert (told.checked_in, told.open_interval) == (True, True)
    assert told.credits[sitting.id].minutes == 80


def test_who_leaves_is_there_until_then_and_the_first_row_stays(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    row = come(db, sitting, amina)
    later = check_out(db, row=row, by=OFFICER, now=minute(sitting, 30))

    assert (row.left_at, later.replaces_id) == (None, row.id)
    told = fact(db, sitting)
    assert told.credits[sitting.id].minutes == 30
    assert not told.open_interval
    with pytest.raises(NotCheckedIn):
        check_out(db, row=row, by=OFFICER, now=minute(sitting, 40))


def test_a_mistake_is_taken_back_with_a_reason_and_the_person_may_still_come(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    row, now = come(db, sitting, amina), minute(sitting, 5)
    with pytest.raises(ReasonNeeded):
        withdraw_check_in(db, row=row, reason=" ", by=OFFICER, now=now)
    withdraw_check_in(db, row=row, reason="Another person", by=OFFICER, now=now)

    assert not fact(db, sitting).checked_in
    assert come(db, sitting, amina, at=50).id != row.id
    assert fact(db, sitting).credits[sitting.id].minutes == 40


def test_room_and_connection_at_once_count_once(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    make_holding(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])
    row = come(db, sitting, amina, at=30)
    check_out(db, row=row, by=OFFICER, now=minute(sitting, 80))

    assert fact(db, sitting).credits[sitting.id].minutes == 80


def test_a_paper_list_typed_in_afterwards_says_who_and_not_when(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    make_holding(db, sitting=sitting, begins=5)

    assert come(db, sitting, amina, at=3_000).came_at == minute(sitting, 5)


def test_nobody_is_checked_in_where_there_is_no_entrance(db: Db, sitting: Sitting) -> None:
    online, before = make_sitting(db, starts_at=NOON), NOON - timedelta(days=1)
    stranger = make_registration(db, sitting=sitting, now=before)
    guest = make_registration(db, sitting=online, now=before)

    with pytest.raises(NoEntrance):
        come(db, online, guest)
    with pytest.raises(EntranceClosed):
        come(db, sitting, stranger, at=-200)
    with pytest.raises(NotRegisteredHere):
        come(db, sitting, guest)


def record_by_hand(
    db: Db, sitting: Sitting, who: Registration, *, until: int = 20, reason: str = "Seen"
) -> AttendanceImport:
    return record_presence(
        db,
        sitting=sitting,
        registration=who,
        joined_at=minute(sitting, until - 20),
        left_at=minute(sitting, until),
        reason=reason,
        by=OFFICER,
        now=minute(sitting, 3_000),
    )


def test_what_no_file_says_is_recorded_by_hand_beside_the_files(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    make_holding(db, sitting=sitting)
    record_by_hand(db, sitting, amina)
    make_import(db, sitting=sitting, lines=[(*AMINA, 10, 40)])

    told = fact(db, sitting)
    assert told.credits[sitting.id].minutes == 40
    assert not told.walk_in


def test_the_snapshot_says_which_part_was_recorded_by_hand(
    db: Db, app: WebinarsApp, sitting: Sitting, amina: Registration
) -> None:
    make_holding(db, sitting=sitting)
    record_by_hand(db, sitting, amina)
    make_import(db, sitting=sitting, lines=[(*AMINA, 10, 40)])
    row = come(db, sitting, amina)
    withdraw_check_in(db, row=row, reason="A mistake", by=OFFICER, now=minute(sitting, 5))

    (table,) = (one for one in TABLES if one.name == "connections")
    told = list(table.rows(db, app.keyring))

    assert sorted(one[4] for one in told) == ["file", "manual"]


def test_a_record_by_hand_is_taken_back_and_stays(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    row, now = record_by_hand(db, sitting, amina), minute(sitting, 4_000)
    withdraw_presence(db, import_=row, reason="Another day", by=OFFICER, now=now)

    assert (row.state, fact(db, sitting).joined) == (ImportState.SUPERSEDED, False)
    with pytest.raises(NotCounting):
        withdraw_presence(db, import_=row, reason="Again", by=OFFICER, now=now)


def test_no_record_by_hand_without_reason_or_outside_the_sitting(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    with pytest.raises(ReasonNeeded):
        record_by_hand(db, sitting, amina, reason="")
    with pytest.raises(OutsideWindow):
        record_by_hand(db, sitting, amina, until=120)


def test_a_signed_file_does_not_end_what_was_recorded_by_hand(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    row = record_by_hand(db, sitting, amina)
    file = make_import(db, sitting=sitting, lines=[(*AMINA, 10, 40)], signed=False)
    sign_off(db, import_=file, by=OFFICER, now=minute(sitting, 5_000))

    assert row.state is ImportState.SIGNED


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


def test_the_code_of_ones_own_page_leads_the_secretariat_to_one_button(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, amina: Registration
) -> None:
    app.clock = lambda: minute(sitting, 5)
    token = app.keyring.token(Purpose.MY, amina.public_id, amina.generation)
    assert f"/my/{token}/entrance.svg" in client.get(f"/my/{token}").text
    code = client.get(f"/my/{token}/entrance.svg")
    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")
    address = f"/secretariat/check-in/{amina.public_id}"
    assert client.get(address).status_code == 303, "who is not signed in is asked to sign in"

    officer = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    page = officer.get(address)
    assert AMINA[0] in page.text
    done = officer.post(address, data={"sitting": sitting.public_id}, follow_redirects=True)

    assert "Here since" in done.text
    db.expire_all()
    (row,) = db.scalars(select(CheckIn)).all()
    assert (row.how, row.came_at) == (CheckInHow.CODE, minute(sitting, 5))


def test_the_list_finds_by_name_checks_in_and_takes_back(
    db: Db, app: WebinarsApp, officer: FlaskClient, sitting: Sitting, amina: Registration
) -> None:
    app.clock = lambda: minute(sitting, 5)
    before, juma = NOON - timedelta(days=1), "juma@example.org"
    make_registration(db, sitting=sitting, now=before, name="Juma Mfano", address=juma)
    address = f"/secretariat/sittings/{sitting.public_id}/entrance"
    page = officer.get(address, query_string={"q": "JUMA"}).text
    assert ("Juma Mfano" in page, AMINA[0] in page) == (True, False)

    told = officer.post(address, data={"registration": amina.public_id}, follow_redirects=True)
    assert "1 in the room now, 1 came in all" in told.text
    row = db.scalars(select(CheckIn)).one()
    back = f"/secretariat/check-ins/{row.public_id}/withdraw"
    assert officer.get(back).status_code == 200
    assert officer.post(back, data={"reason": ""}).status_code == 422
    told = officer.post(back, data={"reason": "Another person"}, follow_redirects=True)

    assert "0 in the room now, 0 came in all" in told.text


def test_presence_is_recorded_on_the_page_of_the_sitting(
    db: Db, app: WebinarsApp, officer: FlaskClient, sitting: Sitting, amina: Registration
) -> None:
    assert amina.webinar_id == sitting.webinar_id
    app.clock = lambda: minute(sitting, 100)
    address = f"/secretariat/sittings/{sitting.public_id}/attendance"
    day = f"{sitting.announced_start:%Y-%m-%d}"
    asked = {"p-address": AMINA[1], "p-day": day, "p-joined": "11:00", "p-left": "11:20"}
    asked["p-was"] = "there"

    assert officer.post(f"{address}/presence", data=asked).status_code == 422
    stranger = asked | {"p-address": "nobody@example.org", "p-reason": "Seen"}
    assert officer.post(f"{address}/presence", data=stranger).status_code == 422
    ends = sitting.announced_start + timedelta(minutes=30)
    times = {"p-joined": f"{sitting.announced_start:%H:%M}", "p-left": f"{ends:%H:%M}"}
    times["p-reason"] = "Seen"
    done = officer.post(f"{address}/presence", data=asked | times, follow_redirects=True)

    assert ("Recorded by hand: present from" in done.text, "It counts" in done.text) == (True, True)
    assert fact(db, sitting).credits[sitting.id].minutes == 30
