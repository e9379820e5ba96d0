"""A sitting: one holding of a webinar, at one instant, in one live room."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Announced, PublicId

if TYPE_CHECKING:
    from webinars.programme.models.webinar import Webinar

UID_SUFFIX = "sittings.ta-webinars"
"""Behind the sign in a calendar UID: names no host, so that it outlives every address."""


class Sitting(Model):
    """An instant at which the webinar is held, and how it was announced."""

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("webinar_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("minutes BETWEEN 5 AND 720", name="minutes_sensible"),
        CheckConstraint("capacity IS NULL OR capacity > reserve", name="capacity_over_reserve"),
        CheckConstraint("reserve >= 0", name="reserve_counted"),
        CheckConstraint("sequence >= 0", name="sequence_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    """Also the left part of its calendar UID: the same in feed and invitation, for good."""
    uid_suffix: Mapped[str] = mapped_column(String(255), default=UID_SUFFIX)
    """What stands behind it there. Older sittings have the host that the house had then."""
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    announced_start: Mapped[Announced]
    """Wall time in `zone`, as the Secretariat announced it."""
    zone: Mapped[str] = mapped_column(String(64))
    tzdata: Mapped[str] = mapped_column(String(16))
    """Version of the tz data by which `starts_at` was computed."""
    minutes: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int | None]
    """Connections that the room allows. None means no limit."""
    reserve: Mapped[int] = mapped_column(default=0)
    """Connections kept for speakers, interpreters and staff."""
    venue: Mapped[str] = mapped_column(String(300), default="")
    """Of a hybrid sitting; the live room is no venue."""
    slot_reason: Mapped[str] = mapped_column(default="")
    """Why this hour: public."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Of its calendar entry: raised by time, venue, title, cancellation, and by nothing else."""
    calendar_revised_at: Mapped[datetime]
    moved_from: Mapped[datetime | None]
    """When it would have begun before it was last moved, if people had been told of that."""
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(default="")
    webinar: Mapped["Webinar"] = relationship(back_populates="sittings")
    rooms: Mapped[list["LiveRoom"]] = relationship(back_populates="sitting", order_by="LiveRoom.id")

    @property
    def places(self) -> int | None:
        """How many connections are for those who register. None means no limit."""
        return None if self.capacity is None else self.capacity - self.reserve


class LiveRoom(Model):
    """Where a sitting happens. Replaced, never rewritten: the newest open one is used."""

    __tablename__ = "live_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    provider: Mapped[str] = mapped_column(String(32), default="manual")
    link: Mapped[str] = mapped_column(String(1000))
    """Released by the join gate alone."""
    passcode: Mapped[str] = mapped_column(String(64), default="")
    dial_in: Mapped[str] = mapped_column(default="")
    """Telephone numbers and codes, one a line."""
    notes: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    sitting: Mapped[Sitting] = relationship(back_populates="rooms")
