"""Let a colleague go instead: who passed a place on to whom, and whether it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "substitution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "accepted_at IS NULL OR undone_at IS NULL", name=op.f("ck_substitution_one_end")
        ),
        sa.CheckConstraint(
            "predecessor_id <> successor_id", name=op.f("ck_substitution_two_registrations")
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["registration.id"],
            name=op.f("fk_substitution_predecessor_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["registration.id"],
            name=op.f("fk_substitution_successor_id_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    op.create_index("ix_substitution_successor_id", "substitution", ["successor_id"])
    op.create_index(
        "uq_substitution_standing",
        "substitution",
        ["predecessor_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_substitution_standing", table_name="substitution")
    op.drop_index("ix_substitution_successor_id", table_name="substitution")
    op.drop_table("substitution")
