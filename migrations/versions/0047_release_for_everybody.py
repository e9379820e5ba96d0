"""Let a dossier be released in the version that everybody may read.

All that were released so far were their evaluator's own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    with op.batch_alter_table("evaluation_release") as table:
        table.add_column(
            sa.Column("for_all", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("evaluation_release") as table:
        table.alter_column("for_all", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("evaluation_release") as table:
        table.drop_column("for_all")
