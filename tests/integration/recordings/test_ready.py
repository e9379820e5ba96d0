"""Letters that a recording is ready: to whom, once, and not once they are false or not wanted."""

from datetime import datetime, timedelta

import pytest

from tests.factories.desk import make_past_webinar, make_recording
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_sitting
from tests.factories.registrations import NOON, make_registration
from tests.integration.outbox.hands import hand_over_all
from tests.integration.registrations.reading import letters
from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.outbox.operations import decline
from webinars.programme.models import Sitting
from webinars.recordings.models import Recording
from webinars.recordings.operations.telling import NEWS_FOR, post_ready
from webinars.registrations.models import Registration
from webinars.registrations.operations import cancel, forget
from webinars.web.requests import WebinarsApp

WU = ("Wu Li", "wu@office.example")


def held(db: Db, *, capacity: int | None = None) -> Sitting:
    """Return a sitting that was held in February, before which people registered."""
    [sitting] = make_past_webinar(db).sittings
    sitting.capacity = capacity
    db.flush()
    return sitting


def registered(
    db: Db, sitting: Sitting, who: tuple[str, str] = AMINA, *, proven: bool = True
) -> Registration:
    before = sitting.starts_at - timedelta(days=10)
    name, address = who
    return make_registration(
        db, sitting=sitting, name=name, address=address, now=before, proven=proven
    )


def told(db: Db) -> list[Letter]:
    db.expire_all()
    return letters(db, kind="recordings.ready")


def publish(db: Db, sitting: Sitting, slug: str = "a-recording") -> tuple[Recording, datetime]:
    """Return a recording that is public, and the next minute."""
    made = make_recording(db, sitting=sitting, slug=slug)
    assert made.published_at is not None
    return made, made.published_at + timedelta(minutes=1)


def test_who_had_a_place_at_a_proven_address_is_told_once(db: Db) -> None:
    sitting = held(db, capacity=2)
    mine = registered(db, sitting)
    registered(db, sitting, JUMA, proven=False)
    registered(db, sitting, WU)
    _made, now = publish(db, sitting)

    counts = [post_ready(db, now=now) for _ in range(2)]

    assert counts == [1, 0]
    [letter] = told(db)
    assert (letter.about, letter.address) == (mine.public_id, AMINA[1])
    assert (letter.content, letter.valid_until) == ({"slug": "a-recording"}, now + NEWS_FOR)


def test_a_second_recording_of_the_webinar_is_no_second_letter(db: Db) -> None:
    sitting = held(db)
    registered(db, sitting)
    evening = make_sitting(
        db, webinar=sitting.webinar, starts_at=sitting.starts_at + timedelta(hours=6)
    )
    _made, _first = publish(db, sitting)
    _other, now = publish(db, evening, "in-the-evening")

    assert post_ready(db, now=now) == 1
    assert [letter.content for letter in told(db)] == [{"slug": "a-recording"}]
    assert post_ready(db, now=now) == 0


def test_before_it_is_public_and_once_it_is_old_nobody_is_told(db: Db) -> None:
    sitting = held(db)
    registered(db, sitting)
    made, now = publish(db, sitting)

    assert post_ready(db, now=now + NEWS_FOR) == 0
    made.published_at = None
    db.flush()
    assert post_ready(db, now=now) == 0


@pytest.mark.parametrize("how", ["cancelled", "erased"])
def test_who_is_not_registered_any_more_is_not_told(db: Db, how: str) -> None:
    sitting = held(db)
    mine = registered(db, sitting)
    _made, now = publish(db, sitting)
    if how == "erased":
        forget(db, person=mine.person, now=now)
    else:
        cancel(db, registration=mine, by="otto", now=sitting.starts_at - timedelta(hours=1))

    assert post_ready(db, now=now) == 0


def test_a_letter_about_a_recording_that_was_withdrawn_does_not_leave(
    db: Db, app: WebinarsApp
) -> None:
    sitting = held(db)
    registered(db, sitting)
    made, now = publish(db, sitting)
    post_ready(db, now=now)
    made.withdrawn_at, made.withdraw_reason = now, "The speaker asked."
    db.flush()

    app.clock = lambda: now
    hand_over_all(app)

    assert [one.sent_at for one in told(db)] == [None]


def test_who_wants_no_letters_afterwards_gets_none(db: Db, app: WebinarsApp) -> None:
    sitting = held(db)
    registered(db, sitting)
    registered(db, sitting, JUMA)
    decline(db, address=JUMA[1], topic="afterwards", now=NOON)
    _made, now = publish(db, sitting)

    post_ready(db, now=now)
    app.clock = lambda: now
    hand_over_all(app)

    assert {one.address: bool(one.sent_at) for one in told(db)} == {
        AMINA[1]: True,
        JUMA[1]: False,
    }
