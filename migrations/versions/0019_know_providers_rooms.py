"""Know the rooms of providers: accounts, rooms, what they report, who votes, who is let in how.

On the way down what rooms reported is lost; signed readings of it stay. A press
for sound or for the stream becomes one for the room, a question that was
answered aloud or is answered later becomes one that is shown.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

STATES = "'new', 'shown', 'answered', 'hidden'"
WAYS = "'room', 'telephone'"


def upgrade() -> None:
    _allow("join_intent", "ck_join_intent_way", f"way IN ({WAYS}, 'sound', 'stream')")
    _allow("appearance_join", "ck_appearance_join_way", f"way IN ({WAYS}, 'sound', 'stream')")
    more = f"state IN ({STATES}, 'aloud', 'later')"
    _allow("floor_question", "ck_floor_question_questionstate", more)
    op.create_table(
        "room_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column(
            "provider",
            sa.Enum(
                "bigbluebutton",
                "jitsi",
                "zoom",
                "teams",
                "webex",
                "goto",
                "meet",
                name="provider",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("older_sealed", sa.String(), nullable=False),
        sa.Column("older_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hosts", sa.String(), nullable=False),
        sa.Column("networks", sa.String(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("skew_seconds", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(older_sealed = '') = (older_until IS NULL)",
            name=op.f("ck_room_account_older_until_then"),
        ),
        sa.CheckConstraint(
            "retention_days IS NULL OR retention_days > 0",
            name=op.f("ck_room_account_retention_positive"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_account")),
        sa.UniqueConstraint("public_id", name=op.f("uq_room_account_public_id")),
    )
    op.create_table(
        "hook_refusal",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["room_account.id"],
            name=op.f("fk_hook_refusal_account_id_room_account"),
        ),
        sa.PrimaryKeyConstraint("account_id", "day", "reason", name=op.f("pk_hook_refusal")),
    )
    op.create_table(
        "room_door",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("overflow", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_room_door_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_door")),
    )
    with op.batch_alter_table("room_door") as table:
        table.create_index(table.f("ix_room_door_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "sitting_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "began",
                "over",
                name="markkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
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
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint("source <> 'file'", name=op.f("ck_sitting_mark_source_is_no_file")),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_sitting_mark_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting_mark")),
    )
    with op.batch_alter_table("sitting_mark") as table:
        table.create_index(table.f("ix_sitting_mark_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "way_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "room",
                "sound",
                "telephone",
                "stream",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_way_wish_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_wish")),
    )
    with op.batch_alter_table("way_wish") as table:
        table.create_index(
            table.f("ix_way_wish_registration_id"), ["registration_id"], unique=False
        )

    op.create_table(
        "provider_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("live_room_id", sa.Integer(), nullable=True),
        sa.Column("sitting_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.String(length=256), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "wanted",
                "ready",
                "failed",
                "ended",
                name="roomstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("fault", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("present_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["room_account.id"],
            name=op.f("fk_provider_room_account_id_room_account"),
        ),
        sa.ForeignKeyConstraint(
            ["live_room_id"],
            ["live_room.id"],
            name=op.f("fk_provider_room_live_room_id_live_room"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_provider_room_sitting_id_sitting"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_room")),
        sa.UniqueConstraint("live_room_id", name=op.f("uq_provider_room_live_room_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_provider_room_public_id")),
    )
    with op.batch_alter_table("provider_room") as table:
        table.create_index("ix_provider_room_meeting", ["account_id", "meeting_id"], unique=False)
        table.create_index(table.f("ix_provider_room_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "question_vote",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["floor_question.id"],
            name=op.f("fk_question_vote_question_id_floor_question"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_question_vote_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("question_id", "registration_id", name=op.f("pk_question_vote")),
    )
    with op.batch_alter_table("question_vote") as table:
        table.create_index(
            table.f("ix_question_vote_registration_id"), ["registration_id"], unique=False
        )

    op.create_table(
        "hook_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=256), nullable=False),
        sa.Column("run", sa.String(length=256), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "done",
                "gone",
                name="eventstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["room_account.id"], name=op.f("fk_hook_event_account_id_room_account")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["provider_room.id"], name=op.f("fk_hook_event_room_id_provider_room")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_event")),
        sa.UniqueConstraint("account_id", "digest", name=op.f("uq_hook_event_account_id_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_hook_event_public_id")),
    )
    with op.batch_alter_table("hook_event") as table:
        table.create_index(table.f("ix_hook_event_room_id"), ["room_id"], unique=False)
        table.create_index(
            "ix_hook_event_waiting", ["account_id", "meeting_id", "state"], unique=False
        )

    op.create_table(
        "room_recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=256), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("is_file", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["provider_room.id"], name=op.f("fk_room_recording_room_id_provider_room")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_recording")),
        sa.UniqueConstraint("public_id", name=op.f("uq_room_recording_public_id")),
        sa.UniqueConstraint(
            "room_id", "record_id", "kind", name=op.f("uq_room_recording_room_id_record_id_kind")
        ),
    )
    op.create_table(
        "room_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(length=256), nullable=False),
        sa.Column("line", sa.String(length=128), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("external_id", sa.String(length=256), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["hook_event.id"], name=op.f("fk_room_move_event_id_hook_event")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_room_move_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["provider_room.id"], name=op.f("fk_room_move_room_id_provider_room")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_move")),
        sa.UniqueConstraint(
            "room_id",
            "run",
            "line",
            "joined",
            "at",
            name=op.f("uq_room_move_room_id_run_line_joined_at"),
        ),
    )
    with op.batch_alter_table("room_move") as table:
        table.create_index(table.f("ix_room_move_event_id"), ["event_id"], unique=False)
        table.create_index(
            "ix_room_move_registration", ["room_id", "registration_id"], unique=False
        )
        table.create_index(
            table.f("ix_room_move_registration_id"), ["registration_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("room_move") as table:
        table.drop_index(table.f("ix_room_move_registration_id"))
        table.drop_index("ix_room_move_registration")
        table.drop_index(table.f("ix_room_move_event_id"))

    op.drop_table("room_move")
    op.drop_table("room_recording")
    with op.batch_alter_table("hook_event") as table:
        table.drop_index("ix_hook_event_waiting")
        table.drop_index(table.f("ix_hook_event_room_id"))

    op.drop_table("hook_event")
    with op.batch_alter_table("question_vote") as table:
        table.drop_index(table.f("ix_question_vote_registration_id"))

    op.drop_table("question_vote")
    with op.batch_alter_table("provider_room") as table:
        table.drop_index(table.f("ix_provider_room_sitting_id"))
        table.drop_index("ix_provider_room_meeting")

    op.drop_table("provider_room")
    with op.batch_alter_table("way_wish") as table:
        table.drop_index(table.f("ix_way_wish_registration_id"))

    op.drop_table("way_wish")
    with op.batch_alter_table("sitting_mark") as table:
        table.drop_index(table.f("ix_sitting_mark_sitting_id"))

    op.drop_table("sitting_mark")
    with op.batch_alter_table("room_door") as table:
        table.drop_index(table.f("ix_room_door_sitting_id"))

    op.drop_table("room_door")
    op.drop_table("hook_refusal")
    op.drop_table("room_account")
    for table in ("join_intent", "appearance_join"):
        words = f"UPDATE {table} SET way = 'room' WHERE way IN ('sound', 'stream')"  # noqa: S608  (our own tables' names)
        op.execute(sa.text(words))
        _allow(table, f"ck_{table}_way", f"way IN ({WAYS})")
    said = "UPDATE floor_question SET state = 'shown' WHERE state IN ('aloud', 'later')"
    op.execute(sa.text(said))
    _allow("floor_question", "ck_floor_question_questionstate", f"state IN ({STATES})")


def _allow(name: str, constraint: str, condition: str) -> None:
    with op.batch_alter_table(name) as table:
        table.drop_constraint(op.f(constraint), type_="check")
        table.create_check_constraint(op.f(constraint), condition)
