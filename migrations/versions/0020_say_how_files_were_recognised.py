"""Keep why a file was taken for what it is, the room's own identifiers, and totals as signed."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("attendance_import") as table:
        table.add_column(sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("signed_totals", sa.JSON(), nullable=True))
    with op.batch_alter_table("attendance_import") as table:
        table.alter_column("reasons", existing_type=sa.JSON(), server_default=None)
    with op.batch_alter_table("connection") as table:
        table.add_column(
            sa.Column("external_id", sa.String(length=300), nullable=False, server_default="")
        )
    with op.batch_alter_table("connection") as table:
        table.alter_column("external_id", existing_type=sa.String(length=300), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("connection") as table:
        table.drop_column("external_id")
    with op.batch_alter_table("attendance_import") as table:
        table.drop_column("signed_totals")
        table.drop_column("reasons")
