"""Leave out an index of mailboxes: that of mailbox and name answers the same questions."""

from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.drop_index("ix_address_normal", table_name="address")


def downgrade() -> None:
    op.create_index("ix_address_normal", "address", ["normal"])
