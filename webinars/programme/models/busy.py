"""Calendars of others, beside which sittings are planned: holidays, meetings, what else clashes."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId


class BusyKind(enum.StrEnum):
    HOLIDAYS = "holidays"
    MEETINGS = "meetings"
    """Of the body that the webinars are for."""
    OTHER = "other"


class BusyCalendar(Model):
    """A calendar file that was read, or a date that the Secretariat entered."""

    __tablename__ = "busy_calendar"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint(
            "(file_digest IS NULL) = (read_since IS NULL)"
            " AND (read_since IS NULL) = (read_until IS NULL)",
            name="window_of_files",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[BusyKind]
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    """None: entered by hand."""
    file_name: Mapped[str] = mapped_column(String(300), default="")
    read_since: Mapped[date | None]
    read_until: Mapped[date | None]
    """First day of the file that was not looked at: beyond it a clash is not seen."""
    taken_at: Mapped[datetime]
    taken_by: Mapped[str] = mapped_column(String(64))
    times: Mapped[list["BusyTime"]] = relationship(
        order_by="BusyTime.starts_at", cascade="all, delete-orphan"
    )


class BusyTime(Model):
    """One entry of a calendar, its recurrences expanded."""

    __tablename__ = "busy_time"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_busy_time_calendar_id_starts_at", "calendar_id", "starts_at"),
        Index("ix_busy_time_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("busy_calendar.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    all_day: Mapped[bool]
    """Whole days on the clock of Geneva."""
    summary: Mapped[str] = mapped_column(String(300))
