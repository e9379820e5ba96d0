"""Connections to PostgreSQL: readers change nothing, and what is prepared stays prepared."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import InternalError

from tests.conftest import NOON, opened
from tests.servers.postgresql import PostgreSQL
from webinars.database.composing import table_of
from webinars.database.inserting import Row, write
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.people.models import Person

OFTEN = 8
"""More than the driver wants to have seen a statement before it has it prepared."""

PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%of a test%'")

OWN = text("SELECT pg_backend_pid()")


def amina() -> Row:
    return Row(Person, name="Amina Mfano", language=Language.ENGLISH, created_at=NOON)


@pytest.fixture
def lines(postgresql: PostgreSQL) -> Iterator[Engine]:
    """An engine on an empty database, in which `person` stands."""
    name = postgresql.create()
    with opened(postgresql.url(name)) as engine:
        table_of(Person).create(engine)
        yield engine
    postgresql.drop(name)


def test_what_reads_is_refused_every_change(lines: Engine) -> None:
    with reading(lines) as db, pytest.raises(InternalError, match="read-only transaction"):
        write(db, amina())

    with unit_of_work(lines) as db:  # the same connection, which writes again
        write(db, amina())
    with reading(lines) as db:
        assert db.query(Person).count() == 1


def test_a_statement_of_readers_is_planned_once(lines: Engine) -> None:
    for _ in range(OFTEN):
        with reading(lines) as db:
            db.execute(text("SELECT 'of a test', :one"), {"one": 1})

    with reading(lines) as db:
        assert db.scalar(PREPARED) == 1


def test_a_line_that_the_server_closed_is_made_anew(
    lines: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webinars.database.postgresql.RESTED", 0.0)
    with reading(lines) as db:
        first = db.scalar(OWN)
    with opened(str(lines.url)) as others, others.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": first})

    with reading(lines) as db:
        assert db.scalar(OWN) != first


def test_a_line_in_use_is_not_asked_whether_it_lives(
    lines: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(lines.dialect, "do_ping", asked.append)

    for _ in range(OFTEN):
        with reading(lines) as db:
            db.scalar(OWN)

    assert not asked
