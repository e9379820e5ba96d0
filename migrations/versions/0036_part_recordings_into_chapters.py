"""Part recordings into chapters: from when on they are about what, in each language."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    with op.batch_alter_table("recording") as table:
        table.add_column(sa.Column("chapters", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("recording") as table:
        table.alter_column("chapters", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("recording") as table:
        table.drop_column("chapters")
