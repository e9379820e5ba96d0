"""The minute in which a sitting begins: everybody opens the gate and presses *Join now*."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update

import config
from tests.bench.data import enter, fill
from tests.bench.house import House
from tests.bench.load import Talk, Unexpected, get, load, post
from tests.bench.measuring import Turns, expect
from tests.bench.table import Row
from tests.factories.programme import make_sitting
from tests.servers.programs import Program, product, running
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.clock import system_clock
from webinars.kernel.tokens import Keyring, Purpose
from webinars.live.models import Intent
from webinars.people.models import Address
from webinars.registrations.models import Registration

PEOPLE = 2_000
AT_ONCE = 200
"""Browsers that are connected at the same moment."""

MOST_SECONDS = 60
LINK = b"https://rooms.example/j/1"


def joining(house: House, _turns: Turns) -> Iterator[Row]:
    """On SQLite, whatever the others run on: it has one writer. A wrong answer ends the bench."""
    with tempfile.TemporaryDirectory(prefix="webinars-joins-", dir=house.data) as folder:
        database = f"sqlite:///{Path(folder) / 'webinars.sqlite'}"
        gates = _gates(Path(folder), database)
        with running(*product(Path(folder)), data=Path(folder), database=database) as program:
            seconds = _all_join(program, gates)
        kept = _kept(database)
    if kept != PEOPLE:
        raise Unexpected(f"{kept} intents are kept of {PEOPLE} people.")
    yield Row(
        f"{PEOPLE:,} people open the gate and join, {AT_ONCE} at once",
        f"{seconds:.1f} s",
        "",
        None,
        f"≤ {MOST_SECONDS} s",
        seconds <= MOST_SECONDS,
    )


def _gates(folder: Path, database: str) -> Sequence[str]:
    """Fill a database in which a sitting begins in some minutes; return everybody's gate."""
    settings = config.load({"WEBINARS_DATA_DIR": str(folder), "WEBINARS_DATABASE_URL": database})
    fill(database, registrations=0)
    engine, now = open_engine(database), system_clock()
    with unit_of_work(engine) as db:
        sitting = make_sitting(db, starts_at=now + timedelta(minutes=10))
        where = (sitting.webinar_id, sitting.id)
    enter(engine, [where], PEOPLE, now - timedelta(days=1))
    with unit_of_work(engine) as db:
        db.execute(update(Address).values(proven_at=now))
        ids = db.scalars(select(Registration.public_id)).all()
    engine.dispose()
    keys = Keyring(settings.secret_key.encode())
    return [f"/join/{keys.token(Purpose.JOIN, public_id, 1)}" for public_id in ids]


def _all_join(program: Program, gates: Sequence[str]) -> float:
    ahead = itertools.cycle(gates)

    def talk() -> Talk:
        gate = next(ahead)
        expect((yield get(gate)), 200)
        way_in = yield post(gate)
        expect(way_in, 200)
        if LINK not in way_in.head:
            raise Unexpected(f"The press did not lead to the room: {way_in.head[:300]!r}")

    outcome = load(program.port, talk, clients=AT_ONCE, seconds=3 * MOST_SECONDS, most=PEOPLE)
    return outcome.seconds


def _kept(database: str) -> int:
    """Return of how many people the press is kept."""
    engine = open_engine(database)
    with reading(engine) as db:
        found = db.scalar(select(func.count(Intent.registration_id.distinct())))
    engine.dispose()
    return found or 0
