"""The archive: what is kept of a sitting, and each file of it."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.programme.models import Sitting
from webinars.storage.models import StoredFile


class Retention(enum.StrEnum):
    RECORD = "record"
    WORKING = "working"
    RESTRICTED = "restricted"


class Recording(Model):
    """What is kept of one sitting."""

    __tablename__ = "recording"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), unique=True)
    retention: Mapped[Retention] = mapped_column(default=Retention.RECORD)
    without_captions: Mapped[str] = mapped_column(default="")
    """Why it was published without verified captions in the floor language: shown on the page."""
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdraw_reason: Mapped[str] = mapped_column(default="")
    sitting: Mapped[Sitting] = relationship()
    assets: Mapped[list["Asset"]] = relationship(back_populates="recording", order_by="Asset.id")


class AssetKind(enum.StrEnum):
    ORIGINAL = "original"
    RENDITION = "rendition"
    SLIDES = "slides"
    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"


class Review(enum.StrEnum):
    MACHINE = "machine"
    DRAFT = "draft"
    VERIFIED = "verified"


class Asset(Model):
    """One file of a recording."""

    __tablename__ = "asset"
    __table_args__ = (
        CheckConstraint("kind <> 'captions' OR (language <> '' AND review IS NOT NULL)", name="captions_say_language"),
        CheckConstraint("review IS NULL OR review <> 'verified' OR reviewed_at IS NOT NULL", name="verified_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"), index=True)
    kind: Mapped[AssetKind]
    language: Mapped[str] = mapped_column(String(16), default="")
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    name: Mapped[str] = mapped_column(String(300))
    """As uploaded: metadata, never a path."""
    seconds: Mapped[int | None]
    """Playing time, where the file says it."""
    review: Mapped[Review | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = mapped_column(String(64), default="")
    derived_from: Mapped[str | None] = mapped_column(String(64))
    """Digest of the original."""
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(64))
    withdrawn_at: Mapped[datetime | None]
    recording: Mapped[Recording] = relationship(back_populates="assets")
    file: Mapped[StoredFile] = relationship()


class View(Model):
    """Media delivered, kept apart from live attendance. No address is stored."""

    __tablename__ = "media_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    day: Mapped[datetime]
    visitor: Mapped[str] = mapped_column(String(64))
    """Keyed hash under a key of the day; not reversible, not the same tomorrow."""
    octets: Mapped[int]
