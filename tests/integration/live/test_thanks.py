"""Letters of thanks: to whom, once, and not once they have become false or are not wanted."""

from datetime import datetime, timedelta

import pytest

from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.outbox.hands import hand_over_all
from tests.integration.registrations.reading import letters
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.live.models import Way
from webinars.live.operations import press
from webinars.live.operations.thanking import AFTER, WITHIN, post_thanks
from webinars.outbox.models import Letter
from webinars.outbox.operations import decline
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.registrations.operations import forget
from webinars.web.requests import WebinarsApp

BEGUN = TENTH_OF_MARCH + timedelta(minutes=10)


def came(db: Db, sitting: Sitting, who: tuple[str, str] = AMINA, *, times: int = 1) -> Registration:
    """Return a registration from which *Join now* was pressed so often."""
    mine = make_registration(db, sitting=sitting, name=who[0], address=who[1])
    db.expire_all()
    for minute in range(times):
        at = BEGUN + timedelta(minutes=minute)
        press(db, registration=mine, way=Way.ROOM, language=Language.ENGLISH, now=at)
    db.flush()
    return mine


def due(sitting: Sitting) -> datetime:
    return sitting.ends_at + AFTER


def thanks(db: Db) -> list[Letter]:
    db.expire_all()
    return letters(db, kind="live.thanks")


def test_who_came_is_thanked_once_and_who_did_not_is_not(db: Db) -> None:
    sitting = make_sitting(db)
    mine = came(db, sitting, times=3)
    make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])

    counts = [post_thanks(db, now=due(sitting)) for _ in range(2)]

    assert counts == [1, 0]
    [letter] = thanks(db)
    assert (letter.about, letter.address) == (mine.public_id, AMINA[1])
    assert letter.valid_until == sitting.ends_at + WITHIN


def test_one_letter_thanks_for_two_sittings_of_one_webinar(db: Db) -> None:
    first, second = make_webinar(db, sittings=2).sittings
    mine = came(db, first)
    late = second.starts_at + timedelta(minutes=1)
    press(db, registration=mine, way=Way.ROOM, language=Language.ENGLISH, now=late)

    post_thanks(db, now=max(due(first), due(second)))

    assert [letter.about for letter in thanks(db)] == [mine.public_id]


@pytest.mark.parametrize("early", [AFTER - timedelta(seconds=1), WITHIN])
def test_thanks_come_neither_at_once_nor_days_later(db: Db, early: timedelta) -> None:
    sitting = make_sitting(db)
    came(db, sitting)

    assert post_thanks(db, now=sitting.ends_at + early) == 0


def test_for_a_sitting_that_was_cancelled_nobody_is_thanked(db: Db) -> None:
    sitting = make_sitting(db)
    came(db, sitting)
    sitting.cancelled_at = sitting.starts_at + timedelta(minutes=20)
    sitting.cancel_reason = "The line broke."
    db.flush()

    assert post_thanks(db, now=due(sitting)) == 0


def test_who_cancelled_or_was_erased_is_not_thanked(db: Db) -> None:
    sitting = make_sitting(db)
    mine, other = came(db, sitting), came(db, sitting, JUMA)
    mine.cancelled_at, mine.cancelled_by = BEGUN, "otto"
    forget(db, person=other.person, now=BEGUN)
    db.flush()

    assert post_thanks(db, now=due(sitting)) == 0


def test_thanks_that_became_false_before_they_left_do_not_leave(db: Db, app: WebinarsApp) -> None:
    sitting = make_sitting(db)
    mine, other = came(db, sitting), came(db, sitting, JUMA)
    post_thanks(db, now=due(sitting))
    mine.cancelled_at, mine.cancelled_by = due(sitting), "otto"
    db.flush()

    app.clock = lambda: due(sitting)
    hand_over_all(app)

    assert {one.about: bool(one.sent_at) for one in thanks(db)} == {
        mine.public_id: False,
        other.public_id: True,
    }


def test_who_wants_no_letters_afterwards_gets_none(db: Db, app: WebinarsApp) -> None:
    sitting = make_sitting(db)
    came(db, sitting)
    came(db, sitting, JUMA)
    decline(db, address=JUMA[1], topic="afterwards", now=BEGUN)

    post_thanks(db, now=due(sitting))
    app.clock = lambda: due(sitting)
    hand_over_all(app)

    assert {one.address: bool(one.sent_at) for one in thanks(db)} == {
        AMINA[1]: True,
        JUMA[1]: False,
    }
