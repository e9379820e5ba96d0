"""A change of what was announced, kept back for a moment so that it can be taken back whole."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.programme.models.sitting import Sitting
from webinars.programme.models.webinar import Webinar


class HeldKind(enum.StrEnum):
    MOVE = "move"
    """Another time, length or venue of a sitting."""
    CANCEL_SITTING = "cancel-sitting"
    CANCEL_WEBINAR = "cancel-webinar"
    RETITLE = "retitle"


class HeldChange(Model):
    """What was announced before a change, whose letters wait until `leaves_at`.

    It is done at once: pages and feeds say it. Only the letters are held.
    """

    __tablename__ = "held_change"
    __table_args__ = (
        CheckConstraint("leaves_at > made_at", name="held_for_a_while"),
        CheckConstraint("letters >= 0", name="letters_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    """Also the cause of its letters."""
    kind: Mapped[HeldKind]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    before: Mapped[dict[str, Any]]
    """What stood there, by column, as JSON keeps it."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(64))
    leaves_at: Mapped[datetime]
    """When its letters leave; until then it can be taken back."""
    letters: Mapped[int] = mapped_column(default=0)
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str] = mapped_column(String(64), default="")
    webinar: Mapped[Webinar] = relationship()
    sitting: Mapped[Sitting | None] = relationship()
