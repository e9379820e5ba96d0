"""The journal: who changed what, when, in a chain that shows a change of the past.

An entry holds kind, actor and subject as public ids and the digest of a salted
detail row. Names, addresses and texts stand only in the detail, which erasure
deletes: the chain still verifies, and says so.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId


class Entry(Model):
    """One change. Written unchained in the change's own transaction; the sealer chains it."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        CheckConstraint("(sequence IS NULL) = (hash IS NULL)", name="sealed_whole"),
        CheckConstraint("sequence IS NULL OR sequence > 0", name="sequence_positive"),
        Index("ix_journal_entry_subject_at", "subject", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(64))
    """Public id of an account or person, or a word such as `worker`, `public`, `demonstration`."""
    subject: Mapped[str] = mapped_column(String(64))
    """Public id of the row that changed."""
    at: Mapped[datetime]
    evidence: Mapped[bool]
    """False for entries about snapshots, packs and mail, which make no new cut."""
    detail_digest: Mapped[Digest | None]
    """SHA-256 over salt and canonical JSON of the detail; None where there was none."""
    sequence: Mapped[int | None] = mapped_column(unique=True)
    """Place in the chain, from 1 without gaps; None until sealed."""
    hash: Mapped[Digest | None]
    """SHA-256 over the previous hash and this entry's fields, as `rules.chained` says."""


class Detail(Model):
    """What an entry says in names and texts. The only part that erasure deletes."""

    __tablename__ = "journal_detail"

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any]]
