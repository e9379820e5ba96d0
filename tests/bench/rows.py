"""The rows of the table: what is measured beside what, and what is allowed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event, func, select

import config
from tests.bench.data import CAPACITY, Scene
from tests.bench.load import Unexpected
from tests.bench.measuring import (
    ALONE,
    Turns,
    etag,
    import_seconds,
    inserting,
    reading,
    reading_anew,
    registering,
    start_seconds,
)
from tests.bench.table import Row, rates, seconds, statements
from tests.servers.programs import Program, product
from webinars.app.building import create_app
from webinars.database.engine import open_engine
from webinars.registrations.models import Place, PlaceState

MEGABYTE = 1024 * 1024
RESIDENT = 120
FLAT = 0.9
"""A larger database may cost a tenth: less cannot be told from noise."""

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")


@dataclass(frozen=True)
class House:
    """Everything under measurement, held still."""

    large: Program
    small: Program
    bare: Program
    scene: Scene
    small_scene: Scene
    data: Path
    database: str


def pages(house: House, turns: Turns) -> Iterator[Row]:
    """Public pages beside the empty view."""
    empty = (house.bare, reading("/"))
    for work, path, least in (
        ("webinar page", house.scene.page, 0.5),
        ("programme, 50 webinars", "/programme", 0.5),
        ("`/programme.ics`, 50 webinars", "/programme.ics", 0.5),
    ):
        pair = turns.rates((house.large, reading(path)), empty)
        yield rates(f"GET {work}", pair, least)
    tag = etag(house.large, house.scene.page)
    known = reading(house.scene.page, status=304, If_None_Match=tag)
    yield rates(
        "GET webinar page, 304 on a matching ETag", turns.rates((house.large, known), empty), 0.8
    )


def fresh_pages(house: House, turns: Turns) -> Iterator[Row]:
    """The same where no copy is kept: what the first reader after a change waits for."""
    empty = (house.bare, reading("/"))
    for work, path in (
        ("webinar page", house.scene.page),
        ("programme, 50 webinars", "/programme"),
        ("`/programme.ics`, 50 webinars", "/programme.ics"),
    ):
        pair = turns.rates((house.large, reading_anew(path)), empty)
        yield rates(f"GET {work}, built anew", pair, None)


def flatness(house: House, turns: Turns, *, more: int, fewer: int) -> Iterator[Row]:
    """The same page from a large database and from a small one."""
    for work, asking, budget in (
        ("webinar page", reading, FLAT),
        ("webinar page, built anew", reading_anew, None),
    ):
        pair = turns.rates(
            (house.large, asking(house.scene.page)), (house.small, asking(house.small_scene.page))
        )
        yield rates(f"GET {work}: {more:,} registrations beside {fewer:,}", pair, budget)


def registration(house: House, turns: Turns) -> Iterator[Row]:
    """Form and answer by eight clients at once, letter and journal and all."""
    pair = turns.rates((house.large, registering(house.scene.form)), (house.bare, inserting))
    refuse_oversold(house)
    yield rates("registration: GET form and POST", pair, 0.35)


def refuse_oversold(house: House) -> None:
    engine = open_engine(house.database)
    held = select(func.count()).where(
        Place.sitting_id == house.scene.sitting_id, Place.state == PlaceState.CONFIRMED
    )
    with engine.connect() as connection:
        found = connection.scalar(held) or 0
    engine.dispose()
    if found > CAPACITY:
        raise Unexpected(f"{found} places are held where there are {CAPACITY}.")


def memory(house: House) -> Iterator[Row]:
    resident = house.large.resident() / MEGABYTE
    bare = house.bare.resident() / MEGABYTE
    yield Row(
        "a process's resident memory after all that, the largest",
        f"{resident:.0f} MB",
        f"{bare:.0f} MB",
        resident / bare,
        f"≤ {RESIDENT} MB",
        resident <= RESIDENT,
    )


def cold_start(house: House, turns: Turns) -> Iterator[Row]:
    """From nothing to the first answer; the modules are compiled, the schema stands."""
    path, data, database = house.scene.page, house.data, house.database
    alone = turns.starts(
        lambda: start_seconds(path, data, database, "-c", ALONE, "PORT"), import_seconds
    )
    yield seconds("cold start of a web process to its first page", alone, 3)
    whole = turns.starts(
        lambda: start_seconds(path, data, database, "-m", *product(data)),
        import_seconds,
    )
    yield seconds("cold start of the whole program to its first page", whole, None)


def queries(house: House) -> Iterator[Row]:
    """How many statements a page sends when no copy is kept."""
    settings = config.load(
        {"WEBINARS_DATA_DIR": str(house.data), "WEBINARS_DATABASE_URL": house.database}
    )
    engine = open_engine(house.database)
    app = create_app(settings, engine)
    client = app.test_client()
    for path in (house.scene.page, "/programme", "/programme.ics"):
        with counted(engine) as sent:
            client.get(path)
        yield statements(f"GET {path}", sent, 4)
    with counted(engine) as sent:
        client.post(
            house.scene.form,
            data={
                "name": "Query Counter",
                "email": "query.counter@office.example",
                "category": "state",
                "state": "KE",
                "language": "en",
            },
        )
    yield statements("POST of the registration form", sent, 12)
    engine.dispose()


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements of the block, without the transaction's own."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(BOOKKEEPING):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
