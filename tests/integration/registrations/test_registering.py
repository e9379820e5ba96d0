"""Registering: one person once, places as they last, and the same for new and known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA, make_person
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import declaration, make_registration, make_registrations
from tests.integration.registrations.reading import count, entries, kinds, letters, states
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.people.models import Person
from webinars.people.operations import merge
from webinars.programme.models import Openness, Promise, PromisedPart, Sitting, WebinarState
from webinars.programme.queries import present_revision
from webinars.registrations.models import (
    Category,
    ConsentKind,
    Place,
    PlaceState,
    Registration,
    Source,
)
from webinars.registrations.operations import By, cancel, register
from webinars.registrations.operations.refusals import (
    HasBegun,
    NoSuchState,
    NotForYou,
    NotInterpreted,
    NotOpenYet,
    RegistrationClosed,
    SittingCancelled,
)
from webinars.registrations.queries import find_registration, seats_in, sitting_to_register
from webinars.registrations.rules import NOTICE_VERSION, Band, Seats, agreed


def interpret(sitting: Sitting, language: str) -> None:
    part = PromisedPart.INTERPRETATION
    sitting.webinar.promises.append(Promise(part=part, language=language, promised_at=NOON))


def on_sqlite(db: Db) -> bool:
    """Say whether writers exclude each other from their first statement on, without a row lock."""
    return db.get_bind().dialect.name == "sqlite"


def test_everything_that_was_declared_is_kept(db: Db) -> None:
    sitting = make_sitting(db)
    interpret(sitting, "fr")
    declared = declaration(
        category=Category.STATE,
        state_code="KE",
        function="Registrar",
        sector="ip-office",
        gender="woman",
        language=Language.FRENCH,
        listens_in="fr",
        needs="Live captions",
        viewers=3,
        referral="group-b",
        consents=frozenset({ConsentKind.RECORDING}),
    )

    made = register(db, sitting=sitting, declared=declared, now=NOON)
    db.expire_all()

    kept = find_registration(db, public_id=made.public_id)
    assert kept is made
    assert (kept.person.name, kept.address and kept.address.written) == AMINA
    assert (kept.category, kept.state_code) == (Category.STATE, "KE")
    assert (kept.language, kept.listens_in, kept.zone) == ("fr", "fr", "Africa/Nairobi")
    assert (kept.function, kept.sector, kept.gender) == ("Registrar", "ip-office", "woman")
    assert (kept.needs, kept.viewers, kept.referral) == ("Live captions", 3, "group-b")
    assert (kept.source, kept.notice_version) == (Source.SELF, NOTICE_VERSION)
    assert [row.sitting_id for row in kept.preferences] == [sitting.id]
    assert agreed(kept) == {ConsentKind.RECORDING}
    assert entries(db, subject=kept.public_id) == ["registrations.register"]


def test_a_letter_waits_for_whoever_registered(db: Db) -> None:
    made = make_registration(db, sitting=make_sitting(db), language=Language.ARABIC)

    [letter] = letters(db)
    assert letter.kind == "registrations.confirmation"
    assert (letter.address, letter.name) == (AMINA[1], AMINA[0])
    assert (letter.language, letter.zone) == (Language.ARABIC, "Africa/Nairobi")
    assert (letter.about, letter.revision) == (made.public_id, 1)


def test_who_is_registered_keeps_it_and_hears_so(db: Db) -> None:
    sitting = make_sitting(db)
    first = make_registration(db, sitting=sitting)

    again = make_registration(db, sitting=sitting, language=Language.RUSSIAN, function="Other")

    assert again is first
    assert (first.language, first.function) == (Language.ENGLISH, "")
    assert kinds(db) == ["confirmation", "known"]
    assert letters(db)[1].language is Language.ENGLISH


def test_a_twin_sitting_is_the_same_webinar(db: Db) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    first = make_registration(db, sitting=morning)

    assert make_registration(db, sitting=evening) is first
    assert [place.sitting for place in first.places] == [morning]


def test_a_mailbox_is_not_filled_by_others(db: Db) -> None:
    sitting = make_sitting(db)
    for _ in range(9):
        make_registration(db, sitting=sitting)

    assert kinds(db) == ["confirmation", "known", "known", "known"]


def test_two_persons_with_one_mailbox_have_a_place_each(db: Db) -> None:
    sitting = make_sitting(db)

    amina = make_registration(db, sitting=sitting)
    juma = make_registration(db, sitting=sitting, name=JUMA[0])

    assert amina is not juma
    assert [letter.name for letter in letters(db, address=AMINA[1])] == [AMINA[0], JUMA[0]]


def test_who_was_merged_is_known_and_hears_it_where_she_wrote(db: Db) -> None:
    sitting = make_sitting(db)
    amina, juma = make_person(db), make_person(db, name=JUMA[0], address=JUMA[1])
    merge(db, kept=amina, merged=juma, reason="One passport", by="test", now=NOON)
    first = make_registration(db, sitting=sitting)

    again = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])

    assert again is first
    assert [letter.address for letter in letters(db)] == [AMINA[1], JUMA[1]]


def test_places_go_first_come_first_served_then_there_is_a_queue(db: Db) -> None:
    sitting = make_sitting(db, capacity=4, reserve=2)

    made = make_registrations(db, sitting=sitting, count=3)

    assert states(*made) == ["confirmed", "confirmed", "waiting"]
    assert kinds(db) == ["confirmation", "confirmation", "waiting"]
    assert seats_in(db, sitting=sitting) == Seats(2, held=2, waiting=1)


def test_nobody_passes_those_who_wait(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    make_registrations(db, sitting=sitting, count=2)
    sitting.capacity = 2

    late = make_registration(db, sitting=sitting)

    assert states(late) == ["waiting"]


def test_public_pages_hear_of_it_only_where_they_would_read_differently(db: Db) -> None:
    sitting = make_sitting(db, capacity=7)
    seen = [present_revision(db)]
    bands = [Band.PLENTY]
    for one in range(9):
        make_registration(db, sitting=sitting, name=f"Person {one}")
        seen.append(present_revision(db))
        bands.append(seats_in(db, sitting=sitting).band)

    raised = [after - before for before, after in pairwise(seen)]
    differs = [int(a is not b) for a, b in pairwise(bands)]
    assert raised == differs == [0, 1, 0, 0, 0, 0, 1, 0, 0]


def test_without_a_limit_nothing_is_counted_nor_locked(db: Db, queries: list[str]) -> None:
    sitting = make_sitting(db)
    queries.clear()

    make_registration(db, sitting=sitting)

    assert not [line for line in queries if "count(" in line or "FOR UPDATE" in line]


@pytest.mark.parametrize("capacity", [None, 50])
def test_registering_takes_few_statements(db: Db, queries: list[str], capacity: int | None) -> None:
    sitting = make_sitting(db, capacity=capacity)
    public_id = sitting.public_id
    db.expunge_all()
    found = sitting_to_register(db, public_id=public_id)
    assert found is not None
    declared = declaration(consents=frozenset(ConsentKind))
    queries.clear()

    register(db, sitting=found, declared=declared, now=NOON)
    db.flush()

    counting = 0 if capacity is None else 1 if on_sqlite(db) else 2
    writing = 8 if on_sqlite(db) else 1
    assert len(queries) == 1 + counting + writing + 1, "\n".join(queries)  # met, written, read


@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"state": WebinarState.ANNOUNCED}, NotOpenYet),
        ({"state": WebinarState.CANCELLED}, SittingCancelled),
        ({"openness": Openness.OBSERVERS}, NotForYou),
        ({"registration_closes_at": NOON}, RegistrationClosed),
    ],
)
def test_a_webinar_that_takes_nobody_refuses(
    db: Db, over: dict[str, object], refusal: type[Exception]
) -> None:
    [sitting] = make_webinar(db, **over).sittings  # type: ignore[arg-type]  # as the test says

    with pytest.raises(refusal):
        make_registration(db, sitting=sitting)

    assert (count(db, Registration), count(db, Person)) == (0, 0)


def test_a_sitting_is_open_until_the_second_in_which_it_begins(db: Db) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting, now=TENTH_OF_MARCH - timedelta(seconds=1))

    with pytest.raises(HasBegun):
        make_registration(db, sitting=sitting, name=JUMA[0], now=TENTH_OF_MARCH)


def test_observers_come_where_observers_are_welcome(db: Db) -> None:
    [sitting] = make_webinar(db, openness=Openness.OBSERVERS).sittings

    made = make_registration(db, sitting=sitting, category=Category.NGO, organisation="Exemple")

    assert states(made) == ["confirmed"]


def test_a_state_that_is_none_is_refused(db: Db) -> None:
    sitting = make_sitting(db)

    with pytest.raises(NoSuchState):
        make_registration(db, sitting=sitting, category=Category.STATE, state_code="XX")


def test_a_language_into_which_nobody_interprets_is_refused(db: Db) -> None:
    with pytest.raises(NotInterpreted):
        make_registration(db, sitting=make_sitting(db), listens_in="fr")


def test_who_cancelled_may_come_back_as_a_new_row(db: Db) -> None:
    sitting = make_sitting(db)
    first = make_registration(db, sitting=sitting)
    cancel(db, registration=first, by=first.public_id, now=NOON)

    second = make_registration(db, sitting=sitting)

    assert second is not first
    assert (first.cancelled_at, second.cancelled_at) == (NOON, None)
    assert second.sequence == first.sequence + 1


def test_on_behalf_says_who_did_it(db: Db) -> None:
    by = By(Source.SECRETARIAT, "account-of-otto")

    made = register(db, sitting=make_sitting(db), declared=declaration(), now=NOON, by=by)

    assert (made.source, made.registered_by) == (Source.SECRETARIAT, "account-of-otto")


def together(engine: Engine, names: list[str], capacity: int | None) -> list[PlaceState]:
    """Let all `names` register at once for one sitting; return the states of all places."""
    with unit_of_work(engine) as db:
        public_id = make_sitting(db, capacity=capacity).public_id

    def go(name: str) -> None:
        with unit_of_work(engine) as db:
            sitting = sitting_to_register(db, public_id=public_id)
            assert sitting is not None
            register(db, sitting=sitting, declared=declaration(name=name), now=NOON)

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(go, names))
    with reading(engine) as db:
        return sorted(place.state for place in db.query(Place))


def test_eight_take_the_last_place_one_has_it_and_seven_wait(fresh_engine: Engine) -> None:
    found = together(fresh_engine, [f"Person {number}" for number in range(8)], capacity=1)

    assert found == [PlaceState.CONFIRMED, *[PlaceState.WAITING] * 7]


@pytest.mark.parametrize("capacity", [None, 100])
def test_a_double_click_is_one_registration(fresh_engine: Engine, capacity: int | None) -> None:
    found = together(fresh_engine, [AMINA[0]] * 8, capacity=capacity)

    assert found == [PlaceState.CONFIRMED]
    with reading(fresh_engine) as db:
        assert (count(db, Registration), count(db, Person)) == (1, 1)
