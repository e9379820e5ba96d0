"""Many at once for the last places: never more than there are, never under a guarantee."""

from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_sitting
from tests.factories.registrations import declaration
from tests.integration.registrations.queueing import HOUR, delegate, limited
from webinars.database.unit import reading, unit_of_work
from webinars.people.models import Person
from webinars.registrations.models import (
    Category,
    Offer,
    OfferState,
    Place,
    PlaceState,
    Registration,
    Way,
)
from webinars.registrations.operations import accept, cancel, register
from webinars.registrations.operations.answering import OfferOver
from webinars.registrations.queries import sitting_to_register
from webinars.registrations.queries.queue import find_offer
from webinars.registrations.rules import HOLDING
from webinars.registrations.tasks import give_places
from webinars.states.operations import load_reference

pytestmark = pytest.mark.race

CLIENTS = 50
MEMBERS = 194


def register_one(engine: Engine, sitting_id: str, state: str, number: int) -> None:
    declared = declaration(
        name=f"{state} {number}",
        address=f"{state.lower()}.{number}@mission.example",
        category=Category.STATE,
        state_code=state,
    )
    with unit_of_work(engine) as db:
        sitting = sitting_to_register(db, public_id=sitting_id)
        assert sitting is not None
        register(db, sitting=sitting, declared=declared, now=NOON)


def held_by_state(engine: Engine) -> Counter[str]:
    with reading(engine) as db:
        found = select(Registration.state_code).join(Place)
        found = found.where(Place.state.in_(sorted(HOLDING)))
        return Counter(code for code in db.scalars(found) if code)


def test_fifty_clients_race_for_what_is_free_and_for_their_guarantees(fresh_engine: Engine) -> None:
    """Four places beyond 194 guarantees; forty-five of one State and five of others ask at once."""
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
        sitting_id = limited(db, MEMBERS + 4, guarantee=1).public_id
    asked = [("KE", number) for number in range(45)]
    asked += [(state, 1) for state in ("FR", "CN", "ML", "BR", "JM")]
    asked = asked[::2] + asked[1::2]

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda one: register_one(fresh_engine, sitting_id, *one), asked))

    assert held_by_state(fresh_engine) == {"KE": 5, "FR": 1, "CN": 1, "ML": 1, "BR": 1, "JM": 1}


def test_fifty_clients_race_for_the_last_five_places(fresh_engine: Engine) -> None:
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
        sitting_id = limited(db, 5).public_id

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda at: register_one(fresh_engine, sitting_id, "KE", at), range(CLIENTS)))

    assert held_by_state(fresh_engine) == {"KE": 5}


def test_four_workers_hold_a_draw_once_and_offer_no_place_twice(fresh_engine: Engine) -> None:
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
        sitting = limited(db, 4, way=Way.DRAW, draw_hours=72)
        for number in range(12):
            delegate(db, sitting, "KE", number)
    moment = TENTH_OF_MARCH - 72 * HOUR

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: give_places(fresh_engine, moment), range(4)))
    with unit_of_work(fresh_engine) as db:
        sitting_now = db.scalars(select(Place)).first()
        assert sitting_now is not None
        sitting_now.sitting.capacity = 6
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: give_places(fresh_engine, moment + HOUR), range(4)))

    with reading(fresh_engine) as db:
        states = Counter(db.scalars(select(Place.state)).all())
        offers = db.scalars(select(Offer)).all()
    assert states == {PlaceState.CONFIRMED: 4, PlaceState.OFFERED: 2, PlaceState.WAITING: 6}
    assert len(offers) == 2


def one_offer(engine: Engine) -> str:
    """Return the public id of an offer of the last of two places."""
    with unit_of_work(engine) as db:
        load_reference(db, now=NOON)
        sitting = limited(db, 1)
        delegate(db, sitting, "KE", 1)
        delegate(db, sitting, "KE", 2)
        sitting.capacity = 2
    give_places(engine, NOON)
    with reading(engine) as db:
        return db.scalars(select(Offer.public_id)).one()


def test_one_offer_accepted_by_eight_at_once_is_one_place(fresh_engine: Engine) -> None:
    public_id = one_offer(fresh_engine)

    def press(_: int) -> str:
        with unit_of_work(fresh_engine) as db:
            offer = find_offer(db, public_id=public_id)
            assert offer is not None
            try:
                accept(db, offer=offer, now=NOON)
            except OfferOver:
                return "over"
        return "accepted"

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(press, range(8)))

    assert answers == {"accepted"}
    assert held_by_state(fresh_engine) == {"KE": 2}
    with reading(fresh_engine) as db:
        assert db.scalars(select(Offer.state)).all() == [OfferState.ACCEPTED]


def test_fifty_who_could_come_to_either_sitting_race_for_seven_places(
    fresh_engine: Engine,
) -> None:
    """Half name one sitting first, half the other; then everybody gives up at once."""
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
        first = limited(db, 3)
        second = make_sitting(
            db, webinar=first.webinar, starts_at=TENTH_OF_MARCH + 9 * HOUR, capacity=4
        )
        both = [first.public_id, second.public_id]

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda at: register_for_either(fresh_engine, both, at), range(CLIENTS)))
    assert standing(fresh_engine) == {("confirmed",): 7, ("waiting", "waiting"): 43}

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda at: give_up(fresh_engine, at), range(0, CLIENTS, 2)))
    held = standing(fresh_engine)
    assert sum(count for states, count in held.items() if states != ("waiting", "waiting")) <= 7
    with reading(fresh_engine) as db:
        taken = select(Place.sitting_id, func.count()).where(Place.state.in_(sorted(HOLDING)))
        counts = [count for _sitting, count in db.execute(taken.group_by(Place.sitting_id))]
    assert sorted(counts) == [3, 4]


def register_for_either(engine: Engine, both: list[str], number: int) -> None:
    first, other = both if number % 2 else reversed(both)
    declared = declaration(
        name=f"Person {number}", address=f"person.{number}@office.example", also=(other,)
    )
    with unit_of_work(engine) as db:
        sitting = sitting_to_register(db, public_id=first)
        assert sitting is not None
        register(db, sitting=sitting, declared=declared, now=NOON)


def give_up(engine: Engine, number: int) -> None:
    with unit_of_work(engine) as db:
        named = select(Registration).join(Registration.person)
        mine = db.scalars(named.where(Person.name == f"Person {number}")).one()
        cancel(db, registration=mine, by=mine.public_id, now=NOON)


def standing(engine: Engine) -> Counter[tuple[str, ...]]:
    """Count the registrations by the states of their places."""
    with reading(engine) as db:
        found = db.execute(
            select(Place.registration_id, Place.state).where(Place.state != PlaceState.RELEASED)
        )
        places: dict[int, list[str]] = defaultdict(list)
        for registration_id, state in found:
            places[registration_id].append(state.value)
    return Counter(tuple(sorted(states)) for states in places.values())
