"""An attendance file of fifty thousand connections: read, kept, matched and reconciled."""

import csv
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import Engine, select

from tests.bench.house import House
from tests.bench.load import Unexpected
from tests.bench.measuring import Turns, awake
from tests.bench.table import Row, seconds
from webinars.attendance.imports.reading import Outcome, read
from webinars.attendance.operations import Taken, take_in
from webinars.attendance.queries import reconciliation
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.clock import system_clock
from webinars.people.models import Address, Person
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration

CONNECTIONS = 50_000
PERSONS = 20_000
SHOWN = 200
"""Of each list, on the page of an import."""
ONE_DAY = timedelta(days=1)
HEADINGS = (
    "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,"
    "Approval Status,Join Time,Leave Time,Time in Session (minutes)"
)


@dataclass(frozen=True)
class Held:
    """A sitting of the past, and who registered for it."""

    id: int
    window: tuple[datetime, datetime]
    registered: list[tuple[str, str]]
    """Names and addresses."""


def importing(house: House, turns: Turns) -> Iterator[Row]:
    """Beside reading the same bytes with the csv module."""
    engine, numbers = open_engine(house.database), count(1)
    held = _held(engine)
    with awake(house.large):  # held still, its worker might be holding the lock
        times = turns.starts(
            lambda: _import(engine, held, _file(held, next(numbers))),
            lambda: _only_read(_file(held, 0)),
        )
    engine.dispose()
    most = 20 if engine.dialect.name == "postgresql" else 10
    yield seconds(f"attendance import: {CONNECTIONS:,} connections, reconciled", times, most)


def _held(engine: Engine) -> Held:
    with reading(engine) as db:
        past = select(Sitting).where(Sitting.ends_at < system_clock() - ONE_DAY)
        sitting = db.scalars(past.order_by(Sitting.id).limit(1)).one()
        own = (
            select(Person.name, Address.written)
            .join(Registration, Registration.person_id == Person.id)
            .join(Address, Address.id == Registration.address_id)
            .where(Registration.webinar_id == sitting.webinar_id)
            .order_by(Person.id)
        )
        registered = [(name, address) for name, address in db.execute(own)]
        return Held(sitting.id, (sitting.starts_at, sitting.ends_at), registered)


def _file(held: Held, number: int) -> bytes:
    """Return the report of the sitting; another `number` makes other bytes of it."""
    walked_in = ((f"Guest {n}", f"guest.{n}@office.example") for n in count(1))
    people = held.registered[:PERSONS]
    people += [next(walked_in) for _ in range(PERSONS - len(people))]
    lines = (_line(place, *people[place % PERSONS], held) for place in range(CONNECTIONS))
    return "\n".join([f"Attendee Report,{number}", "Attendee Details,", HEADINGS, *lines]).encode()


def _line(place: int, name: str, address: str, held: Held) -> str:
    joined = held.window[0] + timedelta(seconds=place % 2400)
    left = joined + timedelta(seconds=60 + place % 1800)
    first, last = name.split()
    told = f"{held.window[0] - ONE_DAY:%Y-%m-%d %H:%M:%S},approved"
    stay = f"{joined:%Y-%m-%d %H:%M:%S},{left:%Y-%m-%d %H:%M:%S},{(left - joined).seconds // 60}"
    return f"Yes,{name},{first},{last},{address},{told},{stay}"


def _only_read(raw: bytes) -> float:
    began = time.perf_counter()
    rows = list(csv.reader(io.StringIO(raw.decode(), newline="")))
    took = time.perf_counter() - began
    if len(rows) < CONNECTIONS:
        raise Unexpected(f"{len(rows)} rows were read of {CONNECTIONS}.")
    return took


def _import(engine: Engine, held: Held, raw: bytes) -> float:
    began = time.perf_counter()
    found = read(raw, file_name="report.csv", zone="UTC", planned=held.window)
    with unit_of_work(engine) as db:
        sitting = db.get_one(Sitting, held.id)
        taken = Taken(digest=f"{began}".rjust(64, "0"), name="report.csv", zone="UTC")
        made = take_in(
            db, sitting=sitting, taken=taken, reading=found, by="bench", now=system_clock()
        )
        compared = reconciliation(db, made)
        told = [*compared.matched[:SHOWN], *compared.queue[:SHOWN]]
        persons = len(compared.matched) + len(compared.queue)
    took = time.perf_counter() - began
    if found.outcome is not Outcome.OK or persons != PERSONS or not told:
        raise Unexpected(f"{found.outcome} came, with {persons} persons.")
    return took
