"""An evaluator's own notes."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model
from webinars.database.types import PublicId


class Note(Model):
    """What an evaluator wrote for herself. Nobody else reads it, and nothing else names it."""

    __tablename__ = "evaluation_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account: Mapped[str] = mapped_column(String(64), index=True)
    """Public id of whose it is."""
    about: Mapped[str] = mapped_column(String(64), default="")
    """`indicator:` with a number, `webinar:` with a public id, or empty."""
    words: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
