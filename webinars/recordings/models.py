"""The archive: what is kept of a sitting, and each file of it."""

import enum
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
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
    __table_args__ = (
        CheckConstraint(
            "withdrawn_at IS NULL OR (published_at IS NOT NULL AND withdraw_reason <> '')",
            name="withdrawn_with_reason",
        ),
        CheckConstraint("(held_at IS NULL) = (hold_reason = '')", name="held_with_reason"),
        CheckConstraint("purged_at IS NULL OR held_at IS NULL", name="held_not_purged"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """Given once: what was cited stays where it was, even if the webinar moves."""
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), unique=True)
    retention: Mapped[Retention] = mapped_column(default=Retention.RECORD)
    without_captions: Mapped[str] = mapped_column(default="")
    """Why it was published without verified captions in the floor language: shown on the page."""
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """None: never shown to the public."""
    withdrawn_at: Mapped[datetime | None]
    """Since when only its tombstone is shown. None again once it is published again."""
    withdraw_reason: Mapped[str] = mapped_column(default="")
    """Public."""
    withdraw_authority: Mapped[str] = mapped_column(String(300), default="")
    """Who decided it, as the page names them. Public."""
    consent_note: Mapped[str] = mapped_column(default="")
    """How those agreed to be heard whose consent is not noted, or what was cut out."""
    held_at: Mapped[datetime | None]
    """Since when nothing of it may be removed."""
    hold_reason: Mapped[str] = mapped_column(default="")
    purged_at: Mapped[datetime | None]
    """When the bytes of its files were removed for good."""
    chapters: Mapped[list[tuple[int, dict[str, str]]]] = mapped_column(
        JSON, default=list, deferred=True
    )
    """Seconds, and titles by language, in order of time. Replaced whole; the journal keeps all."""
    lessons: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What was learned, by language; public. Replaced whole; the journal keeps all."""
    sitting: Mapped[Sitting] = relationship()
    assets: Mapped[list["Asset"]] = relationship(back_populates="recording", order_by="Asset.id")


class AssetKind(enum.StrEnum):
    ORIGINAL = "original"
    RENDITION = "rendition"
    SLIDES = "slides"
    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"
    POSTER = "poster"
    """A still picture, shown before the film plays."""


class Review(enum.StrEnum):
    MACHINE = "machine"
    DRAFT = "draft"
    VERIFIED = "verified"


class Asset(Model):
    """One file of a recording. Never rewritten: another file is another row."""

    __tablename__ = "asset"
    __table_args__ = (
        CheckConstraint(
            "kind <> 'captions' OR (language <> '' AND review IS NOT NULL)",
            name="captions_say_language",
        ),
        CheckConstraint(
            "review IS NULL OR review <> 'verified' OR reviewed_at IS NOT NULL",
            name="verified_dated",
        ),
        CheckConstraint("seconds IS NULL OR seconds >= 0", name="seconds_counted"),
        Index(
            "uq_asset_captions_in_use",
            "recording_id",
            "language",
            unique=True,
            sqlite_where=text("kind = 'captions' AND withdrawn_at IS NULL"),
            postgresql_where=text("kind = 'captions' AND withdrawn_at IS NULL"),
        ),
        Index(
            "uq_asset_copy_in_use",
            "recording_id",
            "derived_from",
            "recipe",
            unique=True,
            sqlite_where=text("recipe <> '' AND withdrawn_at IS NULL"),
            postgresql_where=text("recipe <> '' AND withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"), index=True)
    kind: Mapped[AssetKind]
    language: Mapped[str] = mapped_column(String(16), default="")
    """Empty: as it was spoken on the floor, or in no language."""
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    name: Mapped[str] = mapped_column(String(300))
    """As uploaded: metadata, never a path."""
    seconds: Mapped[int | None]
    """Playing time, where the file says it."""
    review: Mapped[Review | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = mapped_column(String(300), default="")
    """The name of the person who checked it, as the page shows it."""
    derived_from: Mapped[str | None] = mapped_column(String(64))
    """Digest of the original; of captions, of the version or the file that they were made of."""
    recipe: Mapped[str] = mapped_column(String(16), default="")
    """By which it was made of the original; empty where a person brought the file."""
    made_with: Mapped[str] = mapped_column(String(100), default="")
    """The recipe's version and the program's."""
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(64))
    withdrawn_at: Mapped[datetime | None]
    """When another file took its place, or it was taken away."""
    recording: Mapped[Recording] = relationship(back_populates="assets")
    file: Mapped[StoredFile] = relationship()


class SlidePage(Model):
    """One page of slides as a picture, for those who hear the sound and see the slides."""

    __tablename__ = "slide_page"
    __table_args__ = (UniqueConstraint("asset_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    """Of the slides."""
    number: Mapped[int]
    """From 1."""
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    width: Mapped[int]
    height: Mapped[int]
    words: Mapped[str]
    """What can be read on it, for those who do not see it."""
    file: Mapped[StoredFile] = relationship()


class SlideTurn(Model):
    """From when on a page was shown. A page may be shown more than once."""

    __tablename__ = "slide_turn"
    __table_args__ = (
        UniqueConstraint("asset_id", "at"),
        CheckConstraint("at >= 0", name="not_before_the_beginning"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    at: Mapped[int]
    """Seconds of the recording."""
    number: Mapped[int]


class View(Model):
    """What one visitor was sent of one file in one day. No address is stored."""

    __tablename__ = "media_view"
    __table_args__ = (UniqueConstraint("asset_id", "day", "visitor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    day: Mapped[date]
    """In UTC."""
    visitor: Mapped[str] = mapped_column(String(64))
    """Keyed hash, different every day. Once the day is over it is overwritten by the row's id."""
    octets: Mapped[int] = mapped_column(BigInteger)
    """That were sent to be played, as far as the player took them."""
    saved: Mapped[int] = mapped_column(BigInteger, default=0)
    """That were sent to be kept: downloads are counted apart."""


class ViewDay(Model):
    """What goes into every visitor's key of one day. Deleted with it: then none can be made."""

    __tablename__ = "view_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    """In UTC."""
    salt: Mapped[str] = mapped_column(String(64))


class OwnView(Model):
    """Somebody opened a recording by her own link. She counts as viewer, never as attending."""

    __tablename__ = "own_view"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"))
    """The first of the webinar's that she opened."""
    day: Mapped[date]
    """Of that, in UTC. When on that day, and what she did then, is not kept."""


class SearchText(Model):
    """What the search knows of one public recording in one language; its pieces hold the words.

    Made by the worker from what the recording is now (`recordings.tending.index`), and made again
    when that changes. It is no evidence: all of it can be made anew.
    """

    __tablename__ = "search_text"
    __table_args__ = (UniqueConstraint("recording_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"))
    language: Mapped[str] = mapped_column(String(16))
    captions_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"), index=True)
    """Of which its transcript was made; once they are out of use, nothing of it is found."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of all that it was made of. Empty: something could not be read, and is tried again."""


class SearchPiece(Model):
    """A piece of a text that a search finds and shows: a title, or a paragraph of a transcript.

    Its words stand in `search_words` under the same number, as each database's own
    full-text index wants them. That table is made by the migrations alone.
    """

    __tablename__ = "search_piece"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    """The text's id, shifted, and the piece's place in it (`recordings.rules.finding`)."""
    at: Mapped[int]
    """Seconds of the recording; 0 where it is not said in it."""
    text: Mapped[str]
