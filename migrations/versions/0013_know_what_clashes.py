"""Keep calendars of others, so that hours which clash with them are seen."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    kinds = sa.Enum(
        "holidays",
        "meetings",
        "other",
        name="busykind",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    op.create_table(
        "busy_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("read_since", sa.Date(), nullable=True),
        sa.Column("read_until", sa.Date(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_busy_calendar_named")),
        sa.CheckConstraint(
            "(file_digest IS NULL) = (read_since IS NULL)"
            " AND (read_since IS NULL) = (read_until IS NULL)",
            name=op.f("ck_busy_calendar_window_of_files"),
        ),
        sa.ForeignKeyConstraint(
            ["file_digest"],
            ["stored_file.digest"],
            name=op.f("fk_busy_calendar_file_digest_stored_file"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_calendar")),
        sa.UniqueConstraint("public_id", name=op.f("uq_busy_calendar_public_id")),
    )
    op.create_table(
        "busy_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_busy_time_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["busy_calendar.id"],
            name=op.f("fk_busy_time_calendar_id_busy_calendar"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_time")),
    )
    op.create_index("ix_busy_time_calendar_id_starts_at", "busy_time", ["calendar_id", "starts_at"])
    op.create_index("ix_busy_time_ends_at", "busy_time", ["ends_at"])


def downgrade() -> None:
    op.drop_table("busy_time")
    op.drop_table("busy_calendar")
