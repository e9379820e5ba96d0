"""Walking the one line of migrations, from the program itself and from tests."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

ROOT = Path(__file__).parent.parent.parent
LOCK = 0x3167
"""Advisory lock of PostgreSQL, so that two first starts do not migrate at once."""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`: `head`, `base`, a number, or `-1`. All or nothing."""
    with engine.execution_options(writing=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        if revision != "head" or not _is_at_head(connection):
            walk(connection, revision)


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
