"""Keep what was made of a snapshot and for whom, and who accepted its condition.

Until now files of a snapshot were taken one by one; nothing is known of a pack before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "evaluation_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_condition")),
        sa.UniqueConstraint(
            "account", "mandate", name=op.f("uq_evaluation_condition_account_mandate")
        ),
    )
    op.create_table(
        "evaluation_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _named(
                "releasekind",
                "pack",
                "dossier-docx",
                "dossier-pdf",
                "report-docx",
                "report-pdf",
            ),
            nullable=False,
        ),
        sa.Column(
            "language", _named("language", "ar", "zh", "en", "fr", "ru", "es"), nullable=False
        ),
        sa.Column("bom", sa.Boolean(), nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("symbol", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(done_at IS NULL) = (digest IS NULL)", name=op.f("ck_evaluation_release_done_whole")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshot.id"],
            name=op.f("fk_evaluation_release_snapshot_id_snapshot"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_release")),
        sa.UniqueConstraint("public_id", name=op.f("uq_evaluation_release_public_id")),
    )
    op.create_index(
        "ix_evaluation_release_account_asked_at", "evaluation_release", ["account", "asked_at"]
    )


def downgrade() -> None:
    op.drop_index("ix_evaluation_release_account_asked_at", table_name="evaluation_release")
    op.drop_table("evaluation_release")
    op.drop_table("evaluation_condition")


def _named(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
