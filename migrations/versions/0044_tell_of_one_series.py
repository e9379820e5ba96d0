"""Name with a document the series that it tells of; those before told of all in the snapshot."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    with op.batch_alter_table("evaluation_release") as table:
        table.add_column(sa.Column("series", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("evaluation_release") as table:
        table.alter_column("series", existing_type=sa.String(64), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("evaluation_release") as table:
        table.drop_column("series")
