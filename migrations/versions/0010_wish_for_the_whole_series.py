"""Let a wish for the whole series count from the page of the registration that carried it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("enrolment") as table:
        table.add_column(sa.Column("registration_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(
            table.f("fk_enrolment_registration_id_registration"),
            "registration",
            ["registration_id"],
            ["id"],
        )
        table.create_index(table.f("ix_enrolment_registration_id"), ["registration_id"])
        table.create_index(
            "uq_enrolment_standing",
            ["series_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("enrolment") as table:
        table.drop_index("uq_enrolment_standing")
        table.drop_index(table.f("ix_enrolment_registration_id"))
        table.drop_constraint(
            table.f("fk_enrolment_registration_id_registration"), type_="foreignkey"
        )
        table.drop_column("confirmed_at")
        table.drop_column("registration_id")
