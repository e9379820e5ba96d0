"""Name further documents of a series' mandate, and hold the kind of a held change to its words."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KINDS = "kind IN ('move', 'cancel-sitting', 'cancel-webinar', 'retitle')"


def upgrade() -> None:
    with op.batch_alter_table("series") as table:
        table.add_column(
            sa.Column("further_documents", sa.String(), nullable=False, server_default="")
        )
    with op.batch_alter_table("held_change") as table:
        table.create_check_constraint(op.f("ck_held_change_heldkind"), KINDS)


def downgrade() -> None:
    with op.batch_alter_table("held_change") as table:
        table.drop_constraint(op.f("ck_held_change_heldkind"), type_="check")
    with op.batch_alter_table("series") as table:
        table.drop_column("further_documents")
