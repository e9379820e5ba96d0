"""Keep the digest of a snapshot's seal, which holds those of manifest and chain.

Snapshots that were taken before have no chain file. Their digest is of the
manifest alone, which is what was mailed and shown of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("snapshot") as table:
        table.alter_column(
            "manifest_digest",
            new_column_name="digest",
            existing_type=sa.String(64),
            existing_nullable=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("snapshot") as table:
        table.alter_column(
            "digest",
            new_column_name="manifest_digest",
            existing_type=sa.String(64),
            existing_nullable=False,
        )
