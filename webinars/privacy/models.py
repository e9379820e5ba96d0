"""What was asked about the end of a series, how far it is, and what was done."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.programme.models import Series


class ClosureKind(enum.StrEnum):
    PURGE = "purge"
    """Names and addresses go; the series stays as it is."""
    CLOSE = "close"
    """Sealed, exported, redirected and purged: for good."""


class Step(enum.StrEnum):
    ASKED = "asked"
    SEALING = "sealing"
    EXPORTING = "exporting"
    REDIRECTING = "redirecting"
    PURGING = "purging"
    DONE = "done"
    REFUSED = "refused"


class Closure(Model):
    """A purge or a closing that an administrator asked for, done by the worker."""

    __tablename__ = "series_closure"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (step NOT IN ('done', 'refused'))", name="ended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    kind: Mapped[ClosureKind]
    moved_to: Mapped[str] = mapped_column(String(500), default="")
    mandate: Mapped[str] = mapped_column(String(300), default="")
    """The decision, such as its document's symbol."""
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(64))
    step: Mapped[Step] = mapped_column(default=Step.ASKED)
    done_at: Mapped[datetime | None]
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What was done, in numbers and digests; or the refusal and its values."""
    series: Mapped[Series] = relationship()
