"""Walking the one line of migrations, from the program itself and from tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

ROOT = Path(__file__).parent.parent.parent
LOCK = 0x3167
"""Advisory lock of PostgreSQL, so that two first starts do not migrate at once."""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`: `head`, `base`, a number, or `-1`. All or nothing."""
    writer = engine.execution_options(writing=True)
    with writer.connect() as connection, _unbound(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        if revision != "head" or not _is_at_head(connection):
            walk(connection, revision)
            _refuse_dangling(connection)


@contextmanager
def _unbound(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild a table to which others refer: its only way to change a column.

    Foreign keys cannot be switched off inside a transaction, so it is done on
    the driver's own connection; what they promise is looked at before the commit.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _refuse_dangling(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if dangling is not None:
            raise RuntimeError(
                f"a row of {dangling[0]} refers to a row of {dangling[2]} that is gone"
            )


def _is_at_head(connection: Connection) -> bool:
    """Look without Alembic, which every process would carry in memory from then on."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    newest = max(path.name[:4] for path in (ROOT / "migrations/versions").glob("[0-9]*.py"))
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest)


def walk(connection: Connection, revision: str) -> None:
    # imported here: half a second that no web process needs
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    down = revision == "base" or revision.startswith("-")
    (command.downgrade if down else command.upgrade)(config, revision)
