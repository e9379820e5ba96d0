"""Lay the ground: every table of the house, so that nothing needed later is lost meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "evaluation_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_export")),
    )
    op.create_table(
        "feedback_spent",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_feedback_spent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("done_at IS NULL OR failed_at IS NULL", name=op.f("ck_job_one_end")),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_job_progress_percent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_job_public_id")),
    )
    with op.batch_alter_table("job") as table:
        table.create_index("ix_job_waiting", ["due_at", "id"], unique=False)

    op.create_table(
        "job_beat",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_beat")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", sa.Boolean(), nullable=False),
        sa.Column("detail_digest", sa.String(length=64), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(sequence IS NULL) = (hash IS NULL)", name=op.f("ck_journal_entry_sealed_whole")
        ),
        sa.CheckConstraint(
            "sequence IS NULL OR sequence > 0", name=op.f("ck_journal_entry_sequence_positive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("public_id", name=op.f("uq_journal_entry_public_id")),
        sa.UniqueConstraint("sequence", name=op.f("uq_journal_entry_sequence")),
    )
    with op.batch_alter_table("journal_entry") as table:
        table.create_index("ix_journal_entry_subject_at", ["subject", "at"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
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
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_letter_attempts_counted")),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name=op.f("ck_letter_one_end")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letter_public_id")),
    )
    with op.batch_alter_table("letter") as table:
        table.create_index("ix_letter_about_kind", ["about", "kind"], unique=False)
        table.create_index("ix_letter_waiting", ["due_at", "id"], unique=False)

    op.create_table(
        "letter_opt_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_opt_out")),
        sa.UniqueConstraint(
            "address_digest", "kind", name=op.f("uq_letter_opt_out_address_digest_kind")
        ),
    )
    op.create_table(
        "letter_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
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
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("editor", sa.String(length=64), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_wording")),
        sa.UniqueConstraint(
            "kind", "language", "part", name=op.f("uq_letter_wording_kind_language_part")
        ),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
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
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_public_id")),
    )
    op.create_table(
        "programme_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_programme_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_revision")),
    )
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "after",
                "three-months",
                "six-months",
                name="questionnairekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("kind", "version", name=op.f("uq_questionnaire_kind_version")),
        sa.UniqueConstraint("public_id", name=op.f("uq_questionnaire_public_id")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("evaluation_due_on", sa.Date(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("decision_text", sa.String(), nullable=False),
        sa.Column(
            "decision_language",
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
            nullable=True,
        ),
        sa.Column("decision_symbol", sa.String(length=80), nullable=False),
        sa.Column("decision_url", sa.String(length=500), nullable=False),
        sa.Column("threshold_minutes", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_series_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("public_id", name=op.f("uq_series_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_series_slug")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt") as table:
        table.create_index(table.f("ix_sign_in_attempt_who"), ["who"], unique=False)

    op.create_table(
        "slug_history",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_slug_history")),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("cut", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=False),
        sa.Column("manifest_digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("cut", name=op.f("uq_snapshot_cut")),
        sa.UniqueConstraint("public_id", name=op.f("uq_snapshot_public_id")),
    )
    op.create_table(
        "state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("alpha3", sa.String(length=3), nullable=False),
        sa.Column("m49", sa.String(length=3), nullable=False),
        sa.Column("capital_zone", sa.String(length=64), nullable=False),
        sa.Column("un_member", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "length(alpha3) = 3 AND alpha3 = upper(alpha3)", name=op.f("ck_state_alpha3_alpha3")
        ),
        sa.CheckConstraint(
            "length(code) = 2 AND code = upper(code)", name=op.f("ck_state_code_alpha2")
        ),
        sa.CheckConstraint("length(m49) = 3", name=op.f("ck_state_m49_three_digits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state")),
        sa.UniqueConstraint("alpha3", name=op.f("uq_state_alpha3")),
        sa.UniqueConstraint("code", name=op.f("uq_state_code")),
        sa.UniqueConstraint("m49", name=op.f("uq_state_m49")),
    )
    op.create_table(
        "stored_file",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_stored_file_digest_sha256")),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size_positive")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("email_normal", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
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
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_normal", name=op.f("uq_account_email_normal")),
        sa.UniqueConstraint("public_id", name=op.f("uq_account_public_id")),
    )
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.String(length=320), nullable=False),
        sa.Column("normal", sa.String(length=320), nullable=False),
        sa.Column("name_normal", sa.String(length=900), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_address_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sa.UniqueConstraint("normal", "name_normal", name=op.f("uq_address_normal_name_normal")),
        sa.UniqueConstraint("person_id", "normal", name=op.f("uq_address_person_id_normal")),
    )
    with op.batch_alter_table("address") as table:
        table.create_index(table.f("ix_address_normal"), ["normal"], unique=False)

    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("sector", sa.String(length=32), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_affiliation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_affiliation_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
    )
    with op.batch_alter_table("affiliation") as table:
        table.create_index(table.f("ix_affiliation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "coordinator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("regional_group", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_coordinator_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_coordinator_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordinator")),
        sa.UniqueConstraint("public_id", name=op.f("uq_coordinator_public_id")),
    )
    with op.batch_alter_table("coordinator") as table:
        table.create_index(table.f("ix_coordinator_person_id"), ["person_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_enrolment_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_enrolment_public_id")),
    )
    with op.batch_alter_table("enrolment") as table:
        table.create_index(table.f("ix_enrolment_person_id"), ["person_id"], unique=False)
        table.create_index(table.f("ix_enrolment_series_id"), ["series_id"], unique=False)

    op.create_table(
        "focal_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=2), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_focal_point_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_focal_point_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_focal_point_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["person.id"], name=op.f("fk_focal_point_successor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focal_point")),
        sa.UniqueConstraint("public_id", name=op.f("uq_focal_point_public_id")),
    )
    with op.batch_alter_table("focal_point") as table:
        table.create_index(table.f("ix_focal_point_person_id"), ["person_id"], unique=False)
        table.create_index(table.f("ix_focal_point_state_code"), ["state_code"], unique=False)

    op.create_table(
        "journal_detail",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["journal_entry.id"],
            name=op.f("fk_journal_detail_entry_id_journal_entry"),
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_journal_detail")),
    )
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kept_id <> merged_id", name=op.f("ck_person_merge_two_persons")),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["person.id"], name=op.f("fk_person_merge_merged_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge") as table:
        table.create_index(
            "uq_person_merge_standing",
            ["merged_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "scale",
                "choice",
                "several",
                "number",
                "text",
                "recommend",
                name="questionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_question_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint(
            "questionnaire_id", "identity", name=op.f("uq_question_questionnaire_id_identity")
        ),
    )
    op.create_table(
        "series_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
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
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_text_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_text")),
        sa.UniqueConstraint(
            "series_id", "language", name=op.f("uq_series_text_series_id_language")
        ),
    )
    op.create_table(
        "state_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "membership",
                "observer",
                "group",
                "ldc",
                "lldc",
                "sids",
                "name",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
            nullable=True,
        ),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum(
                "high",
                "medium",
                "low",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("editor", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "(kind = 'name') = (language IS NOT NULL)", name=op.f("ck_state_fact_language_of_names")
        ),
        sa.CheckConstraint(
            "CASE kind WHEN 'name' THEN value <> '' WHEN 'group' THEN value IN ('', 'african-group', 'apg', 'grulac', 'group-b', 'cebs', 'caceec', 'china') ELSE value IN ('0', '1') END",
            name=op.f("ck_state_fact_value_fits_kind"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_state_fact_reason_given")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_state_fact_source_given")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_state_fact_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_state_fact_state_id_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_fact")),
    )
    with op.batch_alter_table("state_fact") as table:
        table.create_index("ix_state_fact_kind_language", ["kind", "language"], unique=False)
        table.create_index(
            "ix_state_fact_state_id_kind_language", ["state_id", "kind", "language"], unique=False
        )

    op.create_table(
        "webinar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("planned_month", sa.Date(), nullable=False),
        sa.Column(
            "cycle_theme",
            sa.Enum(
                "cycle.needs",
                "cycle.plan",
                "cycle.implement",
                "cycle.me",
                name="cycletheme",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "announced",
                "open",
                "cancelled",
                name="webinarstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "openness",
            sa.Enum(
                "members",
                "observers",
                "public",
                name="openness",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lead_state_code", sa.String(length=2), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_webinar_cancelled_dated"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR announced_at IS NOT NULL OR cancelled_at IS NOT NULL",
            name=op.f("ck_webinar_announced_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_state_code"], ["state.code"], name=op.f("fk_webinar_lead_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_webinar_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webinar")),
        sa.UniqueConstraint("public_id", name=op.f("uq_webinar_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_webinar_slug")),
    )
    with op.batch_alter_table("webinar") as table:
        table.create_index(table.f("ix_webinar_series_id"), ["series_id"], unique=False)

    op.create_table(
        "appearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "part",
            sa.Enum(
                "speaker",
                "moderator",
                "interpreter",
                "opening",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("biography", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented_recording_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appearance_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_appearance_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appearance_public_id")),
    )
    with op.batch_alter_table("appearance") as table:
        table.create_index(table.f("ix_appearance_person_id"), ["person_id"], unique=False)
        table.create_index(table.f("ix_appearance_webinar_id"), ["webinar_id"], unique=False)

    op.create_table(
        "cost_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "planned",
                "actual",
                name="costkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_cost_line_series_id_series")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_cost_line_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_line")),
    )
    with op.batch_alter_table("cost_line") as table:
        table.create_index(table.f("ix_cost_line_series_id"), ["series_id"], unique=False)

    op.create_table(
        "feedback_response",
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("class_group", sa.String(length=32), nullable=False),
        sa.Column("class_category", sa.String(length=32), nullable=False),
        sa.Column("class_language", sa.String(length=16), nullable=False),
        sa.Column("receipt_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(key) = 26", name=op.f("ck_feedback_response_key_random")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_feedback_response_questionnaire_id_questionnaire"),
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_feedback_response_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_feedback_response")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("feedback_response") as table:
        table.create_index(table.f("ix_feedback_response_webinar_id"), ["webinar_id"], unique=False)

    op.create_table(
        "question_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
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
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_text_question_id_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_text")),
        sa.UniqueConstraint(
            "question_id", "language", name=op.f("uq_question_text_question_id_language")
        ),
    )
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "state",
                "observer-state",
                "igo",
                "ngo",
                "other",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("sector", sa.String(length=32), nullable=False),
        sa.Column("gender", sa.String(length=16), nullable=False),
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
        sa.Column("listens_in", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("viewers", sa.Integer(), nullable=False),
        sa.Column("referral", sa.String(length=64), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "self",
                "focal-point",
                "secretariat",
                "enrolment",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("registered_by", sa.String(length=64), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column(
            "approval",
            sa.Enum(
                "not-asked",
                "pending",
                "approved",
                "rejected",
                name="approval",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("approval_reason", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "approval <> 'rejected' OR approval_reason <> ''",
            name=op.f("ck_registration_rejected_with_reason"),
        ),
        sa.CheckConstraint(
            "category <> 'state' OR state_code IS NOT NULL",
            name=op.f("ck_registration_state_named"),
        ),
        sa.CheckConstraint("viewers >= 1", name=op.f("ck_registration_viewers_counted")),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_registration_address_id_address")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_registration_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_registration_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("public_id", name=op.f("uq_registration_public_id")),
    )
    with op.batch_alter_table("registration") as table:
        table.create_index(table.f("ix_registration_address_id"), ["address_id"], unique=False)
        table.create_index(table.f("ix_registration_person_id"), ["person_id"], unique=False)
        table.create_index(table.f("ix_registration_state_code"), ["state_code"], unique=False)
        table.create_index(
            "ix_registration_webinar_id_registered_at",
            ["webinar_id", "registered_at", "id"],
            unique=False,
        )
        table.create_index(
            "uq_registration_standing",
            ["webinar_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "secretariat",
                "evaluator",
                "focal-point",
                "coordinator",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("granted_by", sa.String(length=64), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role <> 'evaluator' OR (mandate <> '' AND ends_on IS NOT NULL)",
            name=op.f("ck_role_grant_evaluator_has_mandate"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_role_grant_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant") as table:
        table.create_index(table.f("ix_role_grant_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_token_digest")),
    )
    with op.batch_alter_table("sign_in") as table:
        table.create_index(table.f("ix_sign_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "single_use_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_single_use_key_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_single_use_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_single_use_key_public_id")),
    )
    with op.batch_alter_table("single_use_key") as table:
        table.create_index(table.f("ix_single_use_key_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("announced_start", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("tzdata", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("reserve", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(length=300), nullable=False),
        sa.Column("slot_reason", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("calendar_revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "capacity IS NULL OR capacity > reserve", name=op.f("ck_sitting_capacity_over_reserve")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_sitting_ends_after_start")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 720", name=op.f("ck_sitting_minutes_sensible")),
        sa.CheckConstraint("reserve >= 0", name=op.f("ck_sitting_reserve_counted")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_sitting_sequence_counted")),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_sitting_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sitting_public_id")),
        sa.UniqueConstraint(
            "webinar_id", "starts_at", name=op.f("uq_sitting_webinar_id_starts_at")
        ),
    )
    with op.batch_alter_table("sitting") as table:
        table.create_index(table.f("ix_sitting_webinar_id"), ["webinar_id"], unique=False)

    op.create_table(
        "webinar_activity",
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column(
            "activity",
            sa.Enum(
                "type.strategy",
                "type.infra",
                "type.capacity",
                "type.legislation",
                "type.da",
                "type.ppp",
                name="activitytype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_webinar_activity_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("webinar_id", "activity", name=op.f("pk_webinar_activity")),
    )
    op.create_table(
        "webinar_promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "floor",
                "interpretation",
                "live-captions",
                "page",
                "letters",
                "slides",
                "captions",
                "transcript",
                "questionnaire",
                name="promisedpart",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_webinar_promise_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webinar_promise")),
        sa.UniqueConstraint(
            "webinar_id",
            "part",
            "language",
            name=op.f("uq_webinar_promise_webinar_id_part_language"),
        ),
    )
    op.create_table(
        "webinar_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
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
        sa.Column("abstract", sa.String(), nullable=False),
        sa.Column("questions", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "ready",
                name="textstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_webinar_text_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webinar_text")),
        sa.UniqueConstraint(
            "webinar_id", "language", name=op.f("uq_webinar_text_webinar_id_language")
        ),
    )
    op.create_table(
        "attendance_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("date_order", sa.String(length=8), nullable=True),
        sa.Column("rereads_id", sa.Integer(), nullable=True),
        sa.Column("parser_version", sa.String(length=16), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("sentence_values", sa.JSON(), nullable=False),
        sa.Column("reported", sa.JSON(), nullable=False),
        sa.Column("registrants", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("noted", sa.JSON(), nullable=False),
        sa.Column("asks_zone", sa.Boolean(), nullable=False),
        sa.Column("asks_date_order", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asking",
                "read",
                "signed",
                "superseded",
                "refused",
                name="importstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.String(length=64), nullable=False),
        sa.Column("override_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state <> 'signed' OR signed_at IS NOT NULL",
            name=op.f("ck_attendance_import_signed_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["rereads_id"],
            ["attendance_import.id"],
            name=op.f("fk_attendance_import_rereads_id_attendance_import"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_attendance_import_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_import")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attendance_import_public_id")),
    )
    with op.batch_alter_table("attendance_import") as table:
        table.create_index(table.f("ix_attendance_import_rereads_id"), ["rereads_id"], unique=False)
        table.create_index(
            "ix_attendance_import_sitting_id_file_digest",
            ["sitting_id", "file_digest"],
            unique=False,
        )

    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_check_in_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_check_in_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
    )
    with op.batch_alter_table("check_in") as table:
        table.create_index(table.f("ix_check_in_person_id"), ["person_id"], unique=False)
        table.create_index(table.f("ix_check_in_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "recording",
                "follow-up",
                "news",
                name="consentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_consent_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent") as table:
        table.create_index(table.f("ix_consent_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "feedback_answer",
        sa.Column("response_key", sa.String(length=26), nullable=False),
        sa.Column("identity", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_key"],
            ["feedback_response.key"],
            name=op.f("fk_feedback_answer_response_key_feedback_response"),
        ),
        sa.PrimaryKeyConstraint("response_key", "identity", name=op.f("pk_feedback_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feedback_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "invited_by",
            sa.Enum(
                "actual-end",
                "sign-off",
                name="invitedby",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("class_group", sa.String(length=32), nullable=False),
        sa.Column("class_category", sa.String(length=32), nullable=False),
        sa.Column("class_language", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_feedback_invitation_questionnaire_id_questionnaire"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_feedback_invitation_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_feedback_invitation_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_feedback_invitation_public_id")),
        sa.UniqueConstraint(
            "registration_id",
            "questionnaire_id",
            name=op.f("uq_feedback_invitation_registration_id_questionnaire_id"),
        ),
    )
    with op.batch_alter_table("feedback_invitation") as table:
        table.create_index(
            table.f("ix_feedback_invitation_registration_id"), ["registration_id"], unique=False
        )
        table.create_index(
            table.f("ix_feedback_invitation_webinar_id"), ["webinar_id"], unique=False
        )

    op.create_table(
        "holding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "manual",
                "file",
                "provider",
                name="holdingsource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint("ended_at > started_at", name=op.f("ck_holding_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_holding_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
        sa.UniqueConstraint("public_id", name=op.f("uq_holding_public_id")),
    )
    with op.batch_alter_table("holding") as table:
        table.create_index(table.f("ix_holding_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "join_intent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
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
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_join_intent_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_join_intent_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_intent")),
    )
    with op.batch_alter_table("join_intent") as table:
        table.create_index(
            table.f("ix_join_intent_registration_id"), ["registration_id"], unique=False
        )
        table.create_index(
            "ix_join_intent_sitting_id_registration_id",
            ["sitting_id", "registration_id"],
            unique=False,
        )

    op.create_table(
        "live_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("link", sa.String(length=1000), nullable=False),
        sa.Column("passcode", sa.String(length=64), nullable=False),
        sa.Column("dial_in", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_live_room_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_room")),
        sa.UniqueConstraint("public_id", name=op.f("uq_live_room_public_id")),
    )
    with op.batch_alter_table("live_room") as table:
        table.create_index(table.f("ix_live_room_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "confirmed",
                "waiting",
                "offered",
                "released",
                name="placestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'released') = (released_at IS NOT NULL)", name=op.f("ck_place_released_dated")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_place_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_place_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("public_id", name=op.f("uq_place_public_id")),
    )
    with op.batch_alter_table("place") as table:
        table.create_index("ix_place_sitting_id_state", ["sitting_id", "state", "id"], unique=False)
        table.create_index(
            "uq_place_standing",
            ["registration_id", "sitting_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'released'"),
            postgresql_where=sa.text("state <> 'released'"),
        )

    op.create_table(
        "preference",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_preference_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_preference_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("registration_id", "rank", name=op.f("pk_preference")),
        sa.UniqueConstraint(
            "registration_id", "sitting_id", name=op.f("uq_preference_registration_id_sitting_id")
        ),
    )
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column(
            "retention",
            sa.Enum(
                "record",
                "working",
                "restricted",
                name="retention",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("without_captions", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdraw_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR (published_at IS NOT NULL AND withdraw_reason <> '')",
            name=op.f("ck_recording_withdrawn_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_recording_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("public_id", name=op.f("uq_recording_public_id")),
        sa.UniqueConstraint("sitting_id", name=op.f("uq_recording_sitting_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_recording_slug")),
    )
    op.create_table(
        "asset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "original",
                "rendition",
                "slides",
                "captions",
                "transcript",
                name="assetkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column(
            "review",
            sa.Enum(
                "machine",
                "draft",
                "verified",
                name="review",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(length=300), nullable=False),
        sa.Column("derived_from", sa.String(length=64), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind <> 'captions' OR (language <> '' AND review IS NOT NULL)",
            name=op.f("ck_asset_captions_say_language"),
        ),
        sa.CheckConstraint(
            "review IS NULL OR review <> 'verified' OR reviewed_at IS NOT NULL",
            name=op.f("ck_asset_verified_dated"),
        ),
        sa.CheckConstraint(
            "seconds IS NULL OR seconds >= 0", name=op.f("ck_asset_seconds_counted")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["stored_file.digest"], name=op.f("fk_asset_digest_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_asset_recording_id_recording")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("public_id", name=op.f("uq_asset_public_id")),
    )
    with op.batch_alter_table("asset") as table:
        table.create_index(table.f("ix_asset_recording_id"), ["recording_id"], unique=False)
        table.create_index(
            "uq_asset_captions_in_use",
            ["recording_id", "language"],
            unique=True,
            sqlite_where=sa.text("kind = 'captions' AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("kind = 'captions' AND withdrawn_at IS NULL"),
        )

    op.create_table(
        "attendance_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "how",
            sa.Enum(
                "email",
                "token",
                "alias",
                "hand",
                "apart",
                name="matchhow",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["attendance_import.id"],
            name=op.f("fk_attendance_match_import_id_attendance_import"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attendance_match_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_match")),
    )
    with op.batch_alter_table("attendance_match") as table:
        table.create_index(
            "ix_attendance_match_import_id_identity", ["import_id", "identity"], unique=False
        )
        table.create_index(table.f("ix_attendance_match_person_id"), ["person_id"], unique=False)

    op.create_table(
        "connection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "left_at IS NULL OR left_at >= joined_at", name=op.f("ck_connection_leaves_after_join")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["attendance_import.id"],
            name=op.f("fk_connection_import_id_attendance_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
    )
    with op.batch_alter_table("connection") as table:
        table.create_index(
            "ix_connection_import_id_identity", ["import_id", "identity"], unique=False
        )

    op.create_table(
        "media_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visitor", sa.String(length=64), nullable=False),
        sa.Column("octets", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_media_view_asset_id_asset")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_view")),
        sa.UniqueConstraint(
            "asset_id", "day", "visitor", name=op.f("uq_media_view_asset_id_day_visitor")
        ),
    )
    with op.batch_alter_table("media_view") as table:
        table.create_index(table.f("ix_media_view_asset_id"), ["asset_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("media_view") as table:
        table.drop_index(table.f("ix_media_view_asset_id"))

    op.drop_table("media_view")
    with op.batch_alter_table("connection") as table:
        table.drop_index("ix_connection_import_id_identity")

    op.drop_table("connection")
    with op.batch_alter_table("attendance_match") as table:
        table.drop_index(table.f("ix_attendance_match_person_id"))
        table.drop_index("ix_attendance_match_import_id_identity")

    op.drop_table("attendance_match")
    with op.batch_alter_table("asset") as table:
        table.drop_index(
            "uq_asset_captions_in_use",
            sqlite_where=sa.text("kind = 'captions' AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("kind = 'captions' AND withdrawn_at IS NULL"),
        )
        table.drop_index(table.f("ix_asset_recording_id"))

    op.drop_table("asset")
    op.drop_table("recording")
    op.drop_table("preference")
    with op.batch_alter_table("place") as table:
        table.drop_index(
            "uq_place_standing",
            sqlite_where=sa.text("state <> 'released'"),
            postgresql_where=sa.text("state <> 'released'"),
        )
        table.drop_index("ix_place_sitting_id_state")

    op.drop_table("place")
    with op.batch_alter_table("live_room") as table:
        table.drop_index(table.f("ix_live_room_sitting_id"))

    op.drop_table("live_room")
    with op.batch_alter_table("join_intent") as table:
        table.drop_index("ix_join_intent_sitting_id_registration_id")
        table.drop_index(table.f("ix_join_intent_registration_id"))

    op.drop_table("join_intent")
    with op.batch_alter_table("holding") as table:
        table.drop_index(table.f("ix_holding_sitting_id"))

    op.drop_table("holding")
    with op.batch_alter_table("feedback_invitation") as table:
        table.drop_index(table.f("ix_feedback_invitation_webinar_id"))
        table.drop_index(table.f("ix_feedback_invitation_registration_id"))

    op.drop_table("feedback_invitation")
    op.drop_table("feedback_answer")
    with op.batch_alter_table("consent") as table:
        table.drop_index(table.f("ix_consent_registration_id"))

    op.drop_table("consent")
    with op.batch_alter_table("check_in") as table:
        table.drop_index(table.f("ix_check_in_sitting_id"))
        table.drop_index(table.f("ix_check_in_person_id"))

    op.drop_table("check_in")
    with op.batch_alter_table("attendance_import") as table:
        table.drop_index("ix_attendance_import_sitting_id_file_digest")
        table.drop_index(table.f("ix_attendance_import_rereads_id"))

    op.drop_table("attendance_import")
    op.drop_table("webinar_text")
    op.drop_table("webinar_promise")
    op.drop_table("webinar_activity")
    with op.batch_alter_table("sitting") as table:
        table.drop_index(table.f("ix_sitting_webinar_id"))

    op.drop_table("sitting")
    with op.batch_alter_table("single_use_key") as table:
        table.drop_index(table.f("ix_single_use_key_account_id"))

    op.drop_table("single_use_key")
    with op.batch_alter_table("sign_in") as table:
        table.drop_index(table.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("role_grant") as table:
        table.drop_index(table.f("ix_role_grant_account_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("registration") as table:
        table.drop_index(
            "uq_registration_standing",
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )
        table.drop_index("ix_registration_webinar_id_registered_at")
        table.drop_index(table.f("ix_registration_state_code"))
        table.drop_index(table.f("ix_registration_person_id"))
        table.drop_index(table.f("ix_registration_address_id"))

    op.drop_table("registration")
    op.drop_table("question_text")
    with op.batch_alter_table("feedback_response") as table:
        table.drop_index(table.f("ix_feedback_response_webinar_id"))

    op.drop_table("feedback_response")
    with op.batch_alter_table("cost_line") as table:
        table.drop_index(table.f("ix_cost_line_series_id"))

    op.drop_table("cost_line")
    with op.batch_alter_table("appearance") as table:
        table.drop_index(table.f("ix_appearance_webinar_id"))
        table.drop_index(table.f("ix_appearance_person_id"))

    op.drop_table("appearance")
    with op.batch_alter_table("webinar") as table:
        table.drop_index(table.f("ix_webinar_series_id"))

    op.drop_table("webinar")
    with op.batch_alter_table("state_fact") as table:
        table.drop_index("ix_state_fact_state_id_kind_language")
        table.drop_index("ix_state_fact_kind_language")

    op.drop_table("state_fact")
    op.drop_table("series_text")
    op.drop_table("question")
    with op.batch_alter_table("person_merge") as table:
        table.drop_index(
            "uq_person_merge_standing",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.drop_table("person_merge")
    op.drop_table("journal_detail")
    with op.batch_alter_table("focal_point") as table:
        table.drop_index(table.f("ix_focal_point_state_code"))
        table.drop_index(table.f("ix_focal_point_person_id"))

    op.drop_table("focal_point")
    with op.batch_alter_table("enrolment") as table:
        table.drop_index(table.f("ix_enrolment_series_id"))
        table.drop_index(table.f("ix_enrolment_person_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("coordinator") as table:
        table.drop_index(table.f("ix_coordinator_person_id"))

    op.drop_table("coordinator")
    with op.batch_alter_table("affiliation") as table:
        table.drop_index(table.f("ix_affiliation_person_id"))

    op.drop_table("affiliation")
    with op.batch_alter_table("address") as table:
        table.drop_index(table.f("ix_address_normal"))

    op.drop_table("address")
    op.drop_table("account")
    op.drop_table("stored_file")
    op.drop_table("state")
    op.drop_table("snapshot")
    op.drop_table("slug_history")
    with op.batch_alter_table("sign_in_attempt") as table:
        table.drop_index(table.f("ix_sign_in_attempt_who"))

    op.drop_table("sign_in_attempt")
    op.drop_table("series")
    op.drop_table("questionnaire")
    op.drop_table("programme_revision")
    op.drop_table("person")
    op.drop_table("letter_wording")
    op.drop_table("letter_opt_out")
    with op.batch_alter_table("letter") as table:
        table.drop_index("ix_letter_waiting")
        table.drop_index("ix_letter_about_kind")

    op.drop_table("letter")
    with op.batch_alter_table("journal_entry") as table:
        table.drop_index("ix_journal_entry_subject_at")

    op.drop_table("journal_entry")
    op.drop_table("job_beat")
    with op.batch_alter_table("job") as table:
        table.drop_index("ix_job_waiting")

    op.drop_table("job")
    op.drop_table("feedback_spent")
    op.drop_table("evaluation_export")
