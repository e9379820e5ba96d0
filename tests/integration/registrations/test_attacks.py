"""What a hostile stranger tries at the form: filling a mailbox, asking who is known, flooding."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import declaration, make_registration
from tests.integration.registrations.reading import count, letters, passing_on
from webinars.database import Db
from webinars.desk.views.registering import FEW
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration, Source
from webinars.registrations.operations import (
    By,
    Colleague,
    register,
    substitute,
    undo_substitution,
)
from webinars.registrations.operations.meeting import MAILBOX_LETTERS
from webinars.registrations.operations.refusals import (
    MailboxFull,
    PassedOnOften,
    RegistrationClosed,
)
from webinars.web.limits import HASTE, STALE, is_hasty, stamp
from webinars.web.requests import WebinarsApp

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
FORM = {"name": AMINA[0], "email": AMINA[1], "category": "other", "language": "en"}


def send(client: FlaskClient, sitting: Sitting, **over: str) -> TestResponse:
    path = f"/sittings/{sitting.public_id}/register"
    return client.post(path, data=FORM | over, environ_overrides=ELSEWHERE)


def sealed(app: WebinarsApp, age: timedelta) -> str:
    written = str(int((NOON - age).timestamp()))
    return f"{written}.{app.keyring.seal(Purpose.FORM, written)}"


def test_a_mailbox_gets_so_many_letters_an_hour_under_whichever_names(
    db: Db, client: FlaskClient
) -> None:
    sitting = make_sitting(db)

    answers = {
        (answer.status_code, answer.location)
        for number in range(MAILBOX_LETTERS + 5)
        for answer in [
            client.post(
                f"/sittings/{sitting.public_id}/register", data=FORM | {"name": f"Name {number}"}
            )
        ]
    }

    assert answers == {(303, "/check-your-mail")}
    assert len(letters(db)) == MAILBOX_LETTERS == count(db, Registration)


def test_names_webinars_and_repeats_together_are_counted(db: Db) -> None:
    sittings = [make_webinar(db).sittings[0] for _ in range(4)]

    for sitting in sittings:
        for name in ("Ana", "Ben", "Cleo"):
            register(db, sitting=sitting, declared=declaration(name=name), now=NOON)
    with pytest.raises(MailboxFull):
        register(db, sitting=sittings[0], declared=declaration(name="Ana"), now=NOON)

    assert len(letters(db)) == MAILBOX_LETTERS


def test_an_hour_later_and_elsewhere_there_is_room(db: Db) -> None:
    sitting = make_sitting(db)
    for number in range(MAILBOX_LETTERS):
        register(db, sitting=sitting, declared=declaration(name=f"Name {number}"), now=NOON)

    later = NOON + timedelta(hours=1)
    register(db, sitting=sitting, declared=declaration(address=JUMA[1]), now=NOON)
    register(db, sitting=sitting, declared=declaration(name="Late"), now=later)
    officer = By(Source.SECRETARIAT, "otto")
    register(db, sitting=sitting, declared=declaration(name="Hand"), now=NOON, by=officer)

    assert count(db, Registration) == MAILBOX_LETTERS + 3


def test_a_place_is_passed_on_three_times_a_day_and_no_more(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    juma = Colleague(JUMA[0], JUMA[1], Language.ENGLISH)
    for _ in range(3):
        substitute(db, registration=mine, colleague=juma, by=mine.public_id, now=NOON)
        undo_substitution(db, substitution=passing_on(db, mine), by=mine.public_id, now=NOON)

    with pytest.raises(PassedOnOften):
        substitute(db, registration=mine, colleague=juma, by=mine.public_id, now=NOON)


def test_from_a_busy_network_a_hasty_form_is_asked_again_and_nothing_is_lost(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    for number in range(FEW):
        assert send(client, sitting, email=f"p.{number}@office.example").status_code == 303

    page = send(client, sitting, email="eleven@office.example", stamp=sealed(app, HASTE / 3))

    assert page.status_code == 422
    assert "please press Register once more" in page.text
    assert 'value="eleven@office.example"' in page.text
    assert count(db, Registration) == FEW
    again = send(client, sitting, email="eleven@office.example", stamp=sealed(app, HASTE))
    assert again.status_code == 303
    assert count(db, Registration) == FEW + 1


def test_a_stamp_is_ours_old_enough_and_of_today(app: WebinarsApp) -> None:
    with app.test_request_context():
        good = sealed(app, timedelta(minutes=1))

        assert not is_hasty(good)
        for bad in ("", "1", "1.", ".", "٣.x", good[:-1], "9" + good, stamp(), "x" * 5000):
            assert is_hasty(bad), bad
        assert is_hasty(sealed(app, STALE + timedelta(seconds=1)))
        assert is_hasty(sealed(app, -timedelta(days=1)))


def test_registration_closes_at_its_very_second(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    sitting.webinar.registration_closes_at = NOON
    db.flush()

    app.clock = lambda: NOON - timedelta(microseconds=1)
    assert send(client, sitting).status_code == 303
    app.clock = lambda: NOON
    late = send(client, sitting, email=JUMA[1])
    assert late.status_code == 409
    assert "Nothing has been changed" in late.text
    with pytest.raises(RegistrationClosed):
        register(db, sitting=sitting, declared=declaration(name="Late"), now=NOON)
