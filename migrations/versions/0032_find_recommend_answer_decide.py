"""Keep findings, recommendations and dissent, what is answered to them, and what was decided.

Nothing of that stood anywhere before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


def upgrade() -> None:
    _passages()
    _evidence()
    _answers()
    _decisions()


def _passages() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", _named("passagekind", "finding", "recommendation", "dissent"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("language", _named("language", *LANGUAGES), nullable=False),
        sa.Column("said_by", sa.String(length=300), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(number IS NULL) = (published_at IS NULL)",
            name=op.f("ck_passage_numbered_published"),
        ),
        sa.CheckConstraint(
            "kind <> 'recommendation' OR about_id IS NOT NULL", name=op.f("ck_passage_follows")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_passage_series_id_series")
        ),
        sa.ForeignKeyConstraint(
            ["about_id"], ["passage.id"], name=op.f("fk_passage_about_id_passage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("public_id", name=op.f("uq_passage_public_id")),
        sa.UniqueConstraint(
            "series_id", "kind", "number", name=op.f("uq_passage_series_id_kind_number")
        ),
    )
    op.create_index(op.f("ix_passage_about_id"), "passage", ["about_id"])
    op.create_table(
        "passage_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_passage_wording_passage_id_passage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_wording")),
    )
    op.create_index(op.f("ix_passage_wording_passage_id"), "passage_wording", ["passage_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("breakdown", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        *(
            sa.Column(name, sa.Double(), nullable=True)
            for name in ("n", "d", "value", "low", "high")
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_evidence_passage_id_passage")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_evidence_snapshot_id_snapshot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_passage_id"), "evidence", ["passage_id"])


def _answers() -> None:
    op.create_table(
        "management_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("verdict", _named("verdict", "accepted", "partly", "rejected"), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", _named("language", *LANGUAGES), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "progress",
            _named("progress", "open", "under-way", "done", "dropped"),
            nullable=False,
        ),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_management_response_passage_id_passage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_management_response")),
    )
    op.create_index(
        op.f("ix_management_response_passage_id"), "management_response", ["passage_id"]
    )


def _decisions() -> None:
    op.create_table(
        "committee_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("outcome", _named("outcome", "keep", "modify", "close"), nullable=False),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", _named("language", *LANGUAGES), nullable=False),
        sa.Column("follow_up", sa.String(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_committee_decision_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_decision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_committee_decision_public_id")),
    )
    op.create_index(op.f("ix_committee_decision_series_id"), "committee_decision", ["series_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_committee_decision_series_id"), table_name="committee_decision")
    op.drop_table("committee_decision")
    op.drop_index(op.f("ix_management_response_passage_id"), table_name="management_response")
    op.drop_table("management_response")
    op.drop_index(op.f("ix_evidence_passage_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_passage_wording_passage_id"), table_name="passage_wording")
    op.drop_table("passage_wording")
    op.drop_index(op.f("ix_passage_about_id"), table_name="passage")
    op.drop_table("passage")


def _named(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
