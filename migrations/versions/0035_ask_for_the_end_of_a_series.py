"""Keep who asked for the purge or the closing of a series, how far it is, and what was done.

Until now an operator did it by a command, and the journal alone told of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "series_closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("kind", _named("closurekind", "purge", "close"), nullable=False),
        sa.Column("moved_to", sa.String(length=500), nullable=False),
        sa.Column("mandate", sa.String(length=300), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column(
            "step",
            _named(
                "step",
                "asked",
                "sealing",
                "exporting",
                "redirecting",
                "purging",
                "done",
                "refused",
            ),
            nullable=False,
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(done_at IS NULL) = (step NOT IN ('done', 'refused'))",
            name=op.f("ck_series_closure_ended"),
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_closure_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_closure")),
        sa.UniqueConstraint("public_id", name=op.f("uq_series_closure_public_id")),
    )
    op.create_index(op.f("ix_series_closure_series_id"), "series_closure", ["series_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_series_closure_series_id"), table_name="series_closure")
    op.drop_table("series_closure")


def _named(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
