"""Criteria for keeping, modifying or closing: fixed by their owner, amended by rows beside."""

import enum
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.kernel.languages import Language
from webinars.programme.models import Series


class Outcome(enum.StrEnum):
    """What a Committee may decide, and what a criterion speaks for."""

    KEEP = "keep"
    MODIFY = "modify"
    CLOSE = "close"


class Comparator(enum.StrEnum):
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Criterion(Model):
    """One thing that a body wants to know before it decides. What it says are its wordings."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("series_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    number: Mapped[int]
    """In the order of entry, from 1; a number is never given twice."""
    series: Mapped[Series] = relationship()
    wordings: Mapped[list["CriterionWording"]] = relationship(
        back_populates="criterion", order_by="CriterionWording.id", lazy="selectin"
    )


class CriterionWording(Model):
    """What a criterion says from a moment on. Rows are never changed; the last is in force."""

    __tablename__ = "criterion_wording"
    __table_args__ = (
        CheckConstraint(
            "(indicator IS NULL) = (threshold IS NULL)"
            " AND (indicator IS NULL) = (comparator IS NULL)"
            " AND (indicator IS NULL) = (version IS NULL)",
            name="measured_whole",
        ),
        CheckConstraint("smallest_base IS NULL OR smallest_base > 0", name="base_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    speaks_for: Mapped[Outcome]
    """What it would be an argument for, once it is met."""
    words: Mapped[str]
    """As its owner said it, never translated."""
    language: Mapped[Language]
    owner: Mapped[str] = mapped_column(String(300))
    """The body whose criterion it is, and where it said so."""
    indicator: Mapped[int | None]
    """None: no figure can say it; `source` tells who can."""
    version: Mapped[int | None]
    """Of the indicator's definition."""
    measure: Mapped[str] = mapped_column(String(64), default="")
    breakdown: Mapped[str] = mapped_column(String(32), default="")
    """Empty: the series as a whole."""
    key: Mapped[str] = mapped_column(String(64), default="")
    """The class in the breakdown."""
    comparator: Mapped[Comparator | None]
    threshold: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    """In the indicator's unit; of a proportion in per cent."""
    in_percent: Mapped[bool] = mapped_column(default=False)
    smallest_base: Mapped[int | None]
    """Of fewer than so many it says nothing."""
    source: Mapped[str] = mapped_column(default="")
    """In words, where no indicator measures it."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was amended; empty before the criteria were fixed."""
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(64))
    criterion: Mapped[Criterion] = relationship(back_populates="wordings")


class CriteriaLock(Model):
    """That the criteria of a series were fixed: what they said then, to the byte, and its hash."""

    __tablename__ = "criteria_lock"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), unique=True)
    locked_at: Mapped[datetime]
    locked_by: Mapped[str] = mapped_column(String(64))
    content: Mapped[str]
    """JSON of all wordings in force then; the digest is over its UTF-8."""
    digest: Mapped[Digest]
