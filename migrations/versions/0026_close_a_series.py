"""Close a series for good: since when, and where its public pages lead.

Every series so far is open.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    with op.batch_alter_table("series") as table:
        table.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("moved_to", sa.String(length=500), nullable=True))
    op.execute(sa.text("UPDATE series SET moved_to = ''"))
    with op.batch_alter_table("series") as table:
        table.alter_column("moved_to", existing_type=sa.String(length=500), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("series") as table:
        table.drop_column("moved_to")
        table.drop_column("closed_at")
