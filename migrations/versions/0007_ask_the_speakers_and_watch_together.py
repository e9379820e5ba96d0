"""Keep questions from the floor, and how many persons watched at one connection."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "floor_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("language", words("language", *LANGUAGES), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state", words("questionstate", "new", "shown", "answered", "hidden"), nullable=False
        ),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answer_language", words("answer_language", *LANGUAGES), nullable=True),
        sa.Column("hidden_because", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "state <> 'answered' OR answer <> ''",
            name=op.f("ck_floor_question_answered_with_words"),
        ),
        sa.CheckConstraint(
            "state <> 'hidden' OR hidden_because <> ''",
            name=op.f("ck_floor_question_hidden_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_floor_question_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_floor_question_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_question")),
        sa.UniqueConstraint("public_id", name=op.f("uq_floor_question_public_id")),
    )
    op.create_index("ix_floor_question_registration_id", "floor_question", ["registration_id"])
    op.create_index(
        "ix_floor_question_webinar_id_asked_at",
        "floor_question",
        ["webinar_id", "asked_at", "id"],
    )
    op.create_table(
        "group_viewing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("viewers", sa.Integer(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=False),
        sa.Column("men", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "viewers BETWEEN 2 AND 500", name=op.f("ck_group_viewing_viewers_plausible")
        ),
        sa.CheckConstraint(
            "women >= 0 AND men >= 0 AND women + men <= viewers",
            name=op.f("ck_group_viewing_bands_add_up"),
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by = '')",
            name=op.f("ck_group_viewing_confirmed_by_one"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_group_viewing_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_group_viewing_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_viewing")),
        sa.UniqueConstraint("public_id", name=op.f("uq_group_viewing_public_id")),
    )
    op.create_index("ix_group_viewing_registration_id", "group_viewing", ["registration_id"])
    op.create_index(
        "ix_group_viewing_sitting_id_registration_id",
        "group_viewing",
        ["sitting_id", "registration_id", "id"],
    )


def downgrade() -> None:
    op.drop_table("group_viewing")
    op.drop_table("floor_question")
