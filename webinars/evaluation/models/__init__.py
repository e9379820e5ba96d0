"""Snapshots: sealed pseudonymised copies of the evidence at a cut; and what leaves of them."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.kernel.languages import Language


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


class ReleaseKind(enum.StrEnum):
    """What leaves."""

    PACK = "pack"
    DOSSIER_DOCX = "dossier-docx"
    DOSSIER_PDF = "dossier-pdf"
    REPORT_DOCX = "report-docx"
    REPORT_PDF = "report-pdf"


class Release(Model):
    """A file made of one snapshot for one reader; asked again, it is the same bytes."""

    __tablename__ = "evaluation_release"
    __table_args__ = (
        Index("ix_evaluation_release_account_asked_at", "account", "asked_at"),
        CheckConstraint("(done_at IS NULL) = (digest IS NULL)", name="done_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    kind: Mapped[ReleaseKind]
    language: Mapped[Language]
    bom: Mapped[bool] = mapped_column(default=False)
    """Whether the CSV files of a pack begin with a byte order mark."""
    mandate: Mapped[str]
    """Under which it was asked for; part of the key of its pseudonyms."""
    series: Mapped[str] = mapped_column(String(64), default="")
    """Public id of the one series that a document tells of; empty: all in the snapshot."""
    for_all: Mapped[bool] = mapped_column(default=False)
    """Whether a dossier is in the version that everybody may read."""
    symbol: Mapped[str] = mapped_column(String(64), default="")
    """Of the Committee's document, such as CDIP/25/4, as its author wrote it."""
    account: Mapped[str] = mapped_column(String(64))
    """Public id of who asked for it."""
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    digest: Mapped[Digest | None]
    """SHA-256 of the file."""
    size: Mapped[int | None]
    """In bytes."""
    snapshot: Mapped[Snapshot] = relationship()


class Condition(Model):
    """That an evaluator accepted not to find out who somebody is, under one mandate."""

    __tablename__ = "evaluation_condition"
    __table_args__ = (UniqueConstraint("account", "mandate"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    mandate: Mapped[str]
    accepted_at: Mapped[datetime]
