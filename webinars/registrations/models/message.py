"""What the Secretariat writes to those who registered for a webinar, in its own words."""

import enum
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar

PAUSE = timedelta(minutes=2)
"""Between sending a message and the moment at which its letters leave."""


class Audience(enum.StrEnum):
    """To whom of a webinar a message goes."""

    EVERYBODY = "everybody"
    CONFIRMED = "confirmed"
    WAITING = "waiting"


class Message(Model):
    """A message to those who registered: drafted, looked at, sent once."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("(sent_at IS NULL) = (sent_by = '')", name="sent_by_somebody"),
        CheckConstraint("letters >= 0", name="letters_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    """Also the cause of its letters."""
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    audience: Mapped[Audience]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime | None]
    """None: a draft, or taken back before any letter left."""
    sent_by: Mapped[str] = mapped_column(String(64), default="")
    letters: Mapped[int] = mapped_column(default=0)
    webinar: Mapped[Webinar] = relationship()
    texts: Mapped[list["MessageText"]] = relationship(
        order_by="MessageText.language", cascade="all, delete-orphan"
    )

    @property
    def leaves_at(self) -> datetime | None:
        return self.sent_at + PAUSE if self.sent_at else None


class MessageText(Model):
    """A message in one language."""

    __tablename__ = "message_text"
    __table_args__ = (UniqueConstraint("message_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    language: Mapped[Language]
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str]
