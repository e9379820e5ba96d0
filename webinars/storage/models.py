"""Files that are stored, one row for the same bytes however often they came."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model


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
