"""Reminders for everybody at once: posted in batches, in the same memory however many."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update

from tests.bench.data import enter, fill
from tests.bench.house import House
from tests.bench.load import Unexpected
from tests.bench.measuring import Turns
from tests.bench.table import Row
from tests.servers.programs import ROOT
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.clock import system_clock
from webinars.outbox.models import Letter
from webinars.people.models import Address
from webinars.programme.models import Sitting

FEW, MANY = 5_000, 10_000
MOST_SECONDS = 20
MOST_GROWTH = 16
"""Megabytes that twice as many may need more. Ten batches bring a process to its full size: what
the collector has not yet looked at, the caches of statements and of the database."""


@dataclass(frozen=True)
class Posted:
    seconds: float
    kilobytes: int


def reminding(house: House, _turns: Turns) -> Iterator[Row]:
    """On SQLite, whatever the others run on: it has one writer, and is the slower of the two."""
    few, many = (_post(house, count) for count in (FEW, MANY))
    yield Row(
        f"reminders for {MANY:,} registrations, posted",
        f"{many.seconds:.1f} s",
        "",
        None,
        f"≤ {MOST_SECONDS} s",
        many.seconds <= MOST_SECONDS,
    )
    growth = (many.kilobytes - few.kilobytes) // 1024
    yield Row(
        f"peak memory of that, beside {FEW:,}",
        f"{many.kilobytes // 1024} MB",
        f"{few.kilobytes // 1024} MB",
        None,
        f"≤ {MOST_GROWTH} MB more",
        growth <= MOST_GROWTH,
    )


def _post(house: House, count: int) -> Posted:
    database = f"sqlite:///{house.data / f'reminders-{count}.sqlite'}"
    now = system_clock()
    fill(database, registrations=0)
    engine = open_engine(database)
    with reading(engine) as db:
        soon = select(Sitting).where(Sitting.starts_at > now + timedelta(days=6))
        sitting = db.scalars(soon.order_by(Sitting.starts_at).limit(1)).one()
    enter(engine, [(sitting.webinar_id, sitting.id)], count, now - timedelta(days=1))
    with unit_of_work(engine) as db:
        db.execute(update(Address).values(proven_at=now))
    taken = _run(database, (sitting.starts_at - timedelta(days=7)).isoformat())
    with reading(engine) as db:
        posted = db.scalar(select(func.count()).select_from(Letter))
    engine.dispose()
    if posted != count:
        raise Unexpected(f"{posted} reminders were posted to {count} people.")
    return taken


def _run(database: str, moment: str) -> Posted:
    command = [sys.executable, "-m", "tests.bench.reminders", database, moment]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, kilobytes = done.stdout.split()
    return Posted(float(seconds), int(kilobytes))
