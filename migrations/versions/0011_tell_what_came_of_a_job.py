"""Tell what came of a job, in a few words; of those done before, nothing is known."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("job") as table:
        table.add_column(sa.Column("outcome", sa.String(length=500), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("job") as table:
        table.drop_column("outcome")
