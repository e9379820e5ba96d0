"""The whole series: wished for once, met as each webinar opens, never twice."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from tests.conftest import NOON
from tests.factories.people import AMINA
from tests.factories.programme import make_series, make_sitting, make_webinar
from tests.factories.registrations import declaration, make_registration
from tests.integration.registrations.reading import count, entries, kinds, letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.programme.models import Series, Webinar, WebinarState
from webinars.registrations.models import Enrolment, Registration, Source
from webinars.registrations.operations import (
    about,
    cancel,
    end_enrolment,
    enrol,
    forget,
    meet_enrolments,
    prove,
    register,
)
from webinars.registrations.tasks import enrol_in_opened
from webinars.web.requests import WebinarsApp


def meet(db: Db) -> None:
    after = meet_enrolments(db, now=NOON)
    while after is not None:
        after = meet_enrolments(db, now=NOON, after=after)


def opened(db: Db, series: Series, **over: object) -> Webinar:
    return make_webinar(db, series=series, **over)  # type: ignore[arg-type]


def mine_in(db: Db, webinar: Webinar) -> list[Registration]:
    own = select(Registration).where(Registration.webinar_id == webinar.id)
    return list(db.scalars(own))


@pytest.fixture
def mine(db: Db) -> Registration:
    """A proven registration for the first webinar of a series."""
    return make_registration(db, sitting=make_sitting(db), needs="Large slides")


def test_each_webinar_that_opens_gets_one_registration_with_its_letter(
    db: Db, app: WebinarsApp, mine: Registration
) -> None:
    enrol(db, registration=mine, by=mine.public_id, now=NOON)
    second = opened(db, mine.webinar.series, title="The second")
    drafted = opened(db, mine.webinar.series, state=WebinarState.ANNOUNCED)
    elsewhere = opened(db, make_series(db))

    meet(db)
    meet(db)

    [made] = mine_in(db, second)
    assert (made.source, made.needs, made.person_id) == (
        Source.ENROLMENT,
        "Large slides",
        mine.person_id,
    )
    assert mine_in(db, drafted) == mine_in(db, elsewhere) == []
    [letter] = letters(db, about=made.public_id)
    content = render(app, letter, NOON)
    assert content is not None
    assert "You asked to be registered for the whole series." in content.text


def test_the_sitting_that_suits_the_persons_clock_is_taken(db: Db, mine: Registration) -> None:
    mine.zone = "America/Bogota"  # the first sitting begins at 7 o'clock there, the second at 11
    enrol(db, registration=mine, by=mine.public_id, now=NOON)
    second = opened(db, mine.webinar.series, sittings=2)

    meet(db)

    [made] = mine_in(db, second)
    assert made.places[0].sitting is second.sittings[1]


def test_who_cancelled_one_is_not_registered_for_it_again(db: Db, mine: Registration) -> None:
    enrol(db, registration=mine, by=mine.public_id, now=NOON)
    second = opened(db, mine.webinar.series)
    meet(db)
    [made] = mine_in(db, second)

    cancel(db, registration=made, by=made.public_id, now=NOON)
    meet(db)

    assert mine_in(db, second) == [made]


def test_an_ended_wish_does_nothing_more(db: Db, mine: Registration) -> None:
    enrol(db, registration=mine, by=mine.public_id, now=NOON)
    enrol(db, registration=mine, by=mine.public_id, now=NOON)
    assert count(db, Enrolment) == 1

    end_enrolment(db, registration=mine, by=mine.public_id, now=NOON)
    end_enrolment(db, registration=mine, by=mine.public_id, now=NOON)
    second = opened(db, mine.webinar.series)
    meet(db)

    assert mine_in(db, second) == []
    assert entries(db, subject=mine.public_id)[-2:] == [
        "registrations.enrol",
        "registrations.end_enrolment",
    ]


def test_a_wish_on_the_form_counts_only_once_the_letters_reader_has_answered(db: Db) -> None:
    sitting = make_sitting(db)
    made = register(db, sitting=sitting, declared=declaration(whole_series=True), now=NOON)
    db.flush()
    second = opened(db, sitting.webinar.series)

    meet(db)
    assert mine_in(db, second) == []

    prove(db, registration=made, now=NOON)
    meet(db)
    assert len(mine_in(db, second)) == 1


def test_a_stranger_who_writes_a_known_name_wishes_nothing_for_it(
    db: Db, mine: Registration
) -> None:
    stranger = declaration(name=AMINA[0], address=AMINA[1], whole_series=True)

    register(db, sitting=mine.places[0].sitting, declared=stranger, now=NOON)

    assert count(db, Enrolment) == 0


def test_a_proven_address_is_no_wish_that_a_stranger_wrote(db: Db, mine: Registration) -> None:
    second, third = (opened(db, mine.webinar.series) for _ in range(2))
    stranger = declaration(whole_series=True)
    register(db, sitting=second.sittings[0], declared=stranger, now=NOON)

    meet(db)

    assert mine_in(db, third) == []


def test_erasing_ends_the_wish_and_the_copy_tells_it(db: Db, mine: Registration) -> None:
    enrol(db, registration=mine, by=mine.public_id, now=NOON)
    assert about(db, person=mine.person)["whole series"] == [
        {"since": NOON.isoformat(), "ended": None}
    ]

    forget(db, person=mine.person, now=NOON)
    second = opened(db, mine.webinar.series)
    meet(db)

    assert mine_in(db, second) == []


def test_the_worker_meets_many_in_batches_and_again_posts_nothing(fresh_engine: Engine) -> None:
    with unit_of_work(fresh_engine) as db:
        sitting = make_sitting(db)
        for number in range(120):
            name, address = f"Person {number}", f"person.{number}@office.example"
            one = make_registration(db, sitting=sitting, name=name, address=address)
            enrol(db, registration=one, by=one.public_id, now=NOON)
        opened(db, sitting.webinar.series)

    enrol_in_opened(fresh_engine, NOON)
    enrol_in_opened(fresh_engine, NOON + timedelta(minutes=1))

    with reading(fresh_engine) as db:
        made = select(func.count()).where(Registration.source == Source.ENROLMENT)
        assert db.scalar(made) == 120
        assert kinds(db).count("confirmation") == 240
