"""Let those who appear answer for themselves, and members ask for topics.

Who appears is invited by letter, in her language and on her clock; function and
biography stand in a translation table: what was written so far was written in
English, as nobody was asked. Agenda, rehearsals and materials belong to a
webinar; a gap of it has an owner; what the Secretariat does about a wish of
those who registered is a row; topics, their support and their answers are rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SIX = "'ar', 'zh', 'en', 'fr', 'ru', 'es'"
ADDED = {
    "address": "VARCHAR(320) NOT NULL DEFAULT ''",
    "language": f"VARCHAR(32) NOT NULL DEFAULT 'en' CONSTRAINT language CHECK (language IN ({SIX}))",
    "zone": "VARCHAR(64)",
    "reminders": "INTEGER NOT NULL DEFAULT 0",
    "decline_words": "VARCHAR NOT NULL DEFAULT ''",
    "ended_by": "VARCHAR(64) NOT NULL DEFAULT ''",
    "replaces": "VARCHAR(26) NOT NULL DEFAULT ''",
}


def upgrade() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "minutes BETWEEN 1 AND 720", name=op.f("ck_agenda_item_minutes_sensible")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_agenda_item_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("public_id", name=op.f("uq_agenda_item_public_id")),
    )
    with op.batch_alter_table("agenda_item") as table:
        table.create_index(table.f("ix_agenda_item_webinar_id"), ["webinar_id"], unique=False)

    op.create_table(
        "gap_owner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("gap", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_gap_owner_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_gap_owner_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_owner")),
        sa.UniqueConstraint("webinar_id", "gap", name=op.f("uq_gap_owner_webinar_id_gap")),
    )
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("announced_start", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("minutes BETWEEN 5 AND 720", name=op.f("ck_rehearsal_minutes_sensible")),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_rehearsal_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rehearsal_public_id")),
    )
    with op.batch_alter_table("rehearsal") as table:
        table.create_index(table.f("ix_rehearsal_webinar_id"), ["webinar_id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("proposer", sa.String(length=26), nullable=False),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column(
            "language",
            sa.Enum(
                "ar",
                "zh",
                "en",
                "fr",
                "ru",
                "es",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "public",
                "refused",
                name="topicstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("webinar_id", sa.Integer(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'waiting') = (judged_at IS NULL)", name=op.f("ck_topic_judged_dated")
        ),
        sa.CheckConstraint(
            "(webinar_id IS NULL) = (met_at IS NULL)", name=op.f("ck_topic_met_dated")
        ),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_topic_merged_into_another")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["topic.id"], name=op.f("fk_topic_merged_into_id_topic")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_topic_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_topic_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("public_id", name=op.f("uq_topic_public_id")),
    )
    with op.batch_alter_table("topic") as table:
        table.create_index(table.f("ix_topic_merged_into_id"), ["merged_into_id"], unique=False)
        table.create_index(table.f("ix_topic_proposer"), ["proposer"], unique=False)

    op.create_table(
        "agenda_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "ar",
                "zh",
                "en",
                "fr",
                "ru",
                "es",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_text_item_id_agenda_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_text")),
        sa.UniqueConstraint("item_id", "language", name=op.f("uq_agenda_text_item_id_language")),
    )
    op.create_table(
        "appearance_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearance.id"],
            name=op.f("fk_appearance_consent_appearance_id_appearance"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance_consent")),
    )
    with op.batch_alter_table("appearance_consent") as table:
        table.create_index(
            table.f("ix_appearance_consent_appearance_id"), ["appearance_id"], unique=False
        )

    op.create_table(
        "appearance_join",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "room",
                "telephone",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearance.id"],
            name=op.f("fk_appearance_join_appearance_id_appearance"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_appearance_join_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance_join")),
    )
    with op.batch_alter_table("appearance_join") as table:
        table.create_index(
            table.f("ix_appearance_join_appearance_id"), ["appearance_id"], unique=False
        )

    op.create_table(
        "appearance_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "ar",
                "zh",
                "en",
                "fr",
                "ru",
                "es",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("biography", sa.String(), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearance.id"],
            name=op.f("fk_appearance_text_appearance_id_appearance"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance_text")),
        sa.UniqueConstraint(
            "appearance_id", "language", name=op.f("uq_appearance_text_appearance_id_language")
        ),
    )
    op.create_table(
        "arrangement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "arranged",
                "cannot",
                name="arrangementstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(registration_id IS NULL) = (language <> '')", name=op.f("ck_arrangement_of_one_sort")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_arrangement_decided_dated")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["account.id"], name=op.f("fk_arrangement_owner_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_arrangement_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_arrangement_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
        sa.UniqueConstraint("public_id", name=op.f("uq_arrangement_public_id")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_arrangement_registration_id")),
    )
    with op.batch_alter_table("arrangement") as table:
        table.create_index(
            "uq_arrangement_language",
            ["webinar_id", "language"],
            unique=True,
            sqlite_where=sa.text("registration_id IS NULL"),
            postgresql_where=sa.text("registration_id IS NULL"),
        )

    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "desk",
                "registrants",
                "public",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearance.id"], name=op.f("fk_material_appearance_id_appearance")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["stored_file.digest"], name=op.f("fk_material_digest_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_material_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("public_id", name=op.f("uq_material_public_id")),
    )
    with op.batch_alter_table("material") as table:
        table.create_index(table.f("ix_material_webinar_id"), ["webinar_id"], unique=False)

    op.create_table(
        "topic_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("supporter", sa.String(length=26), nullable=False),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_topic_support_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_support_topic_id_topic")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_support")),
        sa.UniqueConstraint(
            "topic_id", "supporter", name=op.f("uq_topic_support_topic_id_supporter")
        ),
    )
    with op.batch_alter_table("topic_support") as table:
        table.create_index(table.f("ix_topic_support_supporter"), ["supporter"], unique=False)

    op.create_table(
        "topic_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "ar",
                "zh",
                "en",
                "fr",
                "ru",
                "es",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_text_topic_id_topic")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_text")),
        sa.UniqueConstraint("topic_id", "language", name=op.f("uq_topic_text_topic_id_language")),
    )
    op.create_table(
        "material_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "ar",
                "zh",
                "en",
                "fr",
                "ru",
                "es",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_text_material_id_material")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_text")),
        sa.UniqueConstraint(
            "material_id", "language", name=op.f("uq_material_text_material_id_language")
        ),
    )
    _invite()


def _invite() -> None:
    """Add columns one by one: SQLite would otherwise rebuild the table and lose its checks."""
    for name, kind in ADDED.items():
        op.execute(f"ALTER TABLE appearance ADD COLUMN {name} {kind}")
    for name in ("invited_at", "reminded_at"):
        op.add_column("appearance", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "INSERT INTO appearance_text (appearance_id, language, function, biography, revised_at)"
        " SELECT appearance.id, 'en', function, biography, webinar.revised_at"
        " FROM appearance JOIN webinar ON webinar.id = appearance.webinar_id"
        " WHERE function <> '' OR biography <> ''"
    )
    for name in ("function", "biography"):
        op.execute(f"ALTER TABLE appearance DROP COLUMN {name}")


def downgrade() -> None:
    _uninvite()
    op.drop_table("material_text")
    op.drop_table("topic_text")
    op.drop_table("topic_support")
    op.drop_table("material")
    op.drop_table("arrangement")
    op.drop_table("appearance_text")
    op.drop_table("appearance_join")
    op.drop_table("appearance_consent")
    op.drop_table("agenda_text")
    op.drop_table("topic")
    op.drop_table("rehearsal")
    op.drop_table("gap_owner")
    op.drop_table("agenda_item")


def _uninvite() -> None:
    """Keep of each text what stands in English, else in the first language."""
    op.execute("ALTER TABLE appearance ADD COLUMN function VARCHAR(300) NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE appearance ADD COLUMN biography VARCHAR NOT NULL DEFAULT ''")
    for name in ("function", "biography"):
        op.execute(
            f"UPDATE appearance SET {name} = coalesce((SELECT {name} FROM appearance_text"  # noqa: S608  (two names of ours)
            " WHERE appearance_id = appearance.id"
            " ORDER BY language <> 'en', language LIMIT 1), '')"
        )
    for name in (*ADDED, "invited_at", "reminded_at"):
        op.execute(f"ALTER TABLE appearance DROP COLUMN {name}")
