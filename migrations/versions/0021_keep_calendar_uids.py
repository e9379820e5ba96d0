"""Keep calendar UIDs when the house moves to another address.

The part behind the sign was the host of the house. Calendars hold it, so older
sittings keep the one that they were sent with; new ones have a word of ours.
"""

import os
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    with op.batch_alter_table("sitting") as table:
        table.add_column(sa.Column("uid_suffix", sa.String(length=255), nullable=True))
    base = os.environ.get("WEBINARS_BASE_URL") or "http://127.0.0.1:8000"
    fill = sa.text("UPDATE sitting SET uid_suffix = :host")
    op.execute(fill.bindparams(host=urlsplit(base).hostname or "127.0.0.1"))
    with op.batch_alter_table("sitting") as table:
        table.alter_column("uid_suffix", existing_type=sa.String(length=255), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("sitting") as table:
        table.drop_column("uid_suffix")
