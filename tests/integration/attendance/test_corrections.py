"""Minutes taken away by hand: a row of its own with a reason, everywhere alike, and undone."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import OFFICER, make_held_sitting, make_holding, make_import
from tests.factories.people import AMINA, make_person
from tests.factories.registrations import make_registration
from webinars.accounts.models import Role
from webinars.attendance.models import ABSENT, AttendanceImport, Connection
from webinars.attendance.operations import about, record_presence, withdraw_presence
from webinars.attendance.queries import Participation, data_quality, participation
from webinars.database import Db
from webinars.evaluation.tables import TABLES
from webinars.people.operations import merge
from webinars.programme.models import Appearance, Part, Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp


@pytest.fixture
def sitting(db: Db) -> Sitting:
    """A sitting of ninety minutes that was held as planned."""
    made = make_held_sitting(db)
    make_holding(db, sitting=made)
    return made


@pytest.fixture
def amina(db: Db, sitting: Sitting) -> Registration:
    return make_registration(db, sitting=sitting, now=sitting.starts_at - timedelta(days=2))


def away(
    db: Db, sitting: Sitting, who: Registration, *, since: int, until: int
) -> AttendanceImport:
    return record_presence(
        db,
        sitting=sitting,
        registration=who,
        joined_at=sitting.starts_at + timedelta(minutes=since),
        left_at=sitting.starts_at + timedelta(minutes=until),
        reason="Her line was open, and she had left",
        by=OFFICER,
        now=sitting.ends_at + timedelta(days=2),
        was_there=False,
    )


def only(db: Db, sitting: Sitting) -> Participation:
    (fact,) = participation(db, webinar=sitting.webinar)
    return fact


def snapshot_rows(db: Db, app: WebinarsApp) -> list[tuple[str, str]]:
    """Return source and beginning of each interval as a snapshot has it."""
    (table,) = (one for one in TABLES if one.name == "connections")
    return sorted((row[4], row[5][11:16]) for row in table.rows(db, app.keyring))


def test_minutes_are_taken_out_of_what_the_files_say(
    db: Db, app: WebinarsApp, sitting: Sitting, amina: Registration
) -> None:
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60), ("Juma", "j@x.example", 0, 60)])

    away(db, sitting, amina, since=20, until=50)

    amina_is, juma_is = participation(db, webinar=sitting.webinar)
    assert amina_is.credits[sitting.id].minutes == 30
    assert juma_is.credits[sitting.id].minutes == 60
    assert [source for source, _ in snapshot_rows(db, app)] == ["file", "manual", "manual"]


def test_who_was_not_there_at_all_has_not_joined(
    db: Db, app: WebinarsApp, sitting: Sitting, amina: Registration
) -> None:
    make_import(db, sitting=sitting, lines=[(*AMINA, 5, 60)])

    away(db, sitting, amina, since=0, until=90)

    fact = only(db, sitting)
    assert (fact.expected, fact.joined, fact.attended) == (True, False, False)
    assert snapshot_rows(db, app) == []


def test_the_rest_of_a_connection_without_end_is_still_flagged(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, None)])

    away(db, sitting, amina, since=10, until=60)

    fact = only(db, sitting)
    assert (int(fact.credits[sitting.id].minutes), fact.open_interval) == (40, True)


def test_it_holds_for_whoever_was_merged_with_the_person(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])
    away(db, sitting, amina, since=0, until=30)
    kept = make_person(db, name="Amina M. Mfano", address="other@example.org")
    now = sitting.ends_at + timedelta(days=3)
    merge(db, kept=kept, merged=amina.person, by=OFFICER, reason="The same", now=now)

    assert only(db, sitting).credits[sitting.id].minutes == 30


def test_it_is_undone_by_ending_that_it_counts_and_nothing_is_overwritten(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])
    row = away(db, sitting, amina, since=0, until=30)

    now = sitting.ends_at + timedelta(days=3)
    withdraw_presence(db, import_=row, reason="It was Juma", by=OFFICER, now=now)

    assert only(db, sitting).credits[sitting.id].minutes == 60
    roles = sorted(db.scalars(select(Connection.role)))
    assert roles == [ABSENT, "attendee"]


def test_the_page_takes_minutes_away_and_says_so(
    db: Db, client: FlaskClient, sitting: Sitting, amina: Registration
) -> None:
    officer = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])
    starts = sitting.announced_start
    asked = {
        "p-was": "away",
        "p-address": amina.address.written if amina.address else "",
        "p-day": f"{starts:%Y-%m-%d}",
        "p-joined": f"{starts:%H:%M}",
        "p-left": f"{starts + timedelta(minutes=20):%H:%M}",
        "p-reason": "Seen in another room",
    }

    address = f"/secretariat/sittings/{sitting.public_id}/attendance/presence"
    done = officer.post(address, data=asked, follow_redirects=True)

    assert "not there from" in done.text
    db.expire_all()
    assert only(db, sitting).credits[sitting.id].minutes == 40


def test_staff_who_are_told_by_their_address_alone_are_in_no_snapshot(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    """Speakers, known or only written to, and an officer; but not one who declined to speak."""
    make_account(db, email="officer@example.org", role=Role.SECRETARIAT)
    juma = make_person(db, name="Juma Mfano", address="juma@example.org")
    kofi = make_person(db, name="Kofi Mfano", address="kofi@example.org")
    sitting.webinar.appearances += [
        Appearance(person_id=juma.id, part=Part.SPEAKER, name=juma.name),
        Appearance(person_id=kofi.id, part=Part.SPEAKER, name=kofi.name, declined_at=NOON),
        Appearance(part=Part.SPEAKER, name="Ana", address="Ana@Example.org"),
    ]
    coming = [AMINA, ("Kofi", "kofi@example.org")]
    staff = ["juma@example.org", "officer@example.org", "ana@example.org"]
    coming += [("Somebody", address) for address in staff]
    make_import(db, sitting=sitting, lines=[(*who, 0, 60) for who in coming])

    facts = participation(db, webinar=sitting.webinar)

    assert sum(fact.joined for fact in facts) == 2
    assert len(snapshot_rows(db, app)) == 2
    (quality,) = data_quality(db, sitting_ids=[sitting.id])
    assert quality.unmatched == 2


def test_ones_own_copy_tells_an_absence_from_a_presence(
    db: Db, sitting: Sitting, amina: Registration
) -> None:
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])
    away(db, sitting, amina, since=20, until=50)

    stays = about(db, person=amina.person)["connections"]

    assert [(one["joined"][11:16], one["was there"]) for one in stays] == [
        ("18:30", True),
        ("18:50", False),
    ]


def test_the_desk_of_the_webinar_leads_to_no_file_where_there_is_none(
    db: Db, officer: FlaskClient, sitting: Sitting, amina: Registration
) -> None:
    made = away(db, sitting, amina, since=0, until=10)
    db.flush()

    page = officer.get(f"/secretariat/webinars/{sitting.webinar.slug}").text

    assert made.public_id not in page
    assert "Recorded by hand" in page
    assert "No attendance file" in page  # what is recorded by hand does not stand for one
