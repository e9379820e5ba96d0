"""Take files in pieces: uploads that go on after a cut, and tokens for programs that send them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("declared", sa.String(length=64), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("arrived_at", INSTANT, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("outcome", sa.String(length=500), nullable=True),
        sa.CheckConstraint("length > 0", name=op.f("ck_upload_length_positive")),
        sa.CheckConstraint(
            "(arrived_at IS NULL AND digest IS NULL AND media_type IS NULL)"
            " OR (arrived_at IS NOT NULL AND length(digest) = 64 AND media_type IS NOT NULL)",
            name=op.f("ck_upload_arrived_whole"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL AND outcome IS NULL) OR (ended_at IS NOT NULL AND outcome <> '')",
            name=op.f("ck_upload_ended_somehow"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("public_id", name=op.f("uq_upload_public_id")),
    )
    op.create_index(op.f("ix_upload_owner"), "upload", ["owner"])
    op.create_index(op.f("ix_upload_digest"), "upload", ["digest"])
    op.create_table(
        "upload_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_token")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_upload_token_token_digest")),
    )


def downgrade() -> None:
    op.drop_table("upload_token")
    op.drop_index(op.f("ix_upload_digest"), table_name="upload")
    op.drop_index(op.f("ix_upload_owner"), table_name="upload")
    op.drop_table("upload")
