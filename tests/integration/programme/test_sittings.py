"""Sittings: wall times that exist, SEQUENCE, places, live rooms."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.programme import NOON, TENTH_OF_MARCH, make_series, make_sitting, make_webinar
from tests.integration.programme.acts import OTTO, PLAIN, ROOM, at, last_detail, told
from webinars.database import Db
from webinars.kernel.zones import TZDATA_VERSION, NoSuchTime, UnknownZone, wall_of
from webinars.programme.models import LiveRoom, Sitting, WebinarState
from webinars.programme.operations import (
    RoomFacts,
    SittingFacts,
    Slot,
    add_sitting,
    change_capacity,
    change_room,
    change_sitting,
    change_venue,
    explain_slot,
    move_sitting,
    remove_sitting,
)
from webinars.programme.operations.refusals import (
    BadLink,
    BadMinutes,
    HasBegun,
    IsCancelled,
    ReserveTooLarge,
    SameTime,
    TimeIsPast,
    WasAnnounced,
)
from webinars.programme.queries import present_revision
from webinars.programme.rules import room_of

LATER = NOON + timedelta(hours=1)


def sequences(sitting: Sitting) -> tuple[int, datetime]:
    return sitting.sequence, sitting.calendar_revised_at


@pytest.mark.parametrize(
    ("wall", "zone", "instant"),
    [
        ("2027-03-10 13:00", "Europe/Zurich", "2027-03-10 12:00"),
        ("2027-07-10 13:00", "Europe/Zurich", "2027-07-10 11:00"),
        ("2027-03-10 08:00", "Pacific/Kiritimati", "2027-03-09 18:00"),
        ("2027-03-10 08:00", "Pacific/Apia", "2027-03-09 19:00"),
        ("2027-03-10 08:00", "Pacific/Pago_Pago", "2027-03-10 19:00"),
        ("2027-03-10 08:00", "Asia/Kathmandu", "2027-03-10 02:15"),
        ("2027-03-10 08:00", "Pacific/Chatham", "2027-03-09 18:15"),
        ("2027-03-10 08:00", "Australia/Eucla", "2027-03-09 23:15"),
        ("2027-04-04 02:30", "Australia/Lord_Howe", "2027-04-03 16:00"),
        ("2027-07-07 13:00", "Africa/Casablanca", "2027-07-07 13:00"),
    ],
)
def test_a_wall_time_in_any_zone_is_one_instant(db: Db, wall: str, zone: str, instant: str) -> None:
    webinar = make_webinar(db, sittings=0)

    sitting = add_sitting(db, webinar=webinar, slot=at(wall, zone), facts=PLAIN, by=OTTO, now=NOON)

    db.expire(sitting)
    assert sitting.starts_at == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert sitting.ends_at - sitting.starts_at == timedelta(minutes=90)
    assert sitting.announced_start == datetime.fromisoformat(wall)
    assert wall_of(sitting.starts_at, zone) == sitting.announced_start
    assert (sitting.zone, sitting.tzdata) == (zone, TZDATA_VERSION)


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        ("2027-03-28 02:30", "Europe/Zurich"),  # skipped
        ("2027-10-31 02:30", "Europe/Zurich"),  # doubled
        ("2027-03-14 02:00", "America/New_York"),
        ("2027-11-07 01:59", "America/New_York"),
        ("2027-10-03 02:15", "Australia/Lord_Howe"),  # half an hour is skipped
        ("2027-04-04 01:45", "Australia/Lord_Howe"),  # half an hour is doubled
        ("2026-02-15 02:30", "Africa/Casablanca"),  # back for Ramadan: doubled
        ("2026-03-22 02:30", "Africa/Casablanca"),  # forward again: skipped
        ("2026-09-20 01:30", "Africa/Casablanca"),  # back for good, in a September: doubled
        ("2027-04-30 00:30", "Africa/Cairo"),  # midnight itself is skipped
        ("2027-10-28 23:30", "Africa/Cairo"),  # at 24:00 the clocks show 23:00 again
        ("2011-12-30 12:00", "Pacific/Apia"),  # a whole day is skipped
    ],
)
def test_a_wall_time_that_clocks_skip_or_double_is_refused(db: Db, wall: str, zone: str) -> None:
    webinar = make_webinar(db, sittings=0)

    with pytest.raises(NoSuchTime) as refused:
        add_sitting(db, webinar=webinar, slot=at(wall, zone), facts=PLAIN, by=OTTO, now=NOON)

    assert str(refused.value) == (
        f"Clocks in {zone} skip {wall} or show it twice on that day. Choose another hour."
    )
    assert webinar.sittings == []


def test_the_minutes_around_a_doubled_hour_are_taken(db: Db) -> None:
    webinar = make_webinar(db, sittings=0)

    for wall in ("2027-10-28 22:59", "2027-10-29 00:00", "2027-04-29 23:59", "2027-04-30 01:00"):
        slot = at(wall, "Africa/Cairo")
        add_sitting(db, webinar=webinar, slot=slot, facts=PLAIN, by=OTTO, now=NOON)

    starts = [f"{start:%m-%d %H:%M}" for start in sorted(s.starts_at for s in webinar.sittings)]
    assert starts == ["04-29 21:59", "04-29 22:00", "10-28 19:59", "10-28 22:00"]


@pytest.mark.parametrize(
    ("slot", "refusal"),
    [
        (at("2027-03-10 13:00", "Mars/Olympus"), UnknownZone),
        (at("2027-03-01 13:00"), TimeIsPast),
        (at("2027-03-12 13:00", minutes=4), BadMinutes),
        (at("2027-03-12 13:00", minutes=721), BadMinutes),
        (at("2027-03-10 13:00"), SameTime),
        (at("2027-03-10 07:00", "America/New_York"), SameTime),
    ],
)
def test_a_slot_that_will_not_do_is_refused(db: Db, slot: Slot, refusal: type[Exception]) -> None:
    webinar = make_webinar(db)

    with pytest.raises(refusal):
        add_sitting(db, webinar=webinar, slot=slot, facts=PLAIN, by=OTTO, now=NOON)

    assert len(webinar.sittings) == 1


def test_a_new_sitting_has_its_room_and_raises_the_revision(db: Db) -> None:
    webinar, before = make_webinar(db, sittings=0), present_revision(db)
    facts = SittingFacts(capacity=500, reserve=20, slot_reason="Fair to Asia", room=ROOM)

    sitting = add_sitting(
        db, webinar=webinar, slot=at("2027-03-10 13:00"), facts=facts, by=OTTO, now=NOON
    )

    assert sitting.places == 480
    assert [(room.link, room.passcode) for room in sitting.rooms] == [(ROOM.link, "4711")]
    assert sequences(sitting) == (0, NOON)
    assert told(db, sitting.public_id) == ["add_sitting"]
    assert present_revision(db) == before + 1


def test_moving_raises_the_sequence_and_tells_what_it_was(db: Db) -> None:
    sitting = make_sitting(db)

    moved = move_sitting(db, sitting=sitting, slot=at("2027-03-11 14:30"), by=OTTO, now=LATER)

    assert moved
    assert sitting.starts_at == datetime(2027, 3, 11, 13, 30, tzinfo=UTC)
    assert sequences(sitting) == (1, LATER)
    assert last_detail(db)["announced_start"] == ["2027-03-10T13:00:00", "2027-03-11T14:30:00"]


def test_another_length_is_another_time(db: Db) -> None:
    sitting = make_sitting(db)
    longer = at("2027-03-10 13:00", minutes=120)

    assert move_sitting(db, sitting=sitting, slot=longer, by=OTTO, now=LATER)

    assert sitting.ends_at == TENTH_OF_MARCH + timedelta(minutes=120)
    assert sitting.sequence == 1


def test_the_same_instant_told_in_another_zone_is_no_move(db: Db) -> None:
    sitting = make_sitting(db)
    in_kenya = at("2027-03-10 15:00", "Africa/Nairobi")

    assert not move_sitting(db, sitting=sitting, slot=in_kenya, by=OTTO, now=LATER)

    assert (sitting.zone, sitting.sequence) == ("Africa/Nairobi", 0)


def test_moving_to_where_it_is_leaves_no_trace(db: Db) -> None:
    sitting = make_sitting(db)
    before = present_revision(db)

    assert not move_sitting(db, sitting=sitting, slot=at("2027-03-10 13:00"), by=OTTO, now=LATER)

    assert told(db, sitting.public_id) == []
    assert present_revision(db) == before


def test_a_sitting_is_not_moved_onto_its_twin_nor_once_it_has_begun(db: Db) -> None:
    first, second = make_webinar(db, sittings=2).sittings

    with pytest.raises(SameTime):
        move_sitting(db, sitting=second, slot=at("2027-03-10 13:00"), by=OTTO, now=NOON)
    with pytest.raises(HasBegun):
        move_sitting(db, sitting=first, slot=at("2027-03-11 13:00"), by=OTTO, now=first.starts_at)

    assert (first.sequence, second.sequence) == (0, 0)


def test_what_is_cancelled_is_not_moved(db: Db) -> None:
    alone = make_sitting(db, cancelled_at=NOON)
    with_all = make_sitting(db, webinar=make_webinar(db, sittings=0, state=WebinarState.CANCELLED))

    for sitting in (alone, with_all):
        with pytest.raises(IsCancelled):
            move_sitting(db, sitting=sitting, slot=at("2027-03-11 13:00"), by=OTTO, now=NOON)
        with pytest.raises(IsCancelled):
            change_capacity(db, sitting=sitting, capacity=9, reserve=0, by=OTTO, now=NOON)


def test_the_venue_of_a_hybrid_sitting_raises_the_sequence(db: Db) -> None:
    sitting = make_sitting(db)

    assert change_venue(db, sitting=sitting, venue=" Room  B ", by=OTTO, now=LATER)
    assert not change_venue(db, sitting=sitting, venue="Room B", by=OTTO, now=LATER)

    assert sitting.venue == "Room B"
    assert sequences(sitting) == (1, LATER)


def test_capacity_reason_and_room_raise_no_sequence(db: Db) -> None:
    sitting = make_sitting(db)
    before = sequences(sitting)

    change_capacity(db, sitting=sitting, capacity=300, reserve=10, by=OTTO, now=LATER)
    explain_slot(db, sitting=sitting, reason="Fair to Asia", by=OTTO, now=LATER)
    change_room(db, sitting=sitting, facts=ROOM, by=OTTO, now=LATER)

    assert (sitting.places, sitting.slot_reason) == (290, "Fair to Asia")
    assert sequences(sitting) == before


@pytest.mark.parametrize(("capacity", "reserve"), [(20, 20), (20, 21), (0, 0)])
def test_a_reserve_that_leaves_no_place_is_refused(db: Db, capacity: int, reserve: int) -> None:
    sitting = make_sitting(db, capacity=100, reserve=5)

    with pytest.raises(ReserveTooLarge) as refused:
        change_capacity(db, sitting=sitting, capacity=capacity, reserve=reserve, by=OTTO, now=NOON)

    assert str(refused.value).startswith(f"With {reserve} of {capacity} connections in reserve")
    assert (sitting.capacity, sitting.reserve) == (100, 5)


def test_without_a_limit_any_reserve_will_do(db: Db) -> None:
    sitting = make_sitting(db, capacity=100)

    change_capacity(db, sitting=sitting, capacity=None, reserve=20, by=OTTO, now=NOON)

    assert sitting.places is None


def test_another_room_closes_the_one_before_and_the_journal_learns_no_link(db: Db) -> None:
    sitting = make_sitting(db)
    before = present_revision(db)

    room = change_room(db, sitting=sitting, facts=replace(ROOM, dial_in=""), by=OTTO, now=LATER)

    assert room_of(sitting) is room
    assert [one.closed_at for one in sitting.rooms if one is not room] == [LATER]
    assert "4711" not in str(last_detail(db))
    assert "rooms.example" not in str(last_detail(db))
    assert present_revision(db) == before


def test_pages_say_whether_one_can_telephone(db: Db) -> None:
    sitting, before = make_sitting(db), present_revision(db)

    change_room(db, sitting=sitting, facts=ROOM, by=OTTO, now=LATER)
    change_room(db, sitting=sitting, facts=replace(ROOM, passcode="1"), by=OTTO, now=LATER)

    assert present_revision(db) == before + 1


def test_all_about_a_sitting_is_said_at_once(db: Db) -> None:
    sitting = make_sitting(db, capacity=100)
    facts = SittingFacts(capacity=300, reserve=10, venue="Room B", slot_reason="Fair to Asia")

    change_sitting(
        db, sitting=sitting, slot=at("2027-03-11 13:00"), facts=facts, by=OTTO, now=LATER
    )

    assert (sitting.places, sitting.venue, sitting.slot_reason) == (290, "Room B", "Fair to Asia")
    assert (sitting.announced_start.day, sitting.sequence) == (11, 2)


def test_saying_the_same_of_a_sitting_leaves_no_trace(db: Db) -> None:
    sitting = make_sitting(db)

    change_sitting(db, sitting=sitting, slot=None, facts=PLAIN, by=OTTO, now=LATER)

    assert (told(db, sitting.public_id), sitting.sequence) == ([], 0)


def test_the_same_room_again_is_not_appended(db: Db) -> None:
    sitting = make_sitting(db)
    first = change_room(db, sitting=sitting, facts=ROOM, by=OTTO, now=NOON)

    assert change_room(db, sitting=sitting, facts=ROOM, by=OTTO, now=LATER) is first


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://rooms.example/1",
        "rooms.example",
        "javascript:x",
        "https://a b",
        "https://",
        "https://[x",
    ],
)
def test_a_link_that_is_not_https_is_refused(db: Db, link: str) -> None:
    sitting = make_sitting(db)

    with pytest.raises(BadLink):
        change_room(db, sitting=sitting, facts=RoomFacts(link=link), by=OTTO, now=NOON)

    assert len(sitting.rooms) == 1


def test_a_sitting_of_a_draft_can_be_removed_with_its_room(db: Db) -> None:
    webinar = make_webinar(db, state=WebinarState.DRAFT)
    sitting = webinar.sittings[0]
    public_id = sitting.public_id

    remove_sitting(db, sitting=sitting, by=OTTO, now=NOON)

    assert webinar.sittings == []
    assert told(db, public_id) == ["remove_sitting"]
    rooms = select(func.count()).where(LiveRoom.sitting_id == sitting.id)
    assert db.scalar(rooms) == 0


def test_a_sitting_that_was_announced_is_not_removed(db: Db) -> None:
    sitting = make_sitting(db)

    with pytest.raises(WasAnnounced):
        remove_sitting(db, sitting=sitting, by=OTTO, now=NOON)


def test_twins_lie_in_one_webinar_across_the_date_line(db: Db) -> None:
    webinar = make_webinar(db, series=make_series(db), sittings=0)
    slots = (at("2027-03-11 08:00", "Pacific/Kiritimati"), at("2027-03-10 08:00", "Pacific/Apia"))

    for slot in slots:
        add_sitting(db, webinar=webinar, slot=slot, facts=PLAIN, by=OTTO, now=NOON)

    db.expire(webinar, ["sittings"])
    assert [f"{s.starts_at:%d %H:%M}" for s in webinar.sittings] == ["09 19:00", "10 18:00"]
    assert replace(slots[0], minutes=60).zone == "Pacific/Kiritimati"
