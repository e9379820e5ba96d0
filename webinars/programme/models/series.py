"""A series: a programme of webinars under one mandate, with its texts and costs."""

import enum
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language


class Series(Model):
    """A period of monthly webinars, the decision that asked for it, and its evaluation's date."""

    __tablename__ = "series"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    evaluation_due_on: Mapped[date | None]
    zone: Mapped[str] = mapped_column(String(64))
    """IANA zone in which the Secretariat announces."""
    decision_text: Mapped[str] = mapped_column(default="")
    """The mandate in its own words, never translated."""
    decision_language: Mapped[Language | None]
    decision_symbol: Mapped[str] = mapped_column(String(80), default="")
    """Of the document, such as CDIP/23/9."""
    decision_url: Mapped[str] = mapped_column(String(500), default="")
    further_documents: Mapped[str] = mapped_column(default="")
    """Of the mandate, one a line: a symbol, then its address."""
    threshold_minutes: Mapped[int] = mapped_column(default=5)
    """Credited minutes from which a person counts as attended; fixed before the first webinar."""
    demonstration: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """Since when it is closed for good: sealed, exported, its names purged."""
    moved_to: Mapped[str] = mapped_column(String(500), default="")
    """Where its public pages lead since then; empty: nowhere else."""
    created_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    texts: Mapped[list["SeriesText"]] = relationship(
        back_populates="series", order_by="SeriesText.language"
    )


class SeriesText(Model):
    """What a series says of itself in one language."""

    __tablename__ = "series_text"
    __table_args__ = (UniqueConstraint("series_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(default="")
    revised_at: Mapped[datetime]
    series: Mapped[Series] = relationship(back_populates="texts")


class CostKind(enum.StrEnum):
    PLANNED = "planned"
    ACTUAL = "actual"


class CostLine(Model):
    """What something costs, or cost, in Swiss francs. A correction is a new line."""

    __tablename__ = "cost_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    webinar_id: Mapped[int | None] = mapped_column(ForeignKey("webinar.id"))
    """None: of the series as a whole."""
    kind: Mapped[CostKind]
    label: Mapped[str] = mapped_column(String(300))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))
