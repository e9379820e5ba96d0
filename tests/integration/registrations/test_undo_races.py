"""An officer takes a change back while workers begin to send its letters: whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_webinar
from tests.factories.registrations import make_registrations
from webinars.database.unit import reading, unit_of_work
from webinars.outbox.models import Letter
from webinars.outbox.operations import claim, mark_sent
from webinars.programme.models import HeldChange, Sitting
from webinars.programme.operations import Slot
from webinars.programme.operations.refusals import TooLate
from webinars.registrations.operations import reschedule_announced, take_back
from webinars.states.operations import load_reference

pytestmark = pytest.mark.race

PEOPLE = 6
LATER = Slot(datetime(2027, 3, 11, 15, 0), "Europe/Zurich", 60)
LAST_SECOND = NOON + timedelta(seconds=119)
MOVED = Letter.kind == "registrations.rescheduled"


def moved_sitting(engine: Engine) -> None:
    """Move a sitting of six people; their other letters have left."""
    with unit_of_work(engine) as db:
        load_reference(db, now=NOON)
        sitting = make_webinar(db).sittings[0]
        make_registrations(db, sitting=sitting, count=PEOPLE)
        db.flush()
        for letter in db.scalars(select(Letter)):
            mark_sent(letter, now=NOON - timedelta(seconds=1))
        reschedule_announced(db, sitting=sitting, slot=LATER, reason="Snow.", by="otto", now=NOON)


def send_all(engine: Engine) -> None:
    """Hand over what is due, as a worker whose clock is two seconds fast."""
    while True:
        with unit_of_work(engine) as db:
            letter = claim(db, now=LAST_SECOND + timedelta(seconds=2))
        if letter is None:
            return
        with unit_of_work(engine) as db:
            mark_sent(db.get_one(Letter, letter.id), now=LAST_SECOND)


def undo(engine: Engine) -> bool:
    try:
        with unit_of_work(engine) as db:
            take_back(db, held=db.scalars(select(HeldChange)).one(), by="otto", now=LAST_SECOND)
    except TooLate:
        return False
    return True


@pytest.mark.parametrize("turn", range(3))
def test_a_change_is_taken_back_whole_or_not_at_all(fresh_engine: Engine, turn: int) -> None:
    moved_sitting(fresh_engine)

    with ThreadPoolExecutor(3) as pool:
        if turn == 0:
            undone = pool.submit(undo, fresh_engine)
            workers = [pool.submit(send_all, fresh_engine) for _ in range(2)]
        else:
            workers = [pool.submit(send_all, fresh_engine) for _ in range(2)]
            undone = pool.submit(undo, fresh_engine)
        for worker in workers:
            worker.result()

    send_all(fresh_engine)  # what a worker passed over while another held it
    with reading(fresh_engine) as db:
        letters = db.scalars(select(Letter).where(MOVED)).all()
        sent = sum(letter.sent_at is not None for letter in letters)
        withdrawn = sum(letter.withdrawn_at is not None for letter in letters)
        stands = db.scalars(select(Sitting.starts_at)).one() == TENTH_OF_MARCH
    expected = (0, PEOPLE, True) if undone.result() else (PEOPLE, 0, False)
    assert (sent, withdrawn, stands) == expected
