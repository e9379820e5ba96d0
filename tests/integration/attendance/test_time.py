"""How much of a stay counts, in which sitting, and what stands in where nothing was said."""

from datetime import timedelta

import pytest

from tests.factories.attendance import OFFICER, make_holding, make_import
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.attendance.facts import only, seconds
from webinars.attendance.models import CheckIn, CheckInHow
from webinars.database import Db


def test_twin_sittings_are_one_webinar_and_a_person_in_both_counts_once(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    first, second = webinar.sittings
    make_registration(db, sitting=first)
    for sitting, stayed in ((first, 20), (second, 45)):
        make_holding(db, sitting=sitting)
        make_import(db, sitting=sitting, lines=[(*AMINA, 0, stayed)])

    fact = only(db, first)

    assert fact.seconds == {first.id: 1200, second.id: 2700}
    assert fact.better_sitting == second.id
    assert fact.share == 0.5


def test_the_threshold_is_met_within_one_sitting(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    make_registration(db, sitting=webinar.sittings[0])
    for sitting in webinar.sittings:
        make_holding(db, sitting=sitting)
        make_import(db, sitting=sitting, lines=[(*AMINA, 0, 4)])

    fact = only(db, webinar.sittings[0])

    assert (fact.joined, fact.attended) == (True, False)


@pytest.mark.parametrize(
    "lines",
    [
        [(*AMINA, 0, 20), (*AMINA, 40, 60)],
        [(*AMINA, 0, 30), (*AMINA, 10, 40)],
        [(*AMINA, 0, 40), (*AMINA, 0, 40)],
    ],
    ids=["who comes back", "two devices at once", "one row twice"],
)
def test_time_counts_once(db: Db, lines: list[tuple[str, str, int, int]]) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=lines)

    assert seconds(only(db, sitting)) == [2400]


def test_time_outside_the_live_window_does_not_count(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting, begins=5, ends=100)
    make_import(db, sitting=sitting, lines=[(*AMINA, -30, 180)])

    fact = only(db, sitting)

    assert seconds(fact) == [95 * 60]
    assert fact.completed


def test_who_was_there_for_the_rehearsal_only_has_not_joined(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, -30, 0)])

    assert not only(db, sitting).joined


def test_an_open_interval_ends_with_the_window_and_is_flagged(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, 60, None)])

    fact = only(db, sitting)

    assert (seconds(fact), fact.open_interval) == ([1800], True)


def test_the_scheduled_times_stand_in_and_are_flagged(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_import(db, sitting=sitting, lines=[(*AMINA, -10, 100)])

    fact = only(db, sitting)

    assert (seconds(fact), fact.scheduled) == ([5400], True)


def test_the_newest_holding_holds(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    make_holding(db, sitting=sitting, ends=30, reason="The line broke.")
    make_import(db, sitting=sitting, lines=[(*AMINA, 0, 90)])

    assert seconds(only(db, sitting)) == [1800]


def test_a_check_in_without_check_out_runs_to_the_end_and_is_flagged(db: Db) -> None:
    sitting = make_sitting(db)
    registration = make_registration(db, sitting=sitting)
    make_holding(db, sitting=sitting)
    came = sitting.starts_at + timedelta(minutes=30)
    db.add(
        CheckIn(
            sitting_id=sitting.id,
            person_id=registration.person_id,
            came_at=came,
            how=CheckInHow.LIST,
            recorded_at=came,
            recorded_by=OFFICER,
        )
    )
    db.flush()

    fact = only(db, sitting)

    assert (fact.checked_in, fact.joined, seconds(fact), fact.open_interval) == (
        True,
        True,
        [3600],
        True,
    )
