"""Asking people to appear: letters, reminders, answers, replacements."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.appearing import ANA, ASKED_AT, make_asked
from tests.factories.programme import NOON, TENTH_OF_MARCH, make_webinar
from tests.integration.programme.acts import OTTO, last_detail, told
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.people.models import Address
from webinars.people.rules import NOTICE_VERSION
from webinars.programme.letters import CHANGED, ENDED, INVITATION, REMINDER
from webinars.programme.models import AppearanceConsent, Part
from webinars.programme.operations import (
    AppearanceFacts,
    AppearanceWords,
    Slot,
    add_appearance,
    agree_to_recording,
    cancel_webinar,
    change_appearance,
    confirm_appearance,
    decline_appearance,
    describe_appearance,
    end_appearance,
    invite_all,
    invite_appearance,
    move_appearance,
    move_sitting,
    remind_silent,
    replace_appearance,
    take_consent_back,
)
from webinars.programme.operations.holding_back import HOLD
from webinars.programme.operations.refusals import AnsweredAlready, NoAddress, TooLateToAnswer
from webinars.programme.queries.appearances import appearances_of
from webinars.programme.rules import Answer, answer_of
from webinars.web.requests import WebinarsApp

DAY = timedelta(days=1)
BO = AppearanceFacts(part=Part.SPEAKER, name="Bo Example", address="bo@office.example")


def waiting(db: Db) -> list[tuple[str, str]]:
    letters = select(Letter).where(Letter.withdrawn_at.is_(None)).order_by(Letter.id)
    return [(letter.kind, letter.address) for letter in db.scalars(letters)]


def test_whoever_has_an_address_is_a_person_whom_no_figure_counts(db: Db) -> None:
    webinar = make_webinar(db)

    ana = add_appearance(db, webinar=webinar, facts=ANA, by=OTTO, now=NOON)

    known = db.scalars(select(Address).where(Address.written == ANA.address)).one()
    assert ana.person_id == known.person_id
    assert answer_of(ana) is Answer.UNASKED
    assert waiting(db) == []


def test_the_invitation_goes_out_in_her_language_and_on_her_clock(db: Db) -> None:
    ana = make_asked(db)

    letter = db.scalars(select(Letter)).one()
    assert (letter.kind, letter.language, letter.zone) == (INVITATION, "es", "America/Lima")
    assert (letter.about, letter.revision) == (ana.public_id, ana.generation)
    assert answer_of(ana) is Answer.SILENT


def test_nobody_is_invited_without_an_address_nor_after_a_yes(db: Db) -> None:
    webinar, ana = make_webinar(db), make_asked(db)
    nameless = AppearanceFacts(part=Part.SPEAKER, name="Cy")
    cy = add_appearance(db, webinar=webinar, facts=nameless, by=OTTO, now=NOON)
    with pytest.raises(NoAddress):
        invite_appearance(db, appearance=cy, by=OTTO, now=NOON)

    confirm_appearance(db, appearance=ana, now=NOON)

    with pytest.raises(AnsweredAlready):
        invite_appearance(db, appearance=ana, by=OTTO, now=NOON)


def test_all_who_were_not_asked_are_invited_at_once_and_nobody_twice(db: Db) -> None:
    webinar = make_webinar(db)
    for facts in (ANA, BO, AppearanceFacts(part=Part.MODERATOR, name="Cy")):
        add_appearance(db, webinar=webinar, facts=facts, by=OTTO, now=NOON)

    first = invite_all(db, webinar=webinar, by=OTTO, now=NOON)
    second = invite_all(db, webinar=webinar, by=OTTO, now=NOON + DAY)

    assert ([row.name for row in first], second) == (["Ana Ejemplo", "Bo Example"], [])


def test_the_silent_are_reminded_after_five_days_three_times_at_most(db: Db) -> None:
    ana = make_asked(db, webinar=make_webinar(db, sittings=1))
    ana.webinar.sittings[0].starts_at += 60 * DAY
    ana.webinar.sittings[0].ends_at += 60 * DAY
    db.flush()

    days = [day for day in range(30) if remind_silent(db, now=ASKED_AT + day * DAY)]

    assert days == [5, 10, 15]
    assert waiting(db) == [(REMINDER, "ana@office.example")]


def test_no_reminder_comes_once_she_answered_or_it_is_over(db: Db) -> None:
    ana, bo = make_asked(db), make_asked(db, facts=BO)
    confirm_appearance(db, appearance=ana, now=NOON)

    assert remind_silent(db, now=NOON) == 1
    assert bo.reminders == 1
    assert remind_silent(db, now=TENTH_OF_MARCH + DAY) == 0


def test_a_yes_proves_the_address_and_a_no_is_kept_with_its_words(db: Db) -> None:
    ana = make_asked(db)

    confirm_appearance(db, appearance=ana, now=NOON)
    confirm_appearance(db, appearance=ana, now=NOON + DAY)
    proven = db.scalars(select(Address).where(Address.written == ANA.address)).one().proven_at
    decline_appearance(db, appearance=ana, words="Ask  Bo\r\ninstead", now=NOON + 2 * DAY)

    assert proven == NOON
    assert (ana.confirmed_at, ana.declined_at) == (None, NOON + 2 * DAY)
    assert ana.decline_words == "Ask Bo\ninstead"
    assert told(db, ana.public_id)[-2:] == ["confirm_appearance", "decline_appearance"]


def test_an_answer_that_comes_too_late_is_refused(db: Db) -> None:
    ana = make_asked(db)

    with pytest.raises(TooLateToAnswer):
        confirm_appearance(db, appearance=ana, now=TENTH_OF_MARCH + DAY)
    end_appearance(db, webinar=ana.webinar, appearance=ana, by=OTTO, now=NOON)
    with pytest.raises(TooLateToAnswer):
        confirm_appearance(db, appearance=ana, now=NOON)


def test_whoever_was_invited_is_told_when_she_is_not_needed(db: Db) -> None:
    ana = make_asked(db)
    end_appearance(db, webinar=ana.webinar, appearance=ana, by=OTTO, now=NOON)

    assert waiting(db) == [(ENDED, "ana@office.example")]
    assert answer_of(ana) is Answer.ENDED

    invite_appearance(db, appearance=ana, by=OTTO, now=NOON + DAY)

    assert waiting(db) == [(INVITATION, "ana@office.example")]
    assert answer_of(ana) is Answer.SILENT


def test_another_takes_her_turn_and_her_place_in_the_order(db: Db) -> None:
    ana = make_asked(db)
    add_appearance(
        db,
        webinar=ana.webinar,
        facts=AppearanceFacts(part=Part.MODERATOR, name="Cy"),
        by=OTTO,
        now=NOON,
    )

    bo = replace_appearance(db, appearance=ana, facts=BO, by=OTTO, now=NOON)
    db.expire_all()

    names = [row.name for row in appearances_of(db, webinar=bo.webinar) if not row.declined_at]
    assert names == ["Bo Example", "Cy"]
    assert (bo.replaces, answer_of(ana)) == (ana.public_id, Answer.ENDED)


def test_one_moves_up_in_the_order(db: Db) -> None:
    webinar = make_webinar(db)
    rows = [
        add_appearance(db, webinar=webinar, facts=facts, by=OTTO, now=NOON) for facts in (ANA, BO)
    ]

    move_appearance(db, webinar=webinar, appearance=rows[1], by=OTTO, now=NOON)
    move_appearance(db, webinar=webinar, appearance=rows[1], by=OTTO, now=NOON)

    assert [row.name for row in appearances_of(db, webinar=webinar)] == [BO.name, ANA.name]


def test_another_address_ends_the_links_of_the_former(db: Db) -> None:
    ana = make_asked(db)
    elsewhere = AppearanceFacts(part=Part.SPEAKER, name=ANA.name, address="ana@home.example")

    change_appearance(db, webinar=ana.webinar, appearance=ana, facts=elsewhere, by=OTTO, now=NOON)

    assert (ana.generation, answer_of(ana)) == (2, Answer.UNASKED)


def test_each_language_has_its_own_words_and_empty_ones_go(db: Db) -> None:
    ana = make_asked(db)
    french = AppearanceWords(Language.FRENCH, "Cheffe de la coopération", "Vit à Lima.")

    for words in (french, AppearanceWords(Language.SPANISH)):
        describe_appearance(db, appearance=ana, words=words, by=OTTO, now=NOON)

    assert [(text.language, text.function) for text in ana.texts] == [
        ("fr", "Cheffe de la coopération")
    ]
    assert last_detail(db)["function"] == ["Jefa de cooperación", ""]


def test_a_consent_taken_back_and_given_again_is_two_rows(db: Db) -> None:
    ana = make_asked(db)

    agree_to_recording(db, appearance=ana, now=NOON)
    agree_to_recording(db, appearance=ana, now=NOON + DAY)
    take_consent_back(db, appearance=ana, now=NOON + 2 * DAY)
    agree_to_recording(db, appearance=ana, now=NOON + 3 * DAY)
    db.flush()

    rows = db.scalars(select(AppearanceConsent).order_by(AppearanceConsent.id)).all()
    assert [(row.given_at, row.withdrawn_at, row.notice_version) for row in rows] == [
        (NOON, NOON + 2 * DAY, NOTICE_VERSION),
        (NOON + 3 * DAY, None, NOTICE_VERSION),
    ]
    assert ana.consented_recording_at == NOON + 3 * DAY


def test_those_who_appear_are_told_of_other_hours_and_of_a_cancellation(db: Db) -> None:
    ana = make_asked(db)
    confirm_appearance(db, appearance=ana, now=NOON)
    sitting = ana.webinar.sittings[0]

    slot = Slot(sitting.announced_start + DAY, sitting.zone, sitting.minutes)
    move_sitting(db, sitting=sitting, slot=slot, by=OTTO, now=NOON)
    assert waiting(db) == [(CHANGED, ana.address)]
    assert db.scalars(select(Letter).where(Letter.kind == CHANGED)).one().due_at == NOON + HOLD

    cancel_webinar(db, webinar=ana.webinar, reason="Fire", by=OTTO, now=NOON + DAY)
    assert waiting(db) == [(CHANGED, ana.address)]


def test_a_move_that_was_taken_back_is_told_to_nobody(db: Db, app: WebinarsApp) -> None:
    ana = make_asked(db)
    sitting = ana.webinar.sittings[0]
    there = Slot(sitting.announced_start, sitting.zone, sitting.minutes)
    move_sitting(db, sitting=sitting, slot=replace(there, wall=there.wall + DAY), by=OTTO, now=NOON)
    letter = db.scalars(select(Letter).where(Letter.kind == CHANGED)).one()

    told = render(app, letter, NOON)
    assert told is not None
    assert "11 de marzo" in told.text
    move_sitting(db, sitting=sitting, slot=there, by=OTTO, now=NOON)

    assert render(app, letter, NOON) is None


def test_whoever_was_not_asked_or_declined_hears_nothing_of_a_move(db: Db) -> None:
    ana = make_asked(db)
    decline_appearance(db, appearance=ana, words="", now=NOON)
    add_appearance(db, webinar=ana.webinar, facts=BO, by=OTTO, now=NOON)
    sitting = ana.webinar.sittings[0]

    slot = Slot(sitting.announced_start + DAY, sitting.zone, sitting.minutes)
    move_sitting(db, sitting=sitting, slot=slot, by=OTTO, now=NOON)

    assert waiting(db) == []
