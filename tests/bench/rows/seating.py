"""Many at once: a queue of ten thousand allocated, and a list of ten thousand registered.

On SQLite, whatever the others run on: it has one writer, and is the slower of the two.
"""

import csv
import io
import time
from collections.abc import Iterator

from sqlalchemy import Engine, func, select, update

from tests.bench.data import CAPACITY, Scene, enter, fill
from tests.bench.house import House
from tests.bench.load import Unexpected
from tests.bench.measuring import Turns
from tests.bench.table import Row
from webinars.app.models import Model
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.models import Job
from webinars.kernel.clock import system_clock
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting
from webinars.registrations.imports.people import Words, people_in
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.operations import confirm_list, keep_list
from webinars.registrations.operations.queueing import enter as enter_queue
from webinars.registrations.operations.running import run
from webinars.registrations.queries.queue import waiting_for
from webinars.registrations.tasks import register_list
from webinars.states.queries import names

MANY = 10_000
MOST_TO_ALLOCATE = 2
"""Seconds of one core."""
HEADINGS = ("Name", "E-mail", "Language")


def allocating(house: House, _turns: Turns) -> Iterator[Row]:
    """Classified as they entered, decided by the rules, and the plan kept: all but the letters."""
    engine, scene = _open(house, "queue")
    _wait(engine, scene)
    took = _allocate(engine, scene)
    engine.dispose()
    work, budget = f"queue of {MANY:,} entries, allocated", f"≤ {MOST_TO_ALLOCATE} s"
    yield Row(work, f"{took:.2f} s", "", None, budget, took <= MOST_TO_ALLOCATE)


def listing(house: House, _turns: Turns) -> Iterator[Row]:
    """A file read, kept, confirmed and registered batch by batch, a letter to each."""
    engine, scene = _open(house, "list")
    with unit_of_work(engine) as db:
        db.execute(update(Sitting).where(Sitting.id == scene.sitting_id).values(capacity=None))
    began = time.perf_counter()
    _register(engine, scene)
    took = time.perf_counter() - began
    _expect(engine, PlaceState.CONFIRMED)
    engine.dispose()
    yield Row(f"list of {MANY:,} rows, read and registered", f"{took:.1f} s", "", None, "", None)


def _open(house: House, name: str) -> tuple[Engine, Scene]:
    assert Model.metadata.tables
    database = f"sqlite:///{house.data / f'{name}.sqlite'}"
    scene = fill(database, registrations=0)
    return open_engine(database), scene


def _wait(engine: Engine, scene: Scene) -> None:
    """Put people of every State into the queue of the sitting."""
    now = system_clock()
    with reading(engine) as db:
        webinar_id = db.get_one(Sitting, scene.sitting_id).webinar_id
        codes = [code for code, _name in names(db, language=Language.ENGLISH, on=now.date())]
    enter(engine, [(webinar_id, scene.sitting_id)], MANY, now)
    with unit_of_work(engine) as db:
        db.execute(update(Place).values(state=PlaceState.WAITING))
        for place, code in enumerate(codes):
            these = Registration.id % len(codes) == place
            db.execute(update(Registration).where(these).values(state_code=code))


def _allocate(engine: Engine, scene: Scene) -> float:
    """Return the seconds of one core."""
    now = system_clock()
    with unit_of_work(engine) as db:
        sitting = db.get_one(Sitting, scene.sitting_id)
        began = time.process_time()
        enter_queue(db, sitting=sitting)
        waiting = waiting_for(db, sitting=sitting)
        made = run(db, sitting=sitting, waiting=waiting, free=CAPACITY, drawn=True, now=now)
        took = time.process_time() - began
        if (len(made.decisions), len(made.placed)) != (MANY, CAPACITY):
            raise Unexpected(f"{len(made.placed)} of {len(made.decisions)} got a place.")
    return took


def _register(engine: Engine, scene: Scene) -> None:
    now, raw = system_clock(), _file()
    words = Words({"name": "name", "e-mail": "email", "language": "language"}, {}, {}, "KE")
    people = people_in(raw, words=words)
    with unit_of_work(engine) as db:
        listed = keep_list(
            db,
            sitting=db.get_one(Sitting, scene.sitting_id),
            code="KE",
            raw=raw,
            name="many.csv",
            people=people,
            language=Language.ENGLISH,
            by="bench",
            now=now,
        )
        confirm_list(db, listed=listed, by="bench", now=now)
        arguments = db.scalars(select(Job.arguments).order_by(Job.id.desc())).first()
    if arguments is None:
        raise Unexpected("The list waits for nobody.")
    register_list(engine, arguments, now)


def _file() -> bytes:
    into = io.StringIO()
    rows = ((f"Person {n}", f"listed.{n}@office.example", "fr") for n in range(MANY))
    csv.writer(into).writerows([HEADINGS, *rows])
    return into.getvalue().encode()


def _expect(engine: Engine, state: PlaceState) -> None:
    with reading(engine) as db:
        found = db.scalar(select(func.count()).where(Place.state == state))
    if found != MANY:
        raise Unexpected(f"{found} places are {state}, where there are {MANY} people.")
