"""Somebody is erased while a registration of theirs is being written: it goes too."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select

from tests.conftest import NOON
from tests.factories.programme import make_webinar
from tests.factories.registrations import declaration, make_registration
from webinars.database.unit import reading, unit_of_work
from webinars.outbox.models import Letter
from webinars.people.models import Address, Person
from webinars.privacy.operations import erase
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.registrations.operations import register
from webinars.states.operations import load_reference

pytestmark = pytest.mark.race


def erase_amina(engine: Engine) -> None:
    with unit_of_work(engine) as db:
        erase(db, person=db.scalars(select(Person)).one(), now=NOON)


def test_a_registration_that_is_being_written_is_erased_with_the_others(
    fresh_engine: Engine,
) -> None:
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
        make_registration(db, sitting=make_webinar(db).sittings[0])
        other = make_webinar(db, title="Another").sittings[0].public_id

    with ThreadPoolExecutor(1) as pool:
        with unit_of_work(fresh_engine) as db:
            sitting = db.scalars(select(Sitting).filter_by(public_id=other)).one()
            register(db, sitting=sitting, declared=declaration(), now=NOON)
            db.flush()
            erased = pool.submit(erase_amina, fresh_engine)
            time.sleep(0.3)  # long enough to be in its midst
        erased.result(timeout=20)

    with reading(fresh_engine) as db:
        assert db.scalars(select(Address)).all() == []
        assert len(db.scalars(select(Registration)).all()) == 2
        assert not [one for one in db.scalars(select(Registration)) if one.cancelled_at is None]
        assert {one.address for one in db.scalars(select(Letter))} == {""}
