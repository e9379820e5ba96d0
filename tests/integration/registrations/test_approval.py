"""Approval: its own thing apart from the place, asked where a webinar asks for it."""

from datetime import timedelta

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import declaration, make_registration
from tests.integration.registrations.reading import kinds, letters, states
from webinars.app.letters import render
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.registrations.models import Approval, Source
from webinars.registrations.operations import By, post_reminders, register
from webinars.registrations.rules import room_is_open
from webinars.web.requests import WebinarsApp


def guarded_sitting(db: Db, **over: object) -> Sitting:
    """Return a sitting of a webinar that asks for approval."""
    return make_sitting(db, webinar=make_webinar(db, sittings=0, asks_approval=True), **over)  # type: ignore[arg-type]


def test_who_awaits_approval_keeps_the_place_and_has_no_way_in(db: Db, app: WebinarsApp) -> None:
    amina = make_registration(db, sitting=guarded_sitting(db))

    content = render(app, letters(db)[0], NOON)

    assert amina.approval is Approval.PENDING
    assert states(amina) == ["confirmed"]
    assert kinds(db) == ["awaiting"]
    assert content is not None
    assert content.invitation is None
    assert "asks for approval" in content.text
    assert not room_is_open(amina, TENTH_OF_MARCH)


def test_nobody_is_reminded_before_the_approval(db: Db) -> None:
    amina = make_registration(db, sitting=guarded_sitting(db))
    day_before = TENTH_OF_MARCH - timedelta(hours=20)

    post_reminders(db, now=day_before)
    before = kinds(db)
    amina.approval = Approval.APPROVED
    db.flush()
    post_reminders(db, now=day_before)

    assert "reminder_day" not in before
    assert kinds(db).count("reminder_day") == 1


def test_who_may_approve_registers_with_approval(db: Db) -> None:
    by = By(Source.FOCAL_POINT, "account-of-juma")

    amina = register(db, sitting=guarded_sitting(db), declared=declaration(), now=NOON, by=by)

    assert amina.approval is Approval.APPROVED
    assert amina.registered_by == "account-of-juma"
    assert kinds(db) == ["notice"]


def test_a_rejected_person_who_asks_again_gets_no_place_by_the_form(db: Db) -> None:
    sitting = guarded_sitting(db)
    amina = make_registration(db, sitting=sitting)
    amina.approval, amina.approval_reason = Approval.REJECTED, "No."
    for place in amina.places:
        db.delete(place)
    db.flush()
    db.expire(amina, ["places"])

    make_registration(db, sitting=sitting)

    assert states(amina) == [None]
    assert kinds(db)[1:] == ["rejected"]
