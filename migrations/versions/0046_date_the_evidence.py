"""Keep since when everybody may see a figure under a finding: what is told first, counts first.

Figures so far stood under their findings when these were published.
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    with op.batch_alter_table("evidence") as table:
        table.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE evidence SET published_at ="
        " (SELECT published_at FROM passage WHERE passage.id = evidence.passage_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("evidence") as table:
        table.drop_column("published_at")
