"""How good the evidence is: figures for the evaluator, the way to mend it for the Secretariat."""

from datetime import timedelta

from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import make_held_sitting, make_holding, make_import
from tests.factories.feedback import in_classes, make_registrations
from tests.factories.programme import make_sitting
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.evaluation.queries.quality import Asked, evidence_quality
from webinars.feedback.instruments import load_all
from webinars.feedback.models import InvitedBy
from webinars.feedback.operations import invite
from webinars.programme.models import Sitting
from webinars.states.operations import load_reference

EVALUATORS, TO_MEND = "/evaluation/quality", "/secretariat/quality"
LINES = [("Amina", "a@x.example", 0, 30), ("Juma", "j@x.example", 5, None), ("Ana", "", 0, 10)]


def held(db: Db) -> Sitting:
    """Return a sitting with one open interval, three unmatched, and two who were asked late."""
    sitting = make_held_sitting(db)
    sitting.webinar.announced_at = sitting.starts_at - timedelta(days=30)
    make_import(db, sitting=sitting, lines=LINES, provider="zoom").reported = {"unique": 4}
    load_all(db, now=NOON)
    asked = make_registrations(db, sitting.webinar, 3)
    (address,), asked[0].address = asked[0].person.addresses, None
    db.flush()
    db.delete(address)
    db.flush()
    db.expire(asked[0].person)
    for some, by in ((asked[:1], InvitedBy.ACTUAL_END), (asked[1:], InvitedBy.SIGN_OFF)):
        registrations = in_classes(some, "")
        invite(db, webinar=sitting.webinar, registrations=registrations, invited_by=by, now=NOON)
    db.flush()
    return sitting


def test_what_is_open_late_and_taken_from_the_schedule_is_counted(db: Db) -> None:
    load_reference(db, now=NOON)
    sitting = held(db)

    (one,) = evidence_quality(db, now=NOON).webinars

    (told,) = one.sittings
    assert (told.open_intervals, told.unmatched, told.connections) == (1, 3, 3)
    assert not told.window.recorded
    assert not told.is_sound
    assert one.asked == Asked(invited=3, late=2, unreached=1)
    make_holding(db, sitting=sitting)
    ((told,),) = (one.sittings for one in evidence_quality(db, now=NOON).webinars)
    assert told.window.recorded


def test_what_has_not_begun_is_not_judged_and_groups_are_counted(db: Db) -> None:
    load_reference(db, now=NOON)
    make_sitting(db)

    found = evidence_quality(db, now=NOON)

    assert found.webinars == ()
    assert found.members == 194
    assert 0 < found.unverified <= found.members


def test_the_secretariat_is_led_to_where_it_is_mended_and_the_evaluator_reads_figures(
    db: Db, client: FlaskClient
) -> None:
    load_reference(db, now=NOON)
    address = f"/secretariat/sittings/{held(db).public_id}/attendance"

    sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    reads = client.get(EVALUATORS)
    refused = client.get(TO_MEND)
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT, email="s@office.example"))
    mends = client.get(TO_MEND)

    assert (reads.status_code, refused.status_code, mends.status_code) == (200, 403, 200)
    assert address not in reads.text
    assert f'href="{address}"' in mends.text
    for page in (reads, mends):
        assert "not noted: as scheduled" in page.text
        assert "2 of 3" in page.text
        assert "differs" in page.text
    assert client.get(EVALUATORS).status_code == 403


def test_a_new_series_has_no_evidence_and_says_so(db: Db, client: FlaskClient) -> None:
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    assert "there is no evidence to judge" in client.get(EVALUATORS).text
