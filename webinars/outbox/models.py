"""Letters that wait, that left, that failed; the wording that was edited; who wants none."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.kernel.languages import Language


class Letter(Model):
    """An e-mail waiting in the outbox. Words and HTML are made at hand-over, not before."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="one_end"),
        Index("ix_letter_waiting", "due_at", "id"),
        Index("ix_letter_about_kind", "about", "kind"),
        Index(
            "ix_letter_cause",
            "cause",
            sqlite_where=text("cause IS NOT NULL"),
            postgresql_where=text("cause IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    """Also the left part of the Message-ID, so that a repeated hand-over is one letter."""
    kind: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(320))
    """Emptied when the letter's body would be deleted."""
    host: Mapped[str] = mapped_column(String(255), default="", server_default="")
    """Of the address: no host is given too many letters at once."""
    name: Mapped[str] = mapped_column(String(300))
    language: Mapped[Language]
    zone: Mapped[str | None] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(String(64))
    """Public id of what the letter speaks of: a registration, an account."""
    cause: Mapped[str | None] = mapped_column(String(64))
    """Public id of the one act for which many letters leave, so that they can be taken back."""
    revision: Mapped[int]
    """Of that subject; a letter of an older revision is not sent."""
    content: Mapped[dict[str, Any]]
    """What the renderer of this kind needs beyond `about`."""
    urgent: Mapped[bool]
    """True: leaves in quiet hours too."""
    posted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    """After this moment it is useless and is not sent."""
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(500))
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    """Given up after the last attempt; *try again* clears it."""
    withdrawn_at: Mapped[datetime | None]
    """It became false or useless while it waited."""
    purged_at: Mapped[datetime | None]
    """Address, name and content were deleted then; that it left, and when, stays."""
    bounces: Mapped[list["Bounce"]] = relationship(back_populates="letter", order_by="Bounce.id")


class Bounce(Model):
    """What a mail server sent back of a letter that had left. Appended, never rewritten."""

    __tablename__ = "letter_bounce"
    __table_args__ = (UniqueConstraint("letter_id", "report"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    status: Mapped[str] = mapped_column(String(16))
    """Enhanced status code (RFC 3463), such as 5.1.1."""
    permanent: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300))
    """The server's words, without addresses."""
    report: Mapped[Digest]
    """Of the file: the same report read twice is one."""
    read_at: Mapped[datetime]
    letter: Mapped[Letter] = relationship(back_populates="bounces")


class Host(Model):
    """A host of recipients, and from when it may have another letter."""

    __tablename__ = "letter_host"

    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    free_at: Mapped[datetime]


class Wording(Model):
    """An edited sentence of a kind of letter, in one language. Appended: the newest counts."""

    __tablename__ = "letter_wording"
    __table_args__ = (Index("ix_letter_wording_kind_language", "kind", "language", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    language: Mapped[Language]
    part: Mapped[str] = mapped_column(String(32))
    """Which sentence: the beginning of the digest of our English words."""
    words: Mapped[str | None]
    """None: ours again."""
    editor: Mapped[str] = mapped_column(String(64))
    edited_at: Mapped[datetime]


class OptOut(Model):
    """An address, known by its digest alone, that wants no letters of a kind."""

    __tablename__ = "letter_opt_out"
    __table_args__ = (UniqueConstraint("address_digest", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_digest: Mapped[Digest]
    kind: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]
