"""Choose what an attendance file is among the guesses, and keep which were made.

Of files that were read before nobody knows the other guesses: they have none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    with op.batch_alter_table("attendance_import") as table:
        table.add_column(sa.Column("others", sa.JSON(), nullable=True))
        table.add_column(
            sa.Column("taken_for", sa.String(length=100), server_default="", nullable=False)
        )
    op.execute("UPDATE attendance_import SET others = '[]'")
    with op.batch_alter_table("attendance_import") as table:
        table.alter_column("others", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("attendance_import") as table:
        table.drop_column("taken_for")
        table.drop_column("others")
