"""What was announced and changed is taken back whole, while its letters wait."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_text, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import entries, kinds, letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.operations import claim, mark_sent
from webinars.programme.models import HeldChange, Sitting, Webinar, WebinarState
from webinars.programme.operations import Slot
from webinars.programme.operations.refusals import SameTime, TooLate
from webinars.registrations.models import Registration
from webinars.registrations.operations import (
    cancel_sitting_announced,
    cancel_webinar_announced,
    reschedule_announced,
    retitle_announced,
    take_back,
)
from webinars.web.requests import WebinarsApp

THURSDAY = Slot(datetime(2027, 3, 11, 15, 0), "America/Lima", 60)
SECONDS = timedelta(seconds=1)
SOON = NOON + 90 * SECONDS


def two_sittings(db: Db) -> tuple[Webinar, Registration, Registration]:
    webinar = make_webinar(db, sittings=2)
    first, second = webinar.sittings
    return (
        webinar,
        make_registration(db, sitting=first, name="Amina"),
        make_registration(db, sitting=second, name="Jean", language=Language.FRENCH),
    )


def held(db: Db) -> HeldChange:
    return list(db.scalars(select(HeldChange).order_by(HeldChange.id)))[-1]


def move(db: Db, sitting: Sitting, slot: Slot = THURSDAY, at: datetime = NOON) -> int:
    return reschedule_announced(
        db, sitting=sitting, slot=slot, venue="Room A", reason="Snow.", by="otto", now=at
    )


def place_of(sitting: Sitting) -> tuple[object, ...]:
    return (
        sitting.announced_start,
        sitting.zone,
        sitting.tzdata,
        sitting.minutes,
        sitting.starts_at,
        sitting.ends_at,
        sitting.venue,
    )


def test_a_move_taken_back_leaves_the_sitting_as_it_was_but_for_its_sequence(db: Db) -> None:
    webinar, mine, _ = two_sittings(db)
    sitting = webinar.sittings[0]
    before = place_of(sitting)
    move(db, sitting)
    moved = sitting.sequence

    taken = take_back(db, held=held(db), by="otto", now=SOON)

    db.flush()
    db.expire_all()
    assert taken == 1
    assert place_of(sitting) == before
    assert sitting.sequence == moved + 1
    assert sitting.calendar_revised_at == SOON
    assert [one.withdrawn_at for one in letters(db, kind="registrations.rescheduled")] == [SOON]
    assert entries(db, subject=sitting.public_id)[-2:] == [
        "programme.take_back",
        "registrations.take_back",
    ]
    assert mine.cancelled_at is None


def test_the_letters_wait_for_two_minutes(db: Db) -> None:
    webinar, _, _ = two_sittings(db)
    db.flush()
    for letter in letters(db):
        mark_sent(letter, now=NOON)
    move(db, webinar.sittings[0])

    assert claim(db, now=NOON + 119 * SECONDS) is None
    assert claim(db, now=NOON + 120 * SECONDS) is not None


def test_a_letter_that_began_to_leave_keeps_the_change_whole(db: Db) -> None:
    webinar, _, _ = two_sittings(db)
    db.flush()
    for letter in letters(db):
        mark_sent(letter, now=NOON)
    cancel_webinar_announced(db, webinar=webinar, reason="Storm.", by="otto", now=NOON)
    db.flush()
    claim(db, now=NOON + 120 * SECONDS)  # by a worker whose clock is half a minute fast

    with pytest.raises(TooLate), db.begin_nested():
        take_back(db, held=held(db), by="otto", now=SOON)

    db.expire_all()
    assert webinar.state is WebinarState.CANCELLED
    waiting = letters(db, kind="registrations.webinar_cancelled")
    assert [one.withdrawn_at for one in waiting] == [None, None]


def test_nothing_is_taken_back_twice_or_too_late(db: Db) -> None:
    webinar, _, _ = two_sittings(db)
    move(db, webinar.sittings[0])
    with pytest.raises(TooLate), db.begin_nested():
        take_back(db, held=held(db), by="otto", now=NOON + 120 * SECONDS)
    take_back(db, held=held(db), by="otto", now=SOON)

    with pytest.raises(TooLate):
        take_back(db, held=held(db), by="otto", now=SOON)


def test_a_cancelled_webinar_comes_back_with_the_sittings_that_went_with_it(db: Db) -> None:
    webinar, _, _ = two_sittings(db)
    first, second = webinar.sittings
    cancel_sitting_announced(db, sitting=first, reason="No room.", by="otto", now=NOON)
    cancel_webinar_announced(
        db, webinar=webinar, reason="Storm.", by="otto", now=NOON + 300 * SECONDS
    )

    take_back(db, held=held(db), by="otto", now=NOON + 330 * SECONDS)

    assert webinar.state is WebinarState.OPEN
    assert (webinar.cancelled_at, webinar.cancel_reason) == (None, "")
    assert first.cancelled_at == NOON
    assert (second.cancelled_at, second.cancel_reason, second.sequence) == (None, "", 2)


def test_a_cancelled_sitting_comes_back(db: Db) -> None:
    webinar, _, _ = two_sittings(db)
    first = webinar.sittings[0]
    cancel_sitting_announced(db, sitting=first, reason="No room.", by="otto", now=NOON)

    take_back(db, held=held(db), by="otto", now=SOON)

    assert (first.cancelled_at, first.cancel_reason, first.sequence) == (None, "", 2)


def test_what_is_changed_again_meanwhile_is_told_from_what_people_knew(
    db: Db, app: WebinarsApp
) -> None:
    webinar, _, _ = two_sittings(db)
    sitting = webinar.sittings[0]
    move(db, sitting)
    friday = Slot(datetime(2027, 3, 12, 15, 0), "America/Lima", 60)
    move(db, sitting, friday, at=SOON)
    db.flush()

    first, last = letters(db, kind="registrations.rescheduled")
    told = render(app, last, SOON + 120 * SECONDS)

    assert first.withdrawn_at == SOON
    assert told is not None
    assert "Before, it was Wednesday 10 March" in told.text
    take_back(db, held=held(db), by="otto", now=SOON + SECONDS)
    assert sitting.starts_at == TENTH_OF_MARCH


def test_a_move_back_within_two_minutes_tells_nobody(db: Db) -> None:
    webinar, _, _ = two_sittings(db)
    sitting = webinar.sittings[0]
    back = Slot(sitting.announced_start, sitting.zone, sitting.minutes)
    move(db, sitting)

    told = reschedule_announced(
        db, sitting=sitting, slot=back, venue="", reason="No.", by="otto", now=SOON
    )

    assert told == 0
    assert all(one.withdrawn_at for one in letters(db, kind="registrations.rescheduled"))


def test_whoever_was_written_to_meanwhile_hears_that_the_earlier_time_holds(
    db: Db, app: WebinarsApp
) -> None:
    webinar, _, _ = two_sittings(db)
    sitting = webinar.sittings[0]
    move(db, sitting)
    late = make_registration(db, sitting=sitting, name="Late", address="late@office.example")
    for letter in letters(db, about=late.public_id):
        mark_sent(letter, now=NOON + 30 * SECONDS)
    db.flush()

    take_back(db, held=held(db), by="otto", now=SOON)

    db.flush()
    assert kinds(db, about=late.public_id)[-1] == "rescheduled"
    told = render(app, letters(db, about=late.public_id)[-1], SOON)
    assert told is not None
    assert "What you heard first holds." in told.text
    assert told.invitation is not None
    assert b"SEQUENCE:3" in told.invitation.body or b"SEQUENCE:4" in told.invitation.body


def test_the_time_of_a_sitting_that_came_meanwhile_is_not_taken(db: Db) -> None:
    webinar, _, _ = two_sittings(db)
    first, second = webinar.sittings
    onto = Slot(first.announced_start, first.zone, 60)
    move(db, first)
    change = held(db)
    move(db, second, onto, at=NOON + SECONDS)

    with pytest.raises(SameTime):
        take_back(db, held=change, by="otto", now=SOON)


def test_another_title_is_told_to_those_who_read_it_and_taken_back(
    db: Db, app: WebinarsApp
) -> None:
    webinar, mine, jean = two_sittings(db)
    webinar.texts.append(make_text(title="Évaluer ensemble", language=Language.FRENCH))
    db.flush()

    told = retitle_announced(
        db, webinar=webinar, language=Language.ENGLISH, title="Needs first", by="otto", now=NOON
    )
    same = retitle_announced(
        db, webinar=webinar, language=Language.FRENCH, title="Évaluer ensemble", by="o", now=NOON
    )

    assert (told, same) == (1, 0)
    letter = letters(db, kind="registrations.amended")[0]
    assert letter.about == mine.public_id != jean.public_id
    said = render(app, letter, NOON + 120 * SECONDS)
    assert said is not None
    assert said.subject == "New title: Needs first"
    assert "Until now it was called “Assessing needs together”." in said.text
    assert [sitting.sequence for sitting in webinar.sittings] == [1, 1]

    take_back(db, held=held(db), by="otto", now=SOON)

    assert webinar.texts[0].title == "Assessing needs together"
    assert [sitting.sequence for sitting in webinar.sittings] == [2, 2]
    assert render(app, letter, SOON) is None


def test_only_the_venue_is_changed_and_told_as_such(db: Db, app: WebinarsApp) -> None:
    webinar, _, _ = two_sittings(db)
    sitting = webinar.sittings[0]
    same = Slot(sitting.announced_start, sitting.zone, sitting.minutes)

    assert move(db, sitting, same) == 1

    said = render(app, letters(db, kind="registrations.rescheduled")[0], NOON)
    assert said is not None
    assert said.subject == "Another venue: Assessing needs together, 10 March"
    assert "One can also come to a room: Room A." in said.text
    assert "Before, it was" not in said.text
    assert sitting.sequence == 1
