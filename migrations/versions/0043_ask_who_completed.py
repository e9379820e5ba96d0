"""Stamp on a follow-up whether the person completed, and carry it to the response.

Invitations and responses of before say nothing of it. The table of responses is rebuilt on SQLite
without row numbers, as it was: rows stand in the order of their random keys.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

TABLES = {"feedback_invitation": {}, "feedback_response": {"sqlite_with_rowid": False}}


def upgrade() -> None:
    for name, kept in TABLES.items():
        with op.batch_alter_table(name, table_kwargs=kept) as table:
            said = sa.Column("class_completed", sa.String(8), nullable=False, server_default="")
            table.add_column(said)
        with op.batch_alter_table(name, table_kwargs=kept) as table:
            table.alter_column("class_completed", existing_type=sa.String(8), server_default=None)


def downgrade() -> None:
    for name, kept in TABLES.items():
        with op.batch_alter_table(name, table_kwargs=kept) as table:
            table.drop_column("class_completed")
