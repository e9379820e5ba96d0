"""Know of which version of a room's file a part was fetched: two halves of two files make none."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    with op.batch_alter_table("upload") as table:
        table.add_column(sa.Column("mark", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("upload") as table:
        table.alter_column("mark", existing_type=sa.String(200), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("upload") as table:
        table.drop_column("mark")
