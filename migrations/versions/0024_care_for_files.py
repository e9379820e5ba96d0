"""Care for files: harmed, repaired, copied and purged; holds, authorities and consent notes.

On the way down these facts are lost; the files stay what they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

INSTANT = sa.DateTime(timezone=True)
STAMPS = ("harmed_at", "repaired_at", "copied_at", "purged_at")
WORDS = {
    "withdraw_authority": sa.String(length=300),
    "consent_note": sa.String(),
    "hold_reason": sa.String(),
}


def upgrade() -> None:
    with op.batch_alter_table("stored_file") as table:
        for name in STAMPS:
            table.add_column(sa.Column(name, INSTANT, nullable=True))
    with op.batch_alter_table("recording") as table:
        for name, kind in WORDS.items():
            table.add_column(sa.Column(name, kind, nullable=True))
        for name in ("held_at", "purged_at"):
            table.add_column(sa.Column(name, INSTANT, nullable=True))
    op.execute("UPDATE recording SET withdraw_authority = '', consent_note = '', hold_reason = ''")
    with op.batch_alter_table("recording") as table:
        for name, kind in WORDS.items():
            table.alter_column(name, existing_type=kind, nullable=False)
        table.create_check_constraint(
            op.f("ck_recording_held_with_reason"), "(held_at IS NULL) = (hold_reason = '')"
        )
        table.create_check_constraint(
            op.f("ck_recording_held_not_purged"), "purged_at IS NULL OR held_at IS NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("recording") as table:
        table.drop_constraint(op.f("ck_recording_held_not_purged"), type_="check")
        table.drop_constraint(op.f("ck_recording_held_with_reason"), type_="check")
        for name in (*WORDS, "held_at", "purged_at"):
            table.drop_column(name)
    with op.batch_alter_table("stored_file") as table:
        for name in STAMPS:
            table.drop_column(name)
