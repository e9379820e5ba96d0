"""Check people in at the entrance, and take it back by a new row."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

HOW = sa.Enum(
    "list",
    "code",
    "correction",
    name="checkinhow",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    with op.batch_alter_table("check_in") as table:
        table.add_column(sa.Column("public_id", sa.String(length=26), nullable=True))
        table.add_column(sa.Column("how", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE check_in SET how = 'list', recorded_at = came_at")
    _name_rows()
    with op.batch_alter_table("check_in") as table:
        table.alter_column("public_id", existing_type=sa.String(length=26), nullable=False)
        table.alter_column("how", existing_type=sa.String(length=32), type_=HOW, nullable=False)
        table.alter_column("recorded_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.alter_column("withdrawn", existing_type=sa.Boolean(), server_default=None)
        table.alter_column("reason", existing_type=sa.String(), server_default=None)
        table.create_unique_constraint(op.f("uq_check_in_public_id"), ["public_id"])
        table.create_unique_constraint(op.f("uq_check_in_replaces_id"), ["replaces_id"])
        table.create_foreign_key(
            op.f("fk_check_in_replaces_id_check_in"), "check_in", ["replaces_id"], ["id"]
        )
        table.create_check_constraint(
            op.f("ck_check_in_leaves_after_coming"), "left_at IS NULL OR left_at >= came_at"
        )


def _name_rows() -> None:
    """Give each earlier row a public id, from its number: there were no pages that made any."""
    rows = op.get_bind().execute(sa.text("SELECT id FROM check_in")).scalars().all()
    for row in rows:
        naming = sa.text("UPDATE check_in SET public_id = :name WHERE id = :row")
        op.get_bind().execute(naming, {"name": f"{row:026d}", "row": row})


def downgrade() -> None:
    op.execute("DELETE FROM check_in WHERE withdrawn")
    with op.batch_alter_table("check_in") as table:
        table.drop_constraint(op.f("ck_check_in_leaves_after_coming"), type_="check")
        table.drop_constraint(op.f("ck_check_in_checkinhow"), type_="check")
        table.drop_constraint(op.f("fk_check_in_replaces_id_check_in"), type_="foreignkey")
        table.drop_constraint(op.f("uq_check_in_replaces_id"), type_="unique")
        table.drop_constraint(op.f("uq_check_in_public_id"), type_="unique")
        for column in ("recorded_at", "reason", "withdrawn", "replaces_id", "how", "public_id"):
            table.drop_column(column)
