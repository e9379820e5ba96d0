"""Run migrations on the connection that `webinars.app.migrating` gives."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from webinars.app.models import Model
from webinars.database.types import Instant, WallTime


def frozen(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as plain ones: a migration outlives the code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, WallTime):
        return "sa.DateTime()"
    return False


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the search's words: each database keeps them in its own way, in no model."""
    return not (kind == "table" and (name or "").startswith("search_words"))


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=True,
        render_item=frozen,
        compare_type=True,
        include_name=is_ours,
    )
    context.run_migrations()


migrate(context.config.attributes["connection"])
