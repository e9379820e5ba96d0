"""Jobs: long and timed work, a row with a name and JSON."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model
from webinars.database.types import PublicId


class Job(Model):
    """Work that a worker does after the transaction that asked for it."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("done_at IS NULL OR failed_at IS NULL", name="one_end"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_percent"),
        Index("ix_job_waiting", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(64))
    """Under which the register knows the function."""
    arguments: Mapped[dict[str, Any]]
    key: Mapped[str | None] = mapped_column(String(128), unique=True)
    """Idempotency key: the same work asked twice is one row."""
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(500))
    outcome: Mapped[str | None] = mapped_column(String(500))
    """What came of it in a few words, for whoever looks after the house."""
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class Beat(Model):
    """When a regular task last ran, so that several workers run it once."""

    __tablename__ = "job_beat"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    ran_at: Mapped[datetime]
