"""Keep further questions of a webinar's form, their words, and what people answered."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table("webinar") as table:
        table.add_column(
            sa.Column("asks_more", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("webinar") as table:
        table.alter_column("asks_more", server_default=None)
    op.create_table(
        "extra_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", words("extrakind", "text", "choice", "several", "yes-no"), nullable=False
        ),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("if_field_id", sa.Integer(), nullable=True),
        sa.Column("if_value", sa.String(length=16), nullable=False),
        sa.Column("asked_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(if_field_id IS NULL) = (if_value = '')", name=op.f("ck_extra_field_condition_whole")
        ),
        sa.ForeignKeyConstraint(
            ["if_field_id"], ["extra_field.id"], name=op.f("fk_extra_field_if_field_id_extra_field")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_extra_field_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_field")),
        sa.UniqueConstraint("public_id", name=op.f("uq_extra_field_public_id")),
    )
    op.create_index("ix_extra_field_webinar_id", "extra_field", ["webinar_id"])
    op.create_table(
        "extra_text",
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column(
            "language", words("language", "ar", "zh", "en", "fr", "ru", "es"), nullable=False
        ),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.CheckConstraint(
            "label <> '' AND purpose <> ''", name=op.f("ck_extra_text_purpose_told")
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["extra_field.id"], name=op.f("fk_extra_text_field_id_extra_field")
        ),
        sa.PrimaryKeyConstraint("field_id", "language", name=op.f("pk_extra_text")),
    )
    op.create_table(
        "extra_answer",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["field_id"], ["extra_field.id"], name=op.f("fk_extra_answer_field_id_extra_field")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_extra_answer_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("registration_id", "field_id", name=op.f("pk_extra_answer")),
    )


def downgrade() -> None:
    op.drop_table("extra_answer")
    op.drop_table("extra_text")
    op.drop_table("extra_field")
    with op.batch_alter_table("webinar") as table:
        table.drop_column("asks_more")
