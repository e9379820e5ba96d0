"""Find an import's connections in the order of its lines.

They were found by identity, whose digests come in no order: of fifty thousand
connections each had to be put into its place when they were taken in, and sorted
again whenever they were read. Nothing looks for one identity alone.
"""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    with op.batch_alter_table("connection") as table:
        table.drop_index("ix_connection_import_id_identity")
        table.create_index("ix_connection_import_id_row", ["import_id", "row"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("connection") as table:
        table.drop_index("ix_connection_import_id_row")
        table.create_index(
            "ix_connection_import_id_identity", ["import_id", "identity"], unique=False
        )
