"""Ask those who came what they used, three and six months later.

On the way down it stays known who was asked; that it was months later is lost.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

NAME = "ck_feedback_invitation_invitedby"


def upgrade() -> None:
    _allow("'actual-end', 'sign-off', 'follow-up'")


def downgrade() -> None:
    op.execute(
        sa.text(
            "UPDATE feedback_invitation SET invited_by = 'actual-end'"
            " WHERE invited_by = 'follow-up'"
        )
    )
    _allow("'actual-end', 'sign-off'")


def _allow(values: str) -> None:
    with op.batch_alter_table("feedback_invitation") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), f"invited_by IN ({values})")
