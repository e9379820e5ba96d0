"""A letter is sent while it is true, and only as often as it helps."""

from datetime import timedelta

from tests.conftest import NOON
from tests.factories.people import JUMA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from tests.integration.registrations.stories import (
    THURSDAY,
    cancelled,
    changed,
    content_of,
    left,
    reminder_day,
    told,
    two_sittings,
    webinar_cancelled,
)
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.programme.operations import Slot
from webinars.registrations.models import PlaceState
from webinars.registrations.operations import (
    reschedule_announced,
)
from webinars.registrations.operations.places import release
from webinars.web.requests import WebinarsApp


def gone(db: Db, app: WebinarsApp, kind: str) -> bool:
    """Say whether the first letter of `kind` is not sent any more."""
    db.flush()
    return render(app, letters(db, kind=f"registrations.{kind}")[0], NOON) is None


def test_a_letter_that_became_false_is_not_sent(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    mine = make_registration(db, sitting=webinar.sittings[0])
    reminder_day(db, webinar, mine)
    assert not gone(db, app, "confirmation")

    left(db, webinar, mine)
    assert gone(db, app, "confirmation")
    assert gone(db, app, "reminder_day")

    changed(db, webinar, mine)
    assert gone(db, app, "left")

    cancelled(db, webinar, mine)
    assert all(gone(db, app, kind) for kind in ("confirmation", "changed", "left"))
    assert not gone(db, app, "cancelled")


def test_of_two_moves_at_once_only_the_last_is_told(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    make_registration(db, sitting=webinar.sittings[0])
    friday = Slot(THURSDAY.wall + timedelta(days=1), THURSDAY.zone, 60)
    for slot in (THURSDAY, friday):
        moved = webinar.sittings[0]
        reschedule_announced(db, sitting=moved, slot=slot, reason="Snow.", by="otto", now=NOON)
    db.flush()

    first, last = letters(db, kind="registrations.rescheduled")

    assert render(app, first, NOON) is None
    assert "Before, it was Wednesday 10 March" in content_of(app, last).text


def test_a_cancelled_sitting_is_not_told_to_who_has_moved_on(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    mine = make_registration(db, sitting=webinar.sittings[0])
    webinar_cancelled(db, webinar, mine)
    assert not gone(db, app, "webinar_cancelled")

    left(db, webinar, mine)

    assert gone(db, app, "webinar_cancelled")


def test_who_gets_the_second_wish_hears_that_the_first_was_full(db: Db, app: WebinarsApp) -> None:
    first, second = two_sittings(db).sittings
    first.capacity, first.reserve = 1, 0
    make_registration(db, sitting=first, name=JUMA[0], address=JUMA[1])

    make_registration(db, sitting=first, also=(second.public_id,))

    early, late = (
        content_of(app, one).text for one in letters(db, kind="registrations.confirmation")
    )
    assert "was full" not in early
    assert "The sitting that you named first, Wednesday 10 March, " in late
    assert "was full; this is the next that you named." in late


def test_a_button_pressed_twice_brings_one_letter(db: Db, app: WebinarsApp) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    for seconds in (4, 121):
        make_registration(db, sitting=sitting, now=NOON + timedelta(seconds=seconds))

    first, later = letters(db, kind="registrations.known")

    assert render(app, first, NOON) is None
    assert render(app, later, NOON) is not None


def test_an_offer_leads_to_both_answers_while_it_stands(db: Db, app: WebinarsApp) -> None:
    mine, letter = told(db, "offer", Language.ENGLISH)
    text = content_of(app, letter).text

    token = app.keyring.token(Purpose.OFFER, mine.places[0].public_id, 1)
    assert f"{app.settings.base_url}/offer/{token}\n" in text
    assert f"{app.settings.base_url}/offer/{token}/decline\n" in text
    assert "Please answer by Tuesday 2 March, 15:00 (Nairobi)." in text
    assert render(app, letter, NOON + timedelta(days=1)) is None

    mine.places[0].state = PlaceState.CONFIRMED
    assert gone(db, app, "offer")


def test_who_did_not_answer_an_offer_hears_how_she_stands(db: Db, app: WebinarsApp) -> None:
    mine, letter = told(db, "offer_expired", Language.ENGLISH)
    assert "You are at the end of the queue now" in content_of(app, letter).text

    release(mine.places[0], now=NOON)
    assert gone(db, app, "offer_expired")
    letter.content = letter.content | {"waits": False}
    db.flush()
    assert "so you have left the queue" in content_of(app, letter).text
