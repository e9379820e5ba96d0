"""Count who registered and opened a recording by the own link; before, nobody was counted so."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        "own_view",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_own_view_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_own_view_recording_id_recording")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_own_view")),
    )


def downgrade() -> None:
    op.drop_table("own_view")
