"""Keep what stood before a change of what was announced, and which letters it caused.

Changes made before this one cannot be taken back, and their letters name no cause.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "held_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint("leaves_at > made_at", name=op.f("ck_held_change_held_for_a_while")),
        sa.CheckConstraint("letters >= 0", name=op.f("ck_held_change_letters_counted")),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_held_change_sitting_id_sitting")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_held_change_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_held_change_public_id")),
    )
    with op.batch_alter_table("held_change") as table:
        table.create_index(op.f("ix_held_change_webinar_id"), ["webinar_id"], unique=False)
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("cause", sa.String(length=64), nullable=True))
    caused = sa.text("cause IS NOT NULL")
    op.create_index(
        "ix_letter_cause", "letter", ["cause"], sqlite_where=caused, postgresql_where=caused
    )


def downgrade() -> None:
    op.drop_index("ix_letter_cause", table_name="letter")
    with op.batch_alter_table("letter") as table:
        table.drop_column("cause")
    op.drop_table("held_change")
