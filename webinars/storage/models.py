"""Files that are stored, one row for the same bytes however often they came."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model
from webinars.database.types import PublicId


class StoredFile(Model):
    """A file in storage. Its name, its owner and who may see it are its users' to know."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_sha256"),
        CheckConstraint("size > 0", name="size_positive"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The SHA-256 of its bytes, in hexadecimal; also its name in storage."""
    size: Mapped[int] = mapped_column(BigInteger)
    """In bytes."""
    media_type: Mapped[str] = mapped_column(String(100))
    """Decided by its content, never by its name."""
    stored_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    """When its bytes were last read back and had this digest."""
    harmed_at: Mapped[datetime | None]
    """Since when they have not, or are missing: nobody is sent them. None once restored."""
    repaired_at: Mapped[datetime | None]
    """When they were last brought back from the second copy."""
    copied_at: Mapped[datetime | None]
    """When a second copy was made, or read back."""
    purged_at: Mapped[datetime | None]
    """When its bytes were removed for good. The row stays: what it was is still known."""


ENDED_BY_WISH = ("used", "given up", "expired")
"""Outcomes of uploads that no refusal ended."""


class Upload(Model):
    """A file that comes in pieces. How far it has come is asked of the file, not of this row.

    It is open until it is whole; then it has arrived, and waits for the room that
    takes it. It ends when it is taken, given up, refused, or too old.
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("length > 0", name="length_positive"),
        CheckConstraint(
            "(arrived_at IS NULL AND digest IS NULL AND media_type IS NULL)"
            " OR (arrived_at IS NOT NULL AND length(digest) = 64 AND media_type IS NOT NULL)",
            name="arrived_whole",
        ),
        CheckConstraint(
            "(ended_at IS NULL AND outcome IS NULL) OR (ended_at IS NOT NULL AND outcome <> '')",
            name="ended_somehow",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    owner: Mapped[str] = mapped_column(String(64), index=True)
    """Public id of the account that sends it, or a word such as `worker`."""
    about: Mapped[str] = mapped_column(String(64), default="")
    """Public id of what it is for. Empty: the sender has not said."""
    name: Mapped[str] = mapped_column(String(300))
    """As its sender calls it: metadata, never a path."""
    length: Mapped[int] = mapped_column(BigInteger)
    """Bytes, as announced; a file of another length is never whole."""
    declared: Mapped[str] = mapped_column(String(64), default="")
    """The SHA-256 that the sender promised, in hexadecimal; empty where none was."""
    mark: Mapped[str] = mapped_column(String(200), default="")
    """What a server that is read from said of the file's version (ETag); empty: nothing."""
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    arrived_at: Mapped[datetime | None]
    digest: Mapped[str | None] = mapped_column(String(64), index=True)
    media_type: Mapped[str | None] = mapped_column(String(100))
    seconds: Mapped[int | None]
    """Playing time, where the file says it."""
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(500))
    """One of `ENDED_BY_WISH`, or its refusal: the English id, and below it its values."""


class UploadToken(Model):
    """Opens uploads, and nothing else, to a program without cookies. Only its digest is kept."""

    __tablename__ = "upload_token"
    __table_args__ = (UniqueConstraint("token_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64))
    owner: Mapped[str] = mapped_column(String(64))
    """Public id of the account for which it speaks."""
    about: Mapped[str] = mapped_column(String(64))
    """Public id of what its uploads are for."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
