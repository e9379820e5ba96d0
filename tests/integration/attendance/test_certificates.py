"""Certificates: declared beforehand, issued once from signed minutes, checked by strangers."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import OFFICER, make_holding, make_import
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.accounts.models import Role
from webinars.attendance.letters import CERTIFICATE
from webinars.attendance.models import Certificate, CheckInHow, Connection, Match
from webinars.attendance.operations import (
    check_in,
    declare_rule,
    issue,
    withdraw_certificate,
)
from webinars.attendance.operations.issuing import ISSUE
from webinars.attendance.operations.refusals import (
    BeginsAlready,
    LongerThanSitting,
    WithdrawnAlready,
)
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.privacy.operations import copy_for, erase
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

JUMA = ("Juma Mfano", "juma@example.org")
BEFORE = NOON - timedelta(days=3)


@pytest.fixture
def sitting(db: Db) -> Sitting:
    """A sitting of two hours ago, for which certificates from 45 minutes were declared."""
    sitting = make_sitting(db, starts_at=NOON - timedelta(hours=2), venue="Geneva")
    declare_rule(db, webinar=sitting.webinar, minutes=45, by=OFFICER, now=BEFORE)
    return sitting


def registered(db: Db, sitting: Sitting, who: tuple[str, str] = AMINA) -> Registration:
    return make_registration(db, sitting=sitting, name=who[0], address=who[1], now=BEFORE)


def issued(db: Db, sitting: Sitting) -> list[str]:
    return [one.name for one in issue(db, webinar=sitting.webinar, now=NOON)]


def certified(db: Db, sitting: Sitting) -> Certificate:
    """Return the certificate of Amina, who was there for an hour."""
    registered(db, sitting)
    make_holding(db, sitting=sitting, now=NOON)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])
    (row,) = issue(db, webinar=sitting.webinar, now=NOON)
    return row


def test_whoever_reaches_the_minutes_in_one_sitting_gets_one_and_once(
    db: Db, sitting: Sitting
) -> None:
    for who in (AMINA, JUMA):
        registered(db, sitting, who)
    make_holding(db, sitting=sitting, now=NOON)
    stranger = ("Nobody", "nobody@example.org", 0, 90)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 45), (*JUMA, 0, 44), stranger])

    assert (issued(db, sitting), issued(db, sitting)) == ([AMINA[0]], [])
    assert db.scalars(select(Letter.kind).where(Letter.kind == CERTIFICATE)).all() == [CERTIFICATE]


def test_minutes_of_twin_sittings_do_not_add_up(db: Db) -> None:
    webinar = make_webinar(db, sittings=0)
    starts = [NOON - timedelta(hours=hours) for hours in (5, 2)]
    twins = [make_sitting(db, webinar=webinar, starts_at=start) for start in starts]
    db.refresh(webinar)
    declare_rule(db, webinar=webinar, minutes=45, by=OFFICER, now=BEFORE)
    registered(db, twins[0])
    for sitting in twins:
        make_holding(db, sitting=sitting, now=NOON)
        make_import(db, sitting=sitting, lines=[(*AMINA, 0, 30)])

    assert issued(db, twins[0]) == []


def test_the_schedule_certifies_nothing(db: Db, sitting: Sitting) -> None:
    registered(db, sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])

    assert issued(db, sitting) == []


def test_whoever_was_in_the_room_gets_one_too(db: Db, sitting: Sitting) -> None:
    hers = registered(db, sitting)
    check_in(
        db,
        sitting=sitting,
        registration=hers,
        how=CheckInHow.LIST,
        by=OFFICER,
        now=sitting.starts_at,
    )
    make_holding(db, sitting=sitting, now=NOON)

    assert issued(db, sitting) == [AMINA[0]]


def test_a_signature_has_the_worker_issue_what_is_due(db: Db, sitting: Sitting) -> None:
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 60)])

    assert ISSUE in db.scalars(select(Job.name)).all()


def test_what_was_declared_holds_from_the_first_sitting_on(db: Db, sitting: Sitting) -> None:
    with pytest.raises(BeginsAlready):
        declare_rule(db, webinar=sitting.webinar, minutes=5, by=OFFICER, now=sitting.starts_at)
    with pytest.raises(LongerThanSitting):
        declare_rule(db, webinar=sitting.webinar, minutes=91, by=OFFICER, now=BEFORE)
    declare_rule(db, webinar=sitting.webinar, minutes=None, by=OFFICER, now=BEFORE)
    registered(db, sitting)
    make_holding(db, sitting=sitting, now=NOON)
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 90)])

    assert issued(db, sitting) == []


def test_one_that_was_withdrawn_is_not_issued_again(db: Db, sitting: Sitting) -> None:
    row = certified(db, sitting)
    withdraw_certificate(db, certificate=row, reason="Another person", by=OFFICER, now=NOON)

    assert issued(db, sitting) == []
    with pytest.raises(WithdrawnAlready):
        withdraw_certificate(db, certificate=row, reason="Again", by=OFFICER, now=NOON)


def test_a_stranger_reads_what_a_valid_one_says_and_no_more_of_a_withdrawn_one(
    db: Db, client: FlaskClient, sitting: Sitting
) -> None:
    row = certified(db, sitting)
    spaced = f"{row.public_id[:13].upper()} {row.public_id[13:]}"
    asked = client.get("/certificates", query_string={"code": spaced}, follow_redirects=True)
    valid = asked.text
    assert asked.status_code == 200
    assert ("This certificate is valid" in valid, AMINA[0] in valid) == (True, True)
    assert ("for at least 45 minutes" in valid, AMINA[1] in valid) == (True, False)

    withdraw_certificate(db, certificate=row, reason="A secret", by=OFFICER, now=NOON)
    told = client.get(f"/certificates/{row.public_id}").text

    assert "This certificate was withdrawn" in told
    assert (AMINA[0] in told, "A secret" in told) == (False, False)


@pytest.mark.parametrize("code", ["a" * 26, "x", "a" * 400, "%00", "..", "é"])
def test_a_code_that_is_none_says_so(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/certificates/{code}")

    assert answer.status_code == 404
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_codes_cannot_be_tried_by_a_machine(client: FlaskClient) -> None:
    network = {"REMOTE_ADDR": "192.0.2.7"}
    tries = (f"/certificates/{number}" for number in range(62))
    answers = [client.get(one, environ_overrides=network).status_code for one in tries]

    assert (answers[0], answers[-1]) == (404, 429)


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_the_paper_is_a_pdf_in_six_languages_offered_on_ones_own_page(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, language: str
) -> None:
    row = certified(db, sitting)
    registration = db.get_one(Registration, row.registration_id)
    token = app.keyring.token(Purpose.MY, registration.public_id, registration.generation)
    assert f"/my/{token}/certificate.pdf?lang={language}" in client.get(f"/my/{token}").text

    paper = client.get(f"/my/{token}/certificate.pdf?lang={language}")

    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert paper.data.startswith(b"%PDF")
    assert b"pdfuaid" in paper.data, "accessible"
    assert f"certificate-{language}.pdf" in paper.headers["Content-Disposition"]


def test_who_has_none_gets_no_paper(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting
) -> None:
    hers = registered(db, sitting)
    token = app.keyring.token(Purpose.MY, hers.public_id, hers.generation)

    assert client.get(f"/my/{token}/certificate.pdf").status_code == 404
    assert "certificate.pdf" not in client.get(f"/my/{token}").text


def test_erasure_leaves_minutes_and_certificate_without_a_name(
    db: Db, client: FlaskClient, sitting: Sitting
) -> None:
    row = certified(db, sitting)
    person = db.get_one(Registration, row.registration_id).person
    held = copy_for(db, person=person)
    assert [one["address"] for one in held["connections"]] == [AMINA[1]]
    assert [one["code"] for one in held["certificates"]] == [row.public_id]

    erase(db, person=person, now=NOON)
    db.flush()
    db.expire_all()

    (stay,) = db.scalars(select(Connection)).all()
    assert (stay.name, stay.email) == ("", "")
    assert db.scalars(select(Match.identity)).all() == [stay.identity]
    told = client.get(f"/certificates/{row.public_id}").text
    assert ("This certificate is valid" in told, AMINA[0] in told) == (True, False)


def test_erasure_leaves_a_colleague_of_the_same_mailbox_alone(db: Db, sitting: Sitting) -> None:
    shared = AMINA[1]
    hers, his = registered(db, sitting), registered(db, sitting, ("Juma Mfano", shared))
    lines = [(*AMINA, 0, 60), ("Juma Mfano", shared, 0, 60), ("Someone", shared, 0, 5)]
    make_import(db, sitting=sitting, lines=lines)
    assert his.person_id != hers.person_id

    erase(db, person=hers.person, now=NOON)
    db.flush()

    names = db.scalars(select(Connection.name).order_by(Connection.row)).all()
    assert names == ["", "Juma Mfano", "Someone"]


def test_the_secretariat_declares_issues_and_withdraws_on_one_page(
    db: Db, client: FlaskClient, sitting: Sitting
) -> None:
    officer = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    later = make_sitting(db, starts_at=NOON + timedelta(days=9))
    declaring = f"/secretariat/webinars/{later.webinar.slug}/certificates"
    assert "No certificates are given" in officer.get(declaring).text
    assert officer.post(declaring, data={"minutes": "500"}).status_code == 422
    told = officer.post(declaring, data={"minutes": "30"}, follow_redirects=True).text
    assert "for at least 30 minutes gets a certificate" in told

    row = certified(db, sitting)
    page = f"/secretariat/webinars/{sitting.webinar.slug}/certificates"
    assert AMINA[0] in officer.get(page).text
    assert officer.post(page, data={"minutes": "5"}).status_code == 409
    assert officer.post(f"{page}/issue").status_code == 303
    back = f"/secretariat/certificates/{row.public_id}/withdraw"
    assert officer.get(back).status_code == 200
    assert officer.post(back, data={"reason": ""}).status_code == 422
    done = officer.post(back, data={"reason": "Another person"}, follow_redirects=True)
    assert "Withdrawn" in done.text
