"""Scratch data: fifty webinars around today, and as many registrations as asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Table, insert, update

from tests.factories.desk import make_full_webinar
from tests.factories.programme import make_series, make_sitting
from webinars.app.migrating import migrate
from webinars.app.models import Model
from webinars.database import Db
from webinars.database.engine import open_engine
from webinars.database.unit import unit_of_work
from webinars.kernel.clock import system_clock
from webinars.kernel.ids import new_public_id
from webinars.programme.models import Sitting
from webinars.states.operations import load_reference
from webinars.storage.models import StoredFile

WEBINARS = 50
CAPACITY = 300
"""Of the sitting for which the clients register: more of them than this wait in its queue."""

FIRST_ID = 1_000_001
"""Above every number that the database gives by itself."""

BATCH = 5_000
SLUG = "busy"


@dataclass(frozen=True)
class Scene:
    """Where the clients go."""

    page: str
    form: str
    sitting_id: int


def fill(database: str, *, registrations: int) -> Scene:
    """Make the schema, the states, the programme and the registrations."""
    engine = open_engine(database)
    migrate(engine)
    now = system_clock()
    with unit_of_work(engine) as db:
        load_reference(db, now=now)
        sittings = _programme(db, now)
        measured = sittings[-1]
        scene = Scene(f"/webinars/{SLUG}", f"/sittings/{measured.public_id}/register", measured.id)
        ids = [(sitting.webinar_id, sitting.id) for sitting in sittings[:-1]]
        db.flush()
        db.execute(
            update(StoredFile).values(verified_at=now)
        )  # nobody need read back: none is there
    enter(engine, ids, registrations, now)
    engine.dispose()
    return scene


def _programme(db: Db, now: datetime) -> list[Sitting]:
    """Return a sitting of each webinar, half of them held; the last is the one measured."""
    today = now.date()
    series = make_series(
        db, starts_on=today - timedelta(days=750), ends_on=today + timedelta(days=750)
    )
    sittings: list[Sitting] = []
    for place in range(WEBINARS):
        last = place == WEBINARS - 1
        starts = now + timedelta(days=30 * (place - WEBINARS // 2) + 7)
        webinar = make_full_webinar(
            db,
            series=series,
            sittings=0,
            slug=SLUG if last else f"webinar-number-{place}",
            planned_month=starts.date().replace(day=1),
        )
        capacity = CAPACITY if last else 1_000_000
        sittings.append(make_sitting(db, webinar=webinar, starts_at=starts, capacity=capacity))
        if last:
            make_sitting(db, webinar=webinar, starts_at=starts + timedelta(hours=8))
    return sittings


def enter(engine: Engine, ids: list[tuple[int, int]], count: int, now: datetime) -> None:
    """Insert registrations with person, address and place, spread over the webinars."""
    for first in range(FIRST_ID, FIRST_ID + count, BATCH):
        numbers = range(first, min(first + BATCH, FIRST_ID + count))
        rows = [_rows(number, ids[number % len(ids)], now) for number in numbers]
        with engine.execution_options(writing=True).begin() as connection:
            for table, values in zip(_tables(), zip(*rows, strict=True), strict=True):
                connection.execute(insert(table), list(values))


def _tables() -> Iterator[Table]:
    return (Model.metadata.tables[n] for n in ("person", "address", "registration", "place"))


def _rows(number: int, where: tuple[int, int], now: datetime) -> tuple[dict[str, Any], ...]:
    webinar_id, sitting_id = where
    own, name, address = {"id": number}, f"Person {number}", f"person.{number}@office.example"
    public = {"public_id": new_public_id()}
    return (
        own | {"public_id": new_public_id(), "name": name, "language": "en", "created_at": now},
        own
        | {"person_id": number, "written": address, "normal": address, "added_at": now}
        | {"name_normal": name.casefold()},
        own
        | {"public_id": new_public_id(), "webinar_id": webinar_id, "person_id": number}
        | {"address_id": number, "category": "state", "state_code": "KE", "language": "en"}
        | {"source": "self", "registered_at": now, "notice_version": 1},
        own
        | public
        | {"registration_id": number, "sitting_id": sitting_id}
        | {"state": "confirmed", "since": now},
    )
