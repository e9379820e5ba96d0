"""Know what a list is for: to register, or to invite. Neither is read at the other's pages.

Of lists that stand nobody can tell which they are. What the Secretariat had read and
not confirmed, kept for a day at most, is given up: the file is read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    with op.batch_alter_table("delegate_list") as table:
        table.add_column(sa.Column("purpose", sa.String(length=32), nullable=True))
    op.execute("UPDATE delegate_list SET purpose = 'register'")
    op.execute(
        "UPDATE delegate_list SET state = 'dropped', rows = '[]', faults = '[]'"
        " WHERE state = 'previewed' AND state_code IS NULL"
    )
    with op.batch_alter_table("delegate_list") as table:
        table.alter_column("purpose", existing_type=sa.String(length=32), nullable=False)
        table.create_check_constraint(
            op.f("ck_delegate_list_listpurpose"), "purpose IN ('register', 'invite')"
        )


def downgrade() -> None:
    with op.batch_alter_table("delegate_list") as table:
        table.drop_constraint(op.f("ck_delegate_list_listpurpose"), type_="check")
        table.drop_column("purpose")
