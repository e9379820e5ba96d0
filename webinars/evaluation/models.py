"""Snapshots: sealed pseudonymised copies of the evidence at a cut."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId


class Snapshot(Model):
    """A sealed copy in `snapshots/<cut>/`. The same cut gives the one that exists."""

    __tablename__ = "snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    cut: Mapped[int] = mapped_column(unique=True)
    """Sequence of the last sealed evidence entry."""
    taken_at: Mapped[datetime]
    taken_by: Mapped[str] = mapped_column(String(64))
    digest: Mapped[Digest]
    """Of `manifest.sha256`, which holds the digests of manifest and chain: mailed, and shown."""


class Export(Model):
    """That an evaluator took figures away: the fact, not her filters or notes."""

    __tablename__ = "evaluation_export"

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[datetime]
    account: Mapped[str] = mapped_column(String(64))
