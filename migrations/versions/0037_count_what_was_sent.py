"""Count what was sent, downloads apart, under a salt that ends with its day.

Of earlier rows nobody knows what was taken of the octets that were announced.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    with op.batch_alter_table("media_view") as table:
        table.add_column(sa.Column("saved", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("media_view") as table:
        table.alter_column("saved", existing_type=sa.BigInteger(), server_default=None)
    op.create_table(
        "view_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_view_day")),
    )


def downgrade() -> None:
    op.drop_table("view_day")
    with op.batch_alter_table("media_view") as table:
        table.drop_column("saved")
