"""Keep with a recording what was learned, in each language."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    with op.batch_alter_table("recording") as table:
        table.add_column(sa.Column("lessons", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("recording") as table:
        table.alter_column("lessons", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("recording") as table:
        table.drop_column("lessons")
