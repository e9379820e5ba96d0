"""Follow letters to their end, and calendars to their readers.

A letter knows the host it goes to, so that no host gets too many at once, and
when its body was deleted. What a host sent back (a bounce) is a row of its own,
appended. An edited wording is appended too: the newest row counts, one without
words is the way back to ours. A registration and an account each have a
calendar feed whose address can be changed alone. A sitting that was moved after
its announcement remembers from when.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for owner in ("registration", "account"):
        with op.batch_alter_table(owner) as table:
            table.add_column(
                sa.Column("feed_generation", sa.Integer(), nullable=False, server_default="1")
            )
    with op.batch_alter_table("sitting") as table:
        table.add_column(sa.Column("moved_from", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("letter") as table:
        table.add_column(
            sa.Column("host", sa.String(length=255), nullable=False, server_default="")
        )
        table.add_column(sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "letter_host",
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_letter_host")),
    )
    op.create_table(
        "letter_bounce",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_bounce_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_bounce")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letter_bounce_public_id")),
        sa.UniqueConstraint("letter_id", "report", name=op.f("uq_letter_bounce_letter_id_report")),
    )
    with op.batch_alter_table("letter_wording") as table:
        table.drop_constraint("uq_letter_wording_kind_language_part", type_="unique")
        table.alter_column("words", existing_type=sa.String(), nullable=True)
        table.create_index("ix_letter_wording_kind_language", ["kind", "language", "id"])


def downgrade() -> None:
    op.execute("DELETE FROM letter_wording WHERE words IS NULL")
    op.execute(
        "DELETE FROM letter_wording WHERE id NOT IN"
        " (SELECT max(id) FROM letter_wording GROUP BY kind, language, part)"
    )
    with op.batch_alter_table("letter_wording") as table:
        table.drop_index("ix_letter_wording_kind_language")
        table.alter_column("words", existing_type=sa.String(), nullable=False)
        table.create_unique_constraint(
            "uq_letter_wording_kind_language_part", ["kind", "language", "part"]
        )
    op.drop_table("letter_bounce")
    op.drop_table("letter_host")
    with op.batch_alter_table("letter") as table:
        table.drop_column("purged_at")
        table.drop_column("host")
    with op.batch_alter_table("sitting") as table:
        table.drop_column("moved_from")
    for owner in ("registration", "account"):
        with op.batch_alter_table(owner) as table:
            table.drop_column("feed_generation")
