"""Let delegations be ordered and approved, lists be registered, people be invited.

Nobody ordered a delegation before, and no webinar asked for approval: the new
columns say so of every row there is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table("registration") as table:
        table.add_column(sa.Column("focal_rank", sa.Integer(), nullable=True))
        table.create_check_constraint(
            op.f("ck_registration_focal_rank_positive"), "focal_rank IS NULL OR focal_rank > 0"
        )
    with op.batch_alter_table("webinar") as table:
        table.add_column(
            sa.Column("asks_approval", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("webinar") as table:
        table.alter_column("asks_approval", existing_type=sa.Boolean(), server_default=None)
    for name in ("focal_point", "coordinator"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    _lists()
    _invitees()
    _proposals()


def _lists() -> None:
    op.create_table(
        "delegate_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("read_as", sa.String(length=32), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            one_of("liststate", "previewed", "confirmed", "done", "dropped"),
            nullable=False,
        ),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_by", sa.String(length=64), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND made >= 0", name=op.f("ck_delegate_list_counted")),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_delegate_list_sitting_id_sitting")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_delegate_list_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegate_list")),
        sa.UniqueConstraint("public_id", name=op.f("uq_delegate_list_public_id")),
    )
    with op.batch_alter_table("delegate_list") as table:
        table.create_index(table.f("ix_delegate_list_sitting_id"), ["sitting_id"], unique=False)
        table.create_index("ix_delegate_list_state_read_at", ["state", "read_at"], unique=False)


def _invitees() -> None:
    op.create_table(
        "invitee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("address_normal", sa.String(length=320), nullable=True),
        sa.Column(
            "language", one_of("language", "ar", "zh", "en", "fr", "ru", "es"), nullable=False
        ),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_by", sa.String(length=64), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.CheckConstraint("reminders >= 0", name=op.f("ck_invitee_reminders_counted")),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_invitee_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_invitee_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitee")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitee_public_id")),
        sa.UniqueConstraint(
            "webinar_id", "address_normal", name=op.f("uq_invitee_webinar_id_address_normal")
        ),
    )
    with op.batch_alter_table("invitee") as table:
        table.create_index(table.f("ix_invitee_address_normal"), ["address_normal"], unique=False)
        table.create_index(table.f("ix_invitee_state_code"), ["state_code"], unique=False)
        table.create_index("ix_invitee_webinar_id_id", ["webinar_id", "id"], unique=False)


def _proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("regional_group", sa.String(length=32), nullable=False),
        sa.Column("kind", one_of("proposalkind", "topic", "speaker", "lead"), nullable=False),
        sa.Column("webinar_id", sa.Integer(), nullable=True),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", one_of("proposalstate", "open", "accepted", "declined"), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(length=64), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)", name=op.f("ck_proposal_answered_dated")
        ),
        sa.CheckConstraint(
            "kind <> 'lead' OR state_code IS NOT NULL", name=op.f("ck_proposal_lead_named")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_proposal_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["webinar_id"], ["webinar.id"], name=op.f("fk_proposal_webinar_id_webinar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposal_public_id")),
    )
    with op.batch_alter_table("proposal") as table:
        table.create_index(table.f("ix_proposal_regional_group"), ["regional_group"], unique=False)


def downgrade() -> None:
    for name in ("proposal", "invitee", "delegate_list"):
        op.drop_table(name)
    for name in ("focal_point", "coordinator"):
        with op.batch_alter_table(name) as table:
            table.drop_column("ended_at")
    with op.batch_alter_table("webinar") as table:
        table.drop_column("asks_approval")
    with op.batch_alter_table("registration") as table:
        table.drop_constraint(op.f("ck_registration_focal_rank_positive"), type_="check")
        table.drop_column("focal_rank")
