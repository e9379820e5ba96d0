"""Changing one's registration: wishes, sitting, consents; cancelling, and coming back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration, make_registrations
from tests.integration.registrations.reading import count, entries, kinds, letters, states
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.people.models import Person
from webinars.programme.models import Sitting
from webinars.programme.queries import present_revision
from webinars.registrations.models import ConsentKind, Place, PlaceState, Registration
from webinars.registrations.operations import (
    Wishes,
    agree,
    cancel,
    change,
    come_back,
    correct_name,
    give_free_places,
    move,
    prove,
)
from webinars.registrations.operations.refusals import (
    AnotherWebinar,
    HasBegun,
    IsCancelled,
    NoPlaceThere,
    NotInterpreted,
    RegistrationClosed,
)
from webinars.registrations.queries import get_to_change
from webinars.registrations.rules import agreed, is_proven

RUSSIAN = Wishes(Language.RUSSIAN, "Asia/Omsk", "", "Large slides", 2)


def same_as(registration: Registration) -> Wishes:
    return Wishes(
        language=registration.language,
        zone=registration.zone,
        listens_in=registration.listens_in,
        needs=registration.needs,
        viewers=registration.viewers,
    )


def leave(db: Db, registration: Registration, *, by: str = "otto") -> None:
    cancel(db, registration=registration, by=by, now=NOON)


def test_wishes_are_changed_and_a_letter_says_so_in_the_new_language(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    change(db, registration=mine, wishes=RUSSIAN, by=mine.public_id, now=NOON)

    assert same_as(mine) == RUSSIAN
    assert kinds(db) == ["confirmation", "changed"]
    [last] = letters(db, kind="registrations.changed")
    assert (last.language, last.zone, last.revision) == (Language.RUSSIAN, "Asia/Omsk", 2)
    assert entries(db, subject=mine.public_id)[-1] == "registrations.change"


def test_the_same_wishes_say_nothing(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    change(db, registration=mine, wishes=same_as(mine), by="otto", now=NOON)

    assert (mine.revision, kinds(db)) == (1, ["confirmation"])


def test_nobody_listens_to_what_is_not_interpreted(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    french = Wishes(Language.FRENCH, None, "fr", "", 1)

    with pytest.raises(NotInterpreted):
        change(db, registration=mine, wishes=french, by="otto", now=NOON)


def test_the_holder_of_the_link_proves_the_address_and_nobody_else_does(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)

    change(db, registration=mine, wishes=RUSSIAN, by="otto", now=NOON)
    assert not is_proven(mine)

    agree(db, registration=mine, consents=frozenset(), by=mine.public_id, now=NOON)
    assert is_proven(mine)
    assert entries(db, subject=mine.public_id)[-1] == "registrations.prove"


def test_an_address_is_proven_once(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)

    prove(db, registration=mine, now=NOON)
    prove(db, registration=mine, now=NOON + timedelta(days=1))

    assert mine.address is not None
    assert mine.address.proven_at == NOON
    assert entries(db, subject=mine.public_id).count("registrations.prove") == 1


def test_consents_are_rows_with_their_moments(db: Db) -> None:
    given = frozenset({ConsentKind.NEWS})
    mine = make_registration(db, sitting=make_sitting(db), consents=given)
    later = NOON + timedelta(hours=1)

    agree(db, registration=mine, consents=frozenset({"recording"}), by="otto", now=later)  # type: ignore[arg-type]  # equal to its member
    db.expire_all()

    assert agreed(mine) == {ConsentKind.RECORDING}
    rows = [(row.kind, row.given_at, row.withdrawn_at) for row in mine.consents]
    assert rows == [(ConsentKind.NEWS, NOON, later), (ConsentKind.RECORDING, later, None)]
    assert kinds(db) == ["confirmation"]


def test_a_name_is_corrected_for_the_letters_to_come(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    correct_name(db, registration=mine, name="Amina Exemple", by=mine.public_id, now=NOON)
    leave(db, mine)

    assert letters(db, kind="registrations.cancelled")[0].name == "Amina Exemple"


def test_cancelling_gives_the_place_to_the_next_and_writes_to_both(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    first, second, third = make_registrations(db, sitting=sitting, count=3)

    leave(db, first)

    offered, waits = sorted((second, third), key=lambda one: one.places[0].state)
    assert states(first, offered, waits) == [None, "offered", "waiting"]
    assert (first.cancelled_at, first.cancelled_by) == (NOON, "otto")
    assert kinds(db, about=first.public_id) == ["confirmation", "cancelled"]
    assert kinds(db, about=offered.public_id) == ["waiting", "offer"]
    assert kinds(db, about=waits.public_id) == ["waiting"]
    assert entries(db, subject=sitting.public_id) == [
        "registrations.commit_seed",
        "registrations.allocate",
    ]


def test_a_place_given_away_is_not_given_again(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    first, second = make_registrations(db, sitting=sitting, count=2)
    leave(db, first)

    come_back(db, registration=first, to=sitting.public_id, by="otto", now=NOON)
    leave(db, first)

    assert states(first, second) == [None, "offered"]
    assert [place.state for place in db.scalars(select(Place).order_by(Place.id))] == [
        PlaceState.RELEASED,
        PlaceState.OFFERED,
        PlaceState.WAITING,
    ]


def test_what_was_about_to_leave_is_taken_back(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    leave(db, mine)

    waiting = [letter for letter in letters(db) if letter.withdrawn_at is None]
    assert [letter.kind for letter in waiting] == ["registrations.cancelled"]


def test_cancelled_twice_is_cancelled_once(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    leave(db, mine)
    leave(db, mine)

    assert kinds(db) == ["confirmation", "cancelled"]
    assert mine.sequence == 1


def test_after_the_start_nothing_is_cancelled(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    with pytest.raises(HasBegun):
        cancel(db, registration=mine, by="otto", now=TENTH_OF_MARCH)
    cancel(db, registration=mine, by="otto", now=TENTH_OF_MARCH - timedelta(seconds=1))

    assert mine.cancelled_at is not None


def test_who_comes_back_is_as_declared_and_waits_as_anybody_does(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    given = frozenset({ConsentKind.FOLLOW_UP})
    first = make_registration(db, sitting=sitting, function="Registrar", consents=given)
    second, third = make_registrations(db, sitting=sitting, count=2)
    leave(db, first)

    again = come_back(db, registration=first, to=sitting.public_id, by=first.public_id, now=NOON)

    assert again is not first
    assert (again.person, again.function, agreed(again)) == (first.person, "Registrar", given)
    assert sorted(map(str, states(second, third, again))) == ["offered", "waiting", "waiting"]
    assert come_back(db, registration=first, to=sitting.public_id, by="otto", now=NOON) is again


def test_nobody_comes_back_to_what_is_closed_or_elsewhere(db: Db) -> None:
    webinar, elsewhere = make_webinar(db), make_sitting(db)
    mine = make_registration(db, sitting=webinar.sittings[0])
    leave(db, mine)
    webinar.registration_closes_at = NOON

    with pytest.raises(RegistrationClosed):
        come_back(db, registration=mine, to=webinar.sittings[0].public_id, by="otto", now=NOON)
    with pytest.raises(AnotherWebinar):
        come_back(db, registration=mine, to=elsewhere.public_id, by="otto", now=NOON)


def twins(db: Db, *capacities: int | None) -> list[Sitting]:
    sittings = make_webinar(db, sittings=2).sittings
    for sitting, capacity in zip(sittings, capacities, strict=True):
        sitting.capacity = capacity
    db.flush()
    return list(sittings)


def test_moving_takes_a_place_there_and_gives_the_old_one_on(db: Db) -> None:
    morning, evening = twins(db, 1, 1)
    first, second = make_registrations(db, sitting=morning, count=2)

    move(db, registration=first, to=evening.public_id, by=first.public_id, now=NOON)

    assert states(first, second) == ["confirmed", "offered"]
    assert [place.sitting for place in first.places] == [morning, evening]
    assert kinds(db, about=first.public_id) == ["confirmation", "changed", "left"]
    assert kinds(db, about=second.public_id) == ["waiting", "offer"]
    assert (first.revision, first.sequence) == (2, 1)


def test_who_has_a_place_keeps_it_where_the_other_sitting_is_full(db: Db) -> None:
    morning, evening = twins(db, None, 1)
    make_registration(db, sitting=evening, name=JUMA[0])
    mine = make_registration(db, sitting=morning)

    with pytest.raises(NoPlaceThere):
        move(db, registration=mine, to=evening.public_id, by=mine.public_id, now=NOON)

    assert states(mine) == ["confirmed"]
    assert kinds(db, about=mine.public_id) == ["confirmation"]


def test_who_waits_may_wait_elsewhere(db: Db) -> None:
    morning, evening = twins(db, 1, 1)
    make_registration(db, sitting=morning, name="First")
    make_registration(db, sitting=evening, name="Second")
    mine = make_registration(db, sitting=morning)

    move(db, registration=mine, to=evening.public_id, by=mine.public_id, now=NOON)

    assert states(mine) == ["waiting"]
    assert kinds(db, about=mine.public_id) == ["waiting", "changed"]


def test_moving_to_where_one_is_changes_nothing(db: Db) -> None:
    morning, _ = twins(db, 1, 1)
    mine = make_registration(db, sitting=morning)

    move(db, registration=mine, to=morning.public_id, by="otto", now=NOON)

    assert (mine.revision, kinds(db)) == (1, ["confirmation"])


def test_what_is_cancelled_is_not_moved_or_changed(db: Db) -> None:
    morning, evening = twins(db, None, None)
    mine = make_registration(db, sitting=morning)
    leave(db, mine)

    with pytest.raises(IsCancelled):
        move(db, registration=mine, to=evening.public_id, by="otto", now=NOON)
    with pytest.raises(IsCancelled):
        change(db, registration=mine, wishes=RUSSIAN, by="otto", now=NOON)


def test_after_the_start_nobody_moves(db: Db) -> None:
    morning, evening = twins(db, None, None)
    mine = make_registration(db, sitting=morning)

    with pytest.raises(HasBegun):
        move(db, registration=mine, to=evening.public_id, by="otto", now=TENTH_OF_MARCH)


@pytest.mark.parametrize(("capacity", "given"), [(2, 1), (3, 2), (None, 3)])
def test_a_larger_capacity_is_offered_by_the_worker_and_its_end_gives_to_all(
    db: Db, capacity: int | None, given: int
) -> None:
    sitting = make_sitting(db, capacity=1)
    make_registrations(db, sitting=sitting, count=4)
    before = present_revision(db)
    sitting.capacity = capacity

    assert give_free_places(db, now=NOON) == given
    assert give_free_places(db, now=NOON) == 0
    kind = "offer" if capacity else "place_given"
    assert kinds(db).count(kind) == given
    assert present_revision(db) == before


def test_nobody_gets_a_place_after_the_start(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    make_registrations(db, sitting=sitting, count=2)
    sitting.capacity = 2

    assert give_free_places(db, now=TENTH_OF_MARCH) == 0


def test_a_form_takes_at_most_twelve_statements(db: Db, queries: list[str]) -> None:
    sitting = make_sitting(db, capacity=5)
    public_id = make_registration(db, sitting=sitting).public_id
    db.flush()
    db.expunge_all()
    queries.clear()

    mine = get_to_change(db, public_id=public_id)
    cancel(db, registration=mine, by=public_id, now=NOON)
    db.flush()

    assert len(queries) <= 11, "\n".join(queries)  # and one that opens the door


def many_at_once(engine: Engine, *, capacity: int) -> list[str]:
    """Fill a sitting twice over; return the public ids of the registrations, in order."""
    with unit_of_work(engine) as db:
        sitting = make_sitting(db, capacity=capacity)
        made = make_registrations(db, sitting=sitting, count=2 * capacity)
        return [row.public_id for row in made]


def test_places_that_are_given_back_at_once_are_given_on_once(fresh_engine: Engine) -> None:
    ids = many_at_once(fresh_engine, capacity=4)

    def give_back(public_id: str) -> None:
        with unit_of_work(fresh_engine) as db:
            mine = get_to_change(db, public_id=public_id)
            cancel(db, registration=mine, by=public_id, now=NOON)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(give_back, ids[:4] * 2))

    with reading(fresh_engine) as db:
        held = [get_to_change(db, public_id=public_id) for public_id in ids]
        assert states(*held) == [None] * 4 + ["offered"] * 4
        assert kinds(db).count("cancelled") == kinds(db).count("offer") == 4


def test_who_asks_eight_times_to_come_back_is_back_once(fresh_engine: Engine) -> None:
    with unit_of_work(fresh_engine) as db:
        sitting = make_sitting(db)
        mine = make_registration(db, sitting=sitting)
        leave(db, mine)
        public_id, to = mine.public_id, sitting.public_id

    def again(_number: int) -> str:
        with unit_of_work(fresh_engine) as db:
            old = get_to_change(db, public_id=public_id)
            return come_back(db, registration=old, to=to, by=public_id, now=NOON).public_id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(again, range(8)))) == 1

    with reading(fresh_engine) as db:
        assert (count(db, Registration), count(db, Person)) == (2, 1)
        assert db.scalar(select(Person.name)) == AMINA[0]
