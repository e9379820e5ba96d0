"""Give few places by published rules: settings, queues, runs, decisions, offers.

Whoever waits already entered their queue before there was one: they get an entry
at the first run, classified as known then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:

    op.create_table(
        "allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan", sa.LargeBinary(), nullable=False),
        sa.Column("plan_digest", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_allocation_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_allocation_public_id")),
        sa.UniqueConstraint("sitting_id", "number", name=op.f("uq_allocation_sitting_id_number")),
    )
    op.create_table(
        "seat_queue",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pause_reason", sa.String(), nullable=False),
        sa.Column("first_come_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_seat_queue_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_seat_queue")),
    )
    op.create_table(
        "seat_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "at-once", "draw", name="way", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("guarantee", sa.Integer(), nullable=False),
        sa.Column("reserve_ldc", sa.Integer(), nullable=False),
        sa.Column("reserve_lldc", sa.Integer(), nullable=False),
        sa.Column("reserve_sids", sa.Integer(), nullable=False),
        sa.Column("reserve_together", sa.Integer(), nullable=False),
        sa.Column("observers_share", sa.Integer(), nullable=False),
        sa.Column("draw_hours", sa.Integer(), nullable=False),
        sa.Column("guarantee_hours", sa.Integer(), nullable=False),
        sa.Column("reserve_hours", sa.Integer(), nullable=False),
        sa.Column("observers_hours", sa.Integer(), nullable=False),
        sa.Column("cutoff_hours", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "guarantee >= 0 AND reserve_ldc >= 0 AND reserve_lldc >= 0 AND reserve_sids >= 0 AND reserve_together >= 0 AND observers_share >= 0",
            name=op.f("ck_seat_rules_places_counted"),
        ),
        sa.CheckConstraint(
            "guarantee_hours >= 0 AND reserve_hours >= 0 AND observers_hours >= 0 AND cutoff_hours >= 0 AND draw_hours >= 0",
            name=op.f("ck_seat_rules_hours_counted"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_seat_rules_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_rules")),
        sa.UniqueConstraint("public_id", name=op.f("uq_seat_rules_public_id")),
        sa.UniqueConstraint("sitting_id", "version", name=op.f("uq_seat_rules_sitting_id_version")),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "expired",
                "withdrawn",
                name="offerstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_offer_ended_dated")
        ),
        sa.CheckConstraint("until > made_at", name=op.f("ck_offer_until_after_made")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_offer_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_offer_public_id")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index("ix_offer_state_until", ["state", "until"], unique=False)
        batch_op.create_index(
            "uq_offer_open",
            ["place_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "queue_entry",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("regional_group", sa.String(length=32), nullable=True),
        sa.Column("ldc", sa.Boolean(), nullable=False),
        sa.Column("lldc", sa.Boolean(), nullable=False),
        sa.Column("sids", sa.Boolean(), nullable=False),
        sa.Column("observer", sa.Boolean(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.CheckConstraint("expired >= 0", name=op.f("ck_queue_entry_expired_counted")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_queue_entry_place_id_place")
        ),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_queue_entry")),
    )
    op.create_table(
        "seat_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("allocation_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "place",
                "wait",
                "offer",
                "by-hand",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["allocation_id"],
            ["allocation.id"],
            name=op.f("fk_seat_decision_allocation_id_allocation"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_seat_decision_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_decision")),
    )
    with op.batch_alter_table("seat_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_seat_decision_allocation_id"), ["allocation_id"], unique=False
        )
        batch_op.create_index("ix_seat_decision_place_id_id", ["place_id", "id"], unique=False)


def downgrade() -> None:
    for name in ("offer", "seat_decision", "allocation", "queue_entry", "seat_queue", "seat_rules"):
        op.drop_table(name)
