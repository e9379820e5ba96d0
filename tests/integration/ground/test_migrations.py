"""One history, walked up and down on every database we promise to support."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from config import Settings
from tests.conftest import NOON
from webinars.app.filling import fill
from webinars.app.migrating import ROOT, migrate
from webinars.app.models import Model

REVISIONS = sorted(path.name[:4] for path in Path(ROOT / "migrations/versions").glob("*.py"))


def test_history_is_one_line() -> None:
    assert [f"{n:04}" for n in range(1, len(REVISIONS) + 1)] == REVISIONS


def test_each_step_goes_up_down_and_up(bare_engine: Engine) -> None:
    for revision in REVISIONS:
        with said_of(revision):
            before = schema(bare_engine)
            migrate(bare_engine, revision)
            migrate(bare_engine, "-1")
            assert schema(bare_engine) == before
            migrate(bare_engine, revision)


@contextmanager
def said_of(revision: str) -> Iterator[None]:
    """Name the step at which something went wrong: one walk takes them all."""
    try:
        yield
    except Exception as error:
        error.add_note(f"at migration {revision}")
        raise


def schema(engine: Engine) -> dict[str, set[str | None]]:
    """Return the names of columns, indexes and constraints, by table."""
    reader = inspect(engine)
    names: dict[str, set[str | None]] = {}
    for told in (
        reader.get_multi_columns(),
        reader.get_multi_indexes(),
        reader.get_multi_unique_constraints(),
        reader.get_multi_check_constraints(),
        reader.get_multi_foreign_keys(),
    ):
        for (_, table), parts in told.items():
            names.setdefault(table, set()).update(part["name"] for part in parts)
    names.pop("alembic_version", None)
    return names


def test_nothing_is_left_at_the_base(bare_engine: Engine) -> None:
    migrate(bare_engine, "head")
    migrate(bare_engine, "base")

    assert set(inspect(bare_engine).get_table_names()) <= {"alembic_version"}


def test_what_is_there_comes_through_down_and_up(fresh_engine: Engine, settings: Settings) -> None:
    fill(fresh_engine, settings, demonstration=True, now=NOON)
    before = counted(fresh_engine)

    migrate(fresh_engine, f"-{len(REVISIONS) - 1}")
    migrate(fresh_engine, "head")

    assert counted(fresh_engine) == before
    assert before["registration"] > 400


def counted(engine: Engine) -> dict[str, int]:
    """Count the rows of the tables that were there from the first migration on."""
    tables = ("registration", "person", "place", "webinar", "sitting", "journal_entry", "letter")
    with engine.connect() as connection:
        return {
            table: connection.scalar(select(func.count()).select_from(text(table))) or 0
            for table in tables
        }


def test_head_is_what_the_models_say(fresh_engine: Engine) -> None:
    with fresh_engine.connect() as connection:
        options = {"compare_type": True, "include_name": has_a_model}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Model.metadata) == []


def has_a_model(name: str | None, kind: str, _parents: object) -> bool:
    """The search's words stand in a table of each database's own sort, and in no model."""
    return not (kind == "table" and (name or "").startswith("search_words"))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO programme_revision (id, number) VALUES (2, 1)",
        (
            "INSERT INTO state (code, alpha3, m49, capital_zone, un_member)"
            " VALUES ('xx', 'XXX', '000', 'UTC', true)"
        ),
        "INSERT INTO feedback_spent (mark) VALUES (NULL)",
        (
            "INSERT INTO role_grant (account_id, role, starts_on, mandate, granted_by, granted_at)"
            " VALUES (1, 'king', '2027-01-01', '', 'x', '2027-01-01')"
        ),
    ],
)
def test_the_database_itself_refuses_a_bad_value(fresh_engine: Engine, statement: str) -> None:
    with pytest.raises(IntegrityError), fresh_engine.begin() as connection:
        connection.execute(text(statement))
