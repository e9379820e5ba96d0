"""What rooms report by themselves: their messages, who came and left, when it began and ended."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webinars.attendance.models import HoldingSource
from webinars.database.model import Model
from webinars.database.types import Digest, PublicId


class EventState(enum.StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    """Not looked at yet, or of a meeting that no sitting uses yet."""
    DONE = "done"
    GONE = "gone"
    """Its sitting was removed."""


class HookEvent(Model):
    """A message of a room, checked and appended as it came; projected later, again if needed."""

    __tablename__ = "hook_event"
    __table_args__ = (
        UniqueConstraint("account_id", "digest"),
        Index("ix_hook_event_waiting", "account_id", "meeting_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account_id: Mapped[int] = mapped_column(ForeignKey("room_account.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("provider_room.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    meeting_id: Mapped[str] = mapped_column(String(256))
    run: Mapped[str] = mapped_column(String(256), default="")
    """One running of the meeting: a restart is another."""
    digest: Mapped[Digest]
    """Of the raw bytes: the same message again is no other."""
    at: Mapped[datetime]
    """When it happened, as the room says."""
    received_at: Mapped[datetime]
    body: Mapped[dict[str, Any]]
    """What it says. Emptied by erasure, and when the sitting's raw files are purged."""
    state: Mapped[EventState] = mapped_column(default=EventState.WAITING)


class HookRefusal(Model):
    """How many messages were not believed on a day, and why. Never what they said."""

    __tablename__ = "hook_refusal"

    account_id: Mapped[int] = mapped_column(ForeignKey("room_account.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(32), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    last_digest: Mapped[Digest]


class RoomMove(Model):
    """Somebody came into a room or left it, as the room said. Appended, and kept as it is."""

    __tablename__ = "room_move"
    __table_args__ = (
        UniqueConstraint("room_id", "run", "line", "joined", "at"),
        Index("ix_room_move_registration", "room_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("provider_room.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("hook_event.id"), index=True)
    run: Mapped[str] = mapped_column(String(256))
    line: Mapped[str] = mapped_column(String(128))
    """What the room calls one connection within a run."""
    joined: Mapped[bool]
    at: Mapped[datetime]
    external_id: Mapped[str] = mapped_column(String(256), default="")
    """Under which we sent the person, or the room's own id of a registrant."""
    name: Mapped[str] = mapped_column(String(300), default="")
    """Replaced by erasure, as is the address."""
    email: Mapped[str] = mapped_column(String(320), default="")
    staff: Mapped[bool] = mapped_column(default=False)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    """Whose it is, where the room gave back what we sent. Never decided by a name."""


class MarkKind(enum.StrEnum):
    BEGAN = "began"
    OVER = "over"


class SittingMark(Model):
    """That a sitting began or was over, by a button or by its room. Appended.

    Once both are there they become a holding, which the figures read.
    """

    __tablename__ = "sitting_mark"
    __table_args__ = (CheckConstraint("source <> 'file'", name="source_is_no_file"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[MarkKind]
    at: Mapped[datetime]
    source: Mapped[HoldingSource]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))
