"""Keep the criteria by which a Committee decides on a series: wordings as rows, and their lock.

No series has any yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_criterion_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("public_id", name=op.f("uq_criterion_public_id")),
        sa.UniqueConstraint("series_id", "number", name=op.f("uq_criterion_series_id_number")),
    )
    _wordings()
    op.create_table(
        "criteria_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_by", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_criteria_lock_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria_lock")),
        sa.UniqueConstraint("series_id", name=op.f("uq_criteria_lock_series_id")),
    )


def _wordings() -> None:
    op.create_table(
        "criterion_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("speaks_for", _named("outcome", "keep", "modify", "close"), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "language", _named("language", "ar", "zh", "en", "fr", "ru", "es"), nullable=False
        ),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("indicator", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("breakdown", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("comparator", _named("comparator", "at-least", "at-most"), nullable=True),
        sa.Column("threshold", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("in_percent", sa.Boolean(), nullable=False),
        sa.Column("smallest_base", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(indicator IS NULL) = (threshold IS NULL)"
            " AND (indicator IS NULL) = (comparator IS NULL)"
            " AND (indicator IS NULL) = (version IS NULL)",
            name=op.f("ck_criterion_wording_measured_whole"),
        ),
        sa.CheckConstraint(
            "smallest_base IS NULL OR smallest_base > 0",
            name=op.f("ck_criterion_wording_base_positive"),
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["criterion.id"],
            name=op.f("fk_criterion_wording_criterion_id_criterion"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_wording")),
    )
    op.create_index(
        op.f("ix_criterion_wording_criterion_id"), "criterion_wording", ["criterion_id"]
    )


def downgrade() -> None:
    op.drop_table("criteria_lock")
    op.drop_index(op.f("ix_criterion_wording_criterion_id"), table_name="criterion_wording")
    op.drop_table("criterion_wording")
    op.drop_table("criterion")


def _named(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
