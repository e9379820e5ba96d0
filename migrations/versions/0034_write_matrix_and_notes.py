"""Keep the evaluator's matrix, as a draft and as it was released, and her own notes.

Nothing of either stood anywhere before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    _rows()
    op.create_table(
        "matrix_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "language", _named("language", "ar", "zh", "en", "fr", "ru", "es"), nullable=False
        ),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_matrix_release_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_release")),
        sa.UniqueConstraint("series_id", "number", name=op.f("uq_matrix_release_series_id_number")),
    )
    op.create_table(
        "evaluation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_note")),
        sa.UniqueConstraint("public_id", name=op.f("uq_evaluation_note_public_id")),
    )
    op.create_index(op.f("ix_evaluation_note_account"), "evaluation_note", ["account"])


def _rows() -> None:
    op.create_table(
        "matrix_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=300), nullable=False),
        sa.Column("question", sa.String(length=1000), nullable=False),
        sa.Column("sub_questions", sa.String(), nullable=False),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("indicators", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("limitation", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_matrix_row_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_row")),
        sa.UniqueConstraint("public_id", name=op.f("uq_matrix_row_public_id")),
    )
    op.create_index(op.f("ix_matrix_row_series_id"), "matrix_row", ["series_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_evaluation_note_account"), table_name="evaluation_note")
    op.drop_table("evaluation_note")
    op.drop_table("matrix_release")
    op.drop_index(op.f("ix_matrix_row_series_id"), table_name="matrix_row")
    op.drop_table("matrix_row")


def _named(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
