"""How many statements a page sends."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

import config
from tests.bench.house import House
from tests.bench.measuring import Turns
from tests.bench.table import Row, statements
from webinars.app.building import create_app
from webinars.database.engine import open_engine

ELSEWHERE = "198.51.100.7"
"""Not where all the bench's registrations came from: those are a flood by now, and held off."""

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")


def queries(house: House, _turns: Turns) -> Iterator[Row]:
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
            environ_base={"REMOTE_ADDR": ELSEWHERE},
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
