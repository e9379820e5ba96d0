"""Keep each page of slides as a picture, and from when on it was shown."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "slide_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_slide_page_asset_id_asset")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["stored_file.digest"], name=op.f("fk_slide_page_digest_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slide_page")),
        sa.UniqueConstraint("asset_id", "number", name=op.f("uq_slide_page_asset_id_number")),
    )
    op.create_table(
        "slide_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("at >= 0", name=op.f("ck_slide_turn_not_before_the_beginning")),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_slide_turn_asset_id_asset")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slide_turn")),
        sa.UniqueConstraint("asset_id", "at", name=op.f("uq_slide_turn_asset_id_at")),
    )


def downgrade() -> None:
    op.drop_table("slide_turn")
    op.drop_table("slide_page")
