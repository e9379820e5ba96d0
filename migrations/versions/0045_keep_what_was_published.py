"""Keep which counts were made public with each snapshot, so that the next gives none away.

Of the snapshots before, it is decided with the next one, by the same rule.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.create_table(
        "evaluation_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("cut", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_publication")),
        sa.UniqueConstraint("series", "cut", name=op.f("uq_evaluation_publication_series_cut")),
    )


def downgrade() -> None:
    op.drop_table("evaluation_publication")
