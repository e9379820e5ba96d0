"""Moving and cancelling what people registered for, and reminding them of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.conftest import NOON
from tests.factories.people import JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration, make_registrations
from tests.integration.registrations.reading import entries, kinds, letters, states
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting
from webinars.programme.operations import Slot
from webinars.programme.operations.refusals import NoReason, SameTime
from webinars.registrations.models import Place, Registration
from webinars.registrations.operations import (
    accept,
    cancel,
    cancel_sitting_announced,
    cancel_webinar_announced,
    post_reminders,
    reschedule_announced,
)
from webinars.registrations.queries import (
    full_sittings,
    preview_of,
    registrations_of,
    seats_of,
    standing_registrations,
)
from webinars.registrations.queries.queue import open_offer
from webinars.registrations.rules import Band, Seats
from webinars.registrations.tasks import give_places, remind
from webinars.web.requests import WebinarsApp

LATER = Slot(datetime(2027, 3, 11, 15, 0), "Europe/Zurich", 60)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def full_house(db: Db) -> tuple[Sitting, list[Registration]]:
    """Return a sitting with two places, four who registered and one of them who cancelled."""
    sitting = make_sitting(db, capacity=2)
    made = make_registrations(db, sitting=sitting, count=4)
    made[3].language = Language.FRENCH
    cancel(db, registration=made[0], by="otto", now=NOON)
    db.flush()
    return sitting, made


def move_it(db: Db, sitting: Sitting, slot: Slot = LATER, reason: str = "Snow.") -> int:
    return reschedule_announced(db, sitting=sitting, slot=slot, reason=reason, by="otto", now=NOON)


def test_a_preview_counts_who_would_be_written_to(db: Db) -> None:
    sitting, _ = full_house(db)

    preview = preview_of(db, sittings=[sitting])

    assert (preview.confirmed, preview.waiting, preview.letters) == (2, 1, 3)
    assert preview.by_language == {Language.ENGLISH: 2, Language.FRENCH: 1}


def test_all_who_hold_or_await_a_place_hear_of_a_move(db: Db) -> None:
    sitting, made = full_house(db)

    assert move_it(db, sitting) == preview_of(db, sittings=[sitting]).letters == 3

    moved = letters(db, kind="registrations.rescheduled")
    assert {letter.about for letter in moved} == {row.public_id for row in made[1:]}
    assert {letter.language for letter in moved} == {Language.ENGLISH, Language.FRENCH}
    assert states(*made[:2]) == [None, "confirmed"]
    assert sorted(map(str, states(*made[2:]))) == ["offered", "waiting"]
    assert entries(db, subject=sitting.public_id)[2:] == [
        "programme.move_sitting",
        "registrations.reschedule",
    ]


def test_a_move_to_the_same_time_writes_to_nobody(db: Db) -> None:
    sitting, _ = full_house(db)
    same = Slot(sitting.announced_start, sitting.zone, sitting.minutes)

    assert move_it(db, sitting, same) == 0
    assert kinds(db).count("rescheduled") == 0


def test_a_move_without_reason_or_onto_its_twin_is_refused(db: Db) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    onto = Slot(evening.announced_start, evening.zone, evening.minutes)

    with pytest.raises(NoReason):
        move_it(db, morning, reason="  ")
    with pytest.raises(SameTime):
        move_it(db, morning, onto)


def test_one_cancelled_sitting_leaves_the_registrations_standing(db: Db) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    mine = make_registration(db, sitting=morning)
    make_registration(db, sitting=evening, name=JUMA[0])

    told = cancel_sitting_announced(db, sitting=morning, reason="Storm.", by="otto", now=NOON)

    assert told == 1
    assert kinds(db, about=mine.public_id) == ["confirmation", "webinar_cancelled"]
    assert mine.cancelled_at is None


def test_registering_anew_gives_a_place_to_who_lost_it_with_the_sitting(db: Db) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    mine = make_registration(db, sitting=morning)
    cancel_sitting_announced(db, sitting=morning, reason="Storm.", by="otto", now=NOON)

    again = make_registration(db, sitting=evening)

    assert again is mine
    assert [place.sitting for place in mine.places] == [morning, evening]
    assert kinds(db)[-1] == "changed"


def test_a_cancelled_webinar_is_told_to_all_its_sittings(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    for sitting, name in zip(webinar.sittings, ("First", "Second"), strict=True):
        make_registration(db, sitting=sitting, name=name)

    told = cancel_webinar_announced(db, webinar=webinar, reason="Storm.", by="otto", now=NOON)

    assert told == 2
    about = [letter.name for letter in letters(db, kind="registrations.webinar_cancelled")]
    assert about == ["First", "Second"]


@pytest.mark.parametrize("people", [1, 5])
def test_lists_take_the_same_queries_however_long(db: Db, queries: list[str], people: int) -> None:
    sitting = make_sitting(db, capacity=3)
    made = make_registrations(db, sitting=sitting, count=people)
    db.flush()
    db.expunge_all()
    queries.clear()

    found = registrations_of(db, webinar=db.merge(sitting.webinar, load=False))

    assert [(row.person.name, row.address is None) for row in found] == [
        (row.person.name, False) for row in made
    ]
    assert all(row.places and row.consents == [] for row in found)
    assert len(queries) == 3


def test_a_list_of_what_stands_leaves_out_the_cancelled(db: Db) -> None:
    sitting, made = full_house(db)

    assert standing_registrations(db, webinar=sitting.webinar) == made[1:]
    assert registrations_of(db, webinar=sitting.webinar) == made


def test_seats_are_counted_where_there_is_a_limit(db: Db) -> None:
    limited, _ = full_house(db)
    free = make_sitting(db)
    make_registration(db, sitting=free)

    seats = seats_of(db, sittings=[limited, free])

    assert seats == {limited.id: Seats(2, held=2, waiting=1), free.id: Seats(None)}
    assert full_sittings(db, sittings=[limited, free]) == {limited.id}
    assert seats[free.id].band is Band.UNLIMITED


def remind_at(db: Db, before: timedelta) -> list[str]:
    """Return the reminders posted so long before the tenth of March."""
    seen = len(letters(db))
    post_reminders(db, now=TENTH_OF_MARCH - before)
    db.flush()
    return [letter.kind.removeprefix("registrations.") for letter in letters(db)[seen:]]


def test_each_reminder_goes_out_once(db: Db) -> None:
    make_registration(db, sitting=make_sitting(db))

    assert remind_at(db, 7 * DAY + timedelta(seconds=1)) == []
    assert remind_at(db, 7 * DAY) == ["reminder_week"]
    assert remind_at(db, 2 * DAY) == ["joining"]
    assert remind_at(db, DAY + timedelta(seconds=1)) == []
    assert remind_at(db, DAY) == ["reminder_day"]
    assert remind_at(db, DAY) == []
    assert remind_at(db, HOUR + timedelta(seconds=1)) == []
    assert remind_at(db, HOUR) == ["reminder_hour"]
    assert remind_at(db, timedelta(minutes=30)) == []
    told = letters(db)[-4:]
    assert [one.urgent for one in told] == [False, False, False, True]
    assert {one.valid_until for one in told} == {TENTH_OF_MARCH}


def test_how_to_join_waits_for_a_room_and_reaches_who_came_late(db: Db) -> None:
    sitting = make_sitting(db)
    sitting.rooms[0].closed_at = NOON
    late = TENTH_OF_MARCH - timedelta(hours=21)
    make_registration(db, sitting=sitting, now=late)
    assert remind_at(db, timedelta(hours=20)) == []

    sitting.rooms[0].closed_at = None
    db.flush()

    assert remind_at(db, timedelta(hours=19)) == ["joining"]
    assert remind_at(db, timedelta(hours=18)) == []
    make_registration(db, sitting=sitting, name="Later", address="l@office.example", now=late)
    assert remind_at(db, timedelta(hours=17)) == ["joining"]
    assert remind_at(db, timedelta(hours=2)) == []


def test_a_reminder_that_would_come_too_late_is_left_out(db: Db) -> None:
    make_registration(db, sitting=make_sitting(db))

    assert remind_at(db, timedelta(days=2)) == ["joining"]
    assert remind_at(db, timedelta(hours=3)) == []
    assert remind_at(db, timedelta(minutes=5)) == []


def test_only_a_proven_address_with_a_place_is_reminded(db: Db) -> None:
    sitting = make_sitting(db, capacity=3)
    make_registration(db, sitting=sitting, name="Unproven", proven=False)
    gone = make_registration(db, sitting=sitting, name="Gone")
    cancel(db, registration=gone, by="otto", now=NOON)
    make_registration(db, sitting=sitting, name="Late", now=TENTH_OF_MARCH - timedelta(hours=23))
    make_registration(db, sitting=sitting, name="Here")
    make_registration(db, sitting=sitting, name="Waits")

    assert remind_at(db, timedelta(hours=22)) == ["joining", "joining", "reminder_day"]
    assert [letter.name for letter in letters(db)[-3:]] == ["Late", "Here", "Here"]


def test_after_a_move_one_is_reminded_anew(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    assert remind_at(db, DAY) == ["joining", "reminder_day"]

    week = Slot(sitting.announced_start + timedelta(days=7), sitting.zone, 90)
    move_it(db, sitting, week)

    assert remind_at(db, DAY - timedelta(days=7)) == ["joining", "reminder_day"]


def test_nobody_is_reminded_of_what_is_cancelled(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    make_registration(db, sitting=webinar.sittings[0])
    cancel_webinar_announced(db, webinar=webinar, reason="Storm.", by="otto", now=NOON)

    assert remind_at(db, DAY) == []


def test_the_worker_reminds_in_batches_and_gives_places(fresh_engine: Engine) -> None:
    with unit_of_work(fresh_engine) as db:
        sitting = make_sitting(db, capacity=1)
        made = make_registrations(db, sitting=sitting, count=2)
        sitting.capacity = 2
        waited, link = made[1].public_id, made[1].places[0].id

    give_places(fresh_engine, NOON)
    with unit_of_work(fresh_engine) as db:
        offer = open_offer(db, place=db.get_one(Place, link))
        assert offer is not None
        accept(db, offer=offer, now=NOON)
    remind(fresh_engine, TENTH_OF_MARCH - HOUR)
    remind(fresh_engine, TENTH_OF_MARCH - HOUR)

    with reading(fresh_engine) as db:
        assert kinds(db, about=waited) == ["waiting", "offer", "confirmation", "reminder_hour"]


def test_the_operator_lists_who_is_registered(db: Db, app: WebinarsApp) -> None:
    sitting, made = full_house(db)
    db.commit()

    shown = app.test_cli_runner().invoke(args=["registrations", "list", sitting.webinar.slug])

    lines = [line.split("\t") for line in shown.output.splitlines()]
    held = [line[5] for line in lines[1:]]
    assert held[:2] + sorted(held[2:]) == ["cancelled", "confirmed", "offered", "waiting"]
    assert [line[6] for line in lines[1:]] == [row.person.name for row in made]
