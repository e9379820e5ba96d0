"""Whose connections are: by our own token, by an earlier decision, and across several files."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import OFFICER, make_held_sitting, make_holding, make_import
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.accounts.models import Role
from webinars.attendance.models import AttendanceImport, ImportState, Match, MatchHow
from webinars.attendance.operations import match, undo_match
from webinars.attendance.queries import data_quality, participation
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration

PHONE = ("Amina's phone", "amina@elsewhere.example")


def registered(db: Db, sitting: Sitting) -> Registration:
    return make_registration(db, sitting=sitting, now=sitting.starts_at - timedelta(days=2))


def how_matched(db: Db, import_: AttendanceImport) -> list[MatchHow]:
    return list(db.scalars(select(Match.how).where(Match.import_id == import_.id)))


def test_our_own_token_tells_who_it_is_whatever_the_name(db: Db) -> None:
    sitting = make_held_sitting(db)
    hers = registered(db, sitting)

    made = make_import(db, sitting=sitting, lines=[("A.", "", 0, 30)], token=hers.public_id)

    assert how_matched(db, made) == [MatchHow.TOKEN]
    (fact,) = participation(db, webinar=sitting.webinar)
    assert (fact.person_id, fact.walk_in) == (hers.person_id, False)


def test_a_token_of_another_webinar_tells_nothing(db: Db) -> None:
    sitting, other = make_held_sitting(db), make_held_sitting(db)
    hers = registered(db, other)

    made = make_import(db, sitting=sitting, lines=[("A.", "", 0, 30)], token=hers.public_id)

    assert how_matched(db, made) == []


def recognised_before(db: Db, line: tuple[str, str]) -> tuple[Sitting, AttendanceImport]:
    """Return the next sitting, after Amina was recognised in the first one's file."""
    first, second = make_held_sitting(db), make_held_sitting(db)
    hers = registered(db, first)
    registered(db, second)
    seen = make_import(db, sitting=first, lines=[(*line, 0, 30)])
    match(db, import_=seen, row=10, registration=hers, by=OFFICER, now=first.ends_at)
    return second, seen


def test_whom_a_person_recognised_is_known_again_by_address_and_name(db: Db) -> None:
    second, _ = recognised_before(db, PHONE)

    again = make_import(db, sitting=second, lines=[(*PHONE, 0, 30), ("Other", PHONE[1], 0, 9)])
    alone = make_import(db, sitting=second, lines=[(*PHONE, 0, 31)])

    assert how_matched(db, again) == [MatchHow.ALIAS]
    assert how_matched(db, alone) == [MatchHow.ALIAS]


def test_a_recognition_that_was_taken_back_is_none(db: Db) -> None:
    second, seen = recognised_before(db, PHONE)
    undo_match(db, import_=seen, row=10, by=OFFICER, now=second.ends_at)

    again = make_import(db, sitting=second, lines=[(*PHONE, 0, 30)])

    assert how_matched(db, again) == []


def test_a_name_without_address_is_never_known_again(db: Db) -> None:
    second, _ = recognised_before(db, ("Amina's phone", ""))

    again = make_import(db, sitting=second, lines=[("Amina's phone", "", 0, 30)])

    assert how_matched(db, again) == []


@pytest.mark.parametrize(("beside", "minutes"), [(True, 40), (False, 20)])
def test_a_second_file_counts_beside_the_first_or_replaces_it(
    db: Db,
    beside: bool,  # noqa: FBT001  (of a case)
    minutes: int,
) -> None:
    sitting = make_sitting(db, webinar=make_webinar(db, sittings=0))
    registered(db, sitting)
    make_holding(db, sitting=sitting)
    first = make_import(db, sitting=sitting, lines=[(*AMINA, 0, 30)])

    make_import(db, sitting=sitting, lines=[(*AMINA, 20, 40)], beside=beside, provider="list")

    (fact,) = participation(db, webinar=sitting.webinar)
    assert fact.credits[sitting.id].minutes == minutes
    assert first.state is (ImportState.SIGNED if beside else ImportState.SUPERSEDED)


def test_the_quality_of_the_evidence_is_told(db: Db) -> None:
    sitting = make_held_sitting(db)
    registered(db, sitting)
    lines = [(*AMINA, 0, 30), ("Juma", "j@x.example", 5, None), ("Ana", "", 0, 10)]
    make_import(db, sitting=sitting, lines=lines, provider="zoom")
    make_import(db, sitting=sitting, lines=[("Call-in", "", 0, 5)], signed=False)

    (quality,) = data_quality(db, sitting_ids=[sitting.id])

    assert (quality.provider, quality.connections, quality.identities) == ("zoom", 3, 3)
    assert (quality.open_intervals, quality.unmatched) == (1, 2)
    assert quality.recomputed == {
        "registered": 0,
        "unique": 3,
        "minutes": 125.0,
        "reported_minutes": 40,
        "peak": 3,
        "matched": 1,
        "unmatched": 2,
        "apart": 0,
        "staff": 0,
    }


def test_the_page_says_how_each_is_known(db: Db, client: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    amina = registered(db, sitting)
    officer = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    lines = [("A nickname", "", 0, 30)]
    made = make_import(db, sitting=sitting, lines=lines, token=amina.public_id, signed=False)

    page = officer.get(f"/secretariat/imports/{made.public_id}").text

    assert "By our own mark" in page
    assert 'aria-current="true">Series' in page
