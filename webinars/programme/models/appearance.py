"""Who appears in a webinar, what each says of herself, and what she agreed to."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language

if TYPE_CHECKING:
    from webinars.programme.models.webinar import Webinar


class Part(enum.StrEnum):
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    INTERPRETER = "interpreter"
    OPENING = "opening"


class Appearance(Model):
    """A person in a webinar in a part; never counted as attendee."""

    __tablename__ = "appearance"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None until an address is known."""
    part: Mapped[Part]
    name: Mapped[str] = mapped_column(String(300))
    """Empty: erased at the person's wish."""
    position: Mapped[int] = mapped_column(default=0)
    generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke her links."""
    address: Mapped[str] = mapped_column(String(320), default="", server_default="")
    """To which letters go. Empty: not known, so nobody can be invited."""
    language: Mapped[Language] = mapped_column(default=Language.ENGLISH, server_default="en")
    """In which we write."""
    zone: Mapped[str | None] = mapped_column(String(64))
    """IANA name of the zone by which she reads hours. None: as announced."""
    invited_at: Mapped[datetime | None]
    """When the newest invitation was posted."""
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0, server_default="0")
    """Since the newest invitation."""
    confirmed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    """She takes no part: by her own word, or taken off the list."""
    decline_words: Mapped[str] = mapped_column(default="", server_default="")
    """Hers, for the Secretariat alone."""
    ended_by: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Who took her off the list; empty: she declined herself."""
    replaces: Mapped[str] = mapped_column(String(26), default="", server_default="")
    """Public id of the appearance whose turn she takes."""
    consented_recording_at: Mapped[datetime | None]
    """Of the consent that stands; the rows tell of earlier ones."""
    webinar: Mapped["Webinar"] = relationship(back_populates="appearances")
    texts: Mapped[list["AppearanceText"]] = relationship(
        back_populates="appearance",
        order_by="AppearanceText.language",
        cascade="all, delete-orphan",
    )
    consents: Mapped[list["AppearanceConsent"]] = relationship(order_by="AppearanceConsent.id")


class AppearanceText(Model):
    """Function and biography of a person who appears, in one language."""

    __tablename__ = "appearance_text"
    __table_args__ = (UniqueConstraint("appearance_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearance.id"))
    language: Mapped[Language]
    function: Mapped[str] = mapped_column(String(300), default="")
    """With the organisation."""
    biography: Mapped[str] = mapped_column(default="")
    revised_at: Mapped[datetime]
    appearance: Mapped[Appearance] = relationship(back_populates="texts")


class AppearanceConsent(Model):
    """A consent to be recorded. Withdrawn and given again is a new row."""

    __tablename__ = "appearance_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearance.id"), index=True)
    given_at: Mapped[datetime]
    notice_version: Mapped[int]
    """Of the privacy notice that she was shown."""
    withdrawn_at: Mapped[datetime | None]
