"""Say of which original a copy was made, by which recipe and with what."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

BEFORE = ("original", "rendition", "slides", "captions", "transcript")
NOW = (*BEFORE, "poster")
COPIES = sa.text("recipe <> '' AND withdrawn_at IS NULL")


def _kinds(known: tuple[str, ...]) -> str:
    return f"kind IN ({', '.join(repr(one) for one in known)})"


def upgrade() -> None:
    with op.batch_alter_table("asset") as table:
        table.add_column(sa.Column("recipe", sa.String(16), server_default="", nullable=False))
        table.add_column(sa.Column("made_with", sa.String(100), server_default="", nullable=False))
        table.drop_constraint(table.f("ck_asset_assetkind"), type_="check")
        table.create_check_constraint(table.f("ck_asset_assetkind"), sa.text(_kinds(NOW)))
    with op.batch_alter_table("asset") as table:
        table.alter_column("recipe", server_default=None)
        table.alter_column("made_with", server_default=None)
        table.create_index(
            "uq_asset_copy_in_use",
            ["recording_id", "derived_from", "recipe"],
            unique=True,
            sqlite_where=COPIES,
            postgresql_where=COPIES,
        )


def downgrade() -> None:
    op.execute(
        "DELETE FROM media_view WHERE asset_id IN (SELECT id FROM asset WHERE kind = 'poster')"
    )
    op.execute("DELETE FROM asset WHERE kind = 'poster'")
    with op.batch_alter_table("asset") as table:
        table.drop_index("uq_asset_copy_in_use")
        table.drop_column("made_with")
        table.drop_column("recipe")
        table.drop_constraint(table.f("ck_asset_assetkind"), type_="check")
        table.create_check_constraint(table.f("ck_asset_assetkind"), sa.text(_kinds(BEFORE)))
