"""The join gate: who meant to join, when, and by which way."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model
from webinars.kernel.languages import Language


class Way(enum.StrEnum):
    ROOM = "room"
    TELEPHONE = "telephone"


class Intent(Model):
    """*Join now* was pressed. Evidence where a room reports nothing; never attendance by itself."""

    __tablename__ = "join_intent"
    __table_args__ = (
        Index("ix_join_intent_sitting_id_registration_id", "sitting_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    at: Mapped[datetime]
    language: Mapped[Language]
    way: Mapped[Way]


class AppearanceJoin(Model):
    """Somebody who appears pressed *Join now*. A table apart: she is nobody's attendee."""

    __tablename__ = "appearance_join"

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearance.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    """None: a rehearsal."""
    at: Mapped[datetime]
    way: Mapped[Way]
