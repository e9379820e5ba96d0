"""Search recordings: their texts by language, the pieces, and the words as each database has them.

The worker fills it within a minute: nothing of it is evidence.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

PLACE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("captions_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_search_text_recording_id_recording")
        ),
        sa.ForeignKeyConstraint(
            ["captions_id"], ["asset.id"], name=op.f("fk_search_text_captions_id_asset")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
        sa.UniqueConstraint(
            "recording_id", "language", name=op.f("uq_search_text_recording_id_language")
        ),
    )
    op.create_index(op.f("ix_search_text_captions_id"), "search_text", ["captions_id"])
    op.create_table(
        "search_piece",
        sa.Column("id", PLACE, autoincrement=False, nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_piece")),
    )
    _make_words()


def _make_words() -> None:
    """Make what SQLAlchemy has no words for: both take plain letters and digits, already folded."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_words"
            " USING fts5(words, tokenize = 'ascii', columnsize = 0)"
        )
        return
    op.execute("CREATE TABLE search_words (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
    op.execute("CREATE INDEX ix_search_words_words ON search_words USING gin (words)")


def downgrade() -> None:
    op.execute("DROP TABLE search_words")
    op.drop_table("search_piece")
    op.drop_index(op.f("ix_search_text_captions_id"), "search_text")
    op.drop_table("search_text")
