"""Evidence by the million: people who registered, came and answered. Nobody has a real name.

The rows are poured in past SQLAlchemy, or making them would take longer than
measuring what is made of them.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from tests.factories.feedback import make_instrument
from tests.factories.programme import make_series, make_sitting, make_webinar
from webinars.app.migrating import migrate
from webinars.app.models import Model
from webinars.database import Db
from webinars.database.engine import open_engine
from webinars.database.unit import unit_of_work
from webinars.journal.operations import record
from webinars.kernel.clock import system_clock
from webinars.kernel.ids import new_public_id
from webinars.programme.models import Sitting
from webinars.states.models import State
from webinars.states.operations import load_reference

HELD = 6
"""Webinars of one sitting each, all over."""

CONNECTIONS = (3, 4, 4, 4)
"""Of those who came, who are four of five: three for each registration."""

ANSWERED, OF = 3, 10
"""So many of so many registrations have answered."""

ITEMS = ("relevance", "satisfaction", "before", "after", "apply", "recommend", "other")
Row = tuple[Any, ...]


def fill_evidence(database: str, *, registrations: int) -> None:
    """Make the schema, the webinars, and so many registrations with all that follows."""
    engine = open_engine(database)
    migrate(engine)
    now = system_clock()
    with unit_of_work(engine) as db:
        load_reference(db, now=now)
        starts, codes, questionnaire = _programme(db, now), _codes(db), make_instrument(db).id
        record(db, kind="bench.filled", actor="bench", subject="bench", now=now)
    with engine.execution_options(writing=True).begin() as connection:
        numbers = range(1, registrations + 1)
        for table, rows in _people(numbers, codes, starts):
            _pour(connection, table, rows)
        for table, rows in _came(numbers, starts):
            _pour(connection, table, rows)
        for table, rows in _answered(numbers, questionnaire, starts):
            _pour(connection, table, rows)
    engine.dispose()


def _programme(db: Db, now: datetime) -> list[datetime]:
    """Return the starts of the sittings, whose numbers run from 1 as those of their webinars."""
    series = make_series(db)
    first = now.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=200)
    starts = [first + timedelta(days=30 * place) for place in range(HELD)]
    for start in starts:
        make_sitting(db, webinar=make_webinar(db, series=series, sittings=0), starts_at=start)
    assert db.scalars(select(Sitting.id).order_by(Sitting.id)).all() == list(range(1, HELD + 1))
    return starts


def _codes(db: Db) -> list[str]:
    return list(db.scalars(select(State.code).order_by(State.code)))


def _pour(connection: Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows of equal keys; columns that they do not name take the model's plain default."""
    first = next(iterator := iter(rows))
    defaults = {
        column.name: column.default.arg  # type: ignore[attr-defined]  # of a plain default
        for column in Model.metadata.tables[table].columns
        if column.default is not None and column.default.is_scalar and column.name not in first
    }
    names = [*first, *defaults]
    tail = tuple(_plain(value) for value in defaults.values())
    poured = ((*row.values(), *tail) for row in itertools.chain([first], iterator))
    _insert(connection, table, names, poured)


def _plain(value: object) -> object:
    return getattr(value, "value", value)


def _insert(connection: Connection, table: str, names: list[str], rows: Iterator[Row]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(names))
        driver.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608
        return
    with driver.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _moment(start: datetime, minutes: float) -> str:
    return f"{start + timedelta(minutes=minutes):%Y-%m-%d %H:%M:%S}.000000"


def _people(
    numbers: range, codes: list[str], starts: list[datetime]
) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    made = _moment(starts[0], -60 * 24 * 30)
    days = [[_moment(start, -60 * 24 * day) for day in range(20)] for start in starts]
    yield (
        "person",
        (
            {"id": n, "public_id": new_public_id(), "name": f"Person {n}", "language": "en"}
            | {"created_at": made}
            for n in numbers
        ),
    )
    yield (
        "registration",
        (
            {"id": n, "public_id": new_public_id(), "webinar_id": 1 + n % HELD, "person_id": n}
            | {"category": "state", "state_code": codes[n % len(codes)], "sector": "government"}
            | {"gender": ("woman", "man", "")[n % 3], "language": ("en", "fr", "es", "ar")[n % 4]}
            | {"source": "self", "registered_at": days[n % HELD][n % 20], "notice_version": 1}
            for n in numbers
        ),
    )
    held = {"state": "confirmed", "since": made}
    yield (
        "preference",
        ({"registration_id": n, "rank": 1, "sitting_id": 1 + n % HELD} for n in numbers),
    )
    yield (
        "place",
        (
            {"id": n, "public_id": new_public_id(), "registration_id": n}
            | {"sitting_id": 1 + n % HELD, **held}
            for n in numbers
        ),
    )


def _came(numbers: range, starts: list[datetime]) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Four of five came, in three or four connections each, some of them at once."""
    minutes = [[_moment(start, minute) for minute in range(100)] for start in starts]
    said = {"file_digest": "0" * 64, "file_name": "bench.csv", "uploaded_by": "bench"}
    read = {"parser_version": "1", "provider": "zoom", "shape": "bench", "outcome": "read"}
    yield (
        "attendance_import",
        (
            {"id": 1 + place, "public_id": new_public_id(), "sitting_id": 1 + place, **said, **read}
            | {"uploaded_at": minutes[place][99], "signed_at": minutes[place][99]}
            | {"state": "signed", "signed_by": "bench", "sentence": "", "override_reason": ""}
            | {"sentence_values": "{}", "reported": "{}", "skipped": "[]", "noted": "[]"}
            | {"reasons": "[]", "others": "[]"}
            | {"registrants": 0, "asks_zone": False, "asks_date_order": False}
            for place in range(HELD)
        ),
    )
    came = [n for n in numbers if n % 5]
    joins = ((n, part) for n in came for part in range(CONNECTIONS[n % len(CONNECTIONS)]))
    yield (
        "connection",
        (
            {"import_id": 1 + n % HELD, "row": n, "section": "attendee", "role": "attendee"}
            | {"identity": f"{n:064}", "name": "Person", "email": ""}
            | {"joined_at": minutes[n % HELD][n % 20 + 18 * part]}
            | {"left_at": minutes[n % HELD][n % 20 + 18 * part + 15 + n % 9]}
            for n, part in joins
        ),
    )
    yield (
        "attendance_match",
        (
            {"import_id": 1 + n % HELD, "identity": f"{n:064}", "person_id": n, "how": "email"}
            | {"decided_at": minutes[0][0], "decided_by": "bench", "reason": ""}
            for n in came
        ),
    )


def _answered(
    numbers: range, questionnaire: int, starts: list[datetime]
) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    days = [f"{start:%Y-%m-%d}" for start in starts]
    keys = {n: f"{n:026}" for n in numbers if n % OF < ANSWERED}
    group = {"class_group": "apg", "class_category": "state", "class_language": "en"}
    group["class_completed"] = ""
    yield (
        "feedback_response",
        (
            {"key": key, "questionnaire_id": questionnaire, "webinar_id": 1 + n % HELD}
            | {"day": days[n % HELD], **group, "receipt_digest": f"{n:064}"}
            for n, key in keys.items()
        ),
    )
    yield (
        "feedback_answer",
        (
            {"response_key": key, "identity": item, "value": str(1 + (n + place) % 5)}
            for n, key in keys.items()
            for place, item in enumerate(ITEMS)
        ),
    )
