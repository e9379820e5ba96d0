"""The evaluator's matrix: a draft that may be rewritten, and releases that may not."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.kernel.languages import Language


class MatrixRow(Model):
    """A question, and from what it will be answered: the draft, which evaluators alone see."""

    __tablename__ = "matrix_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    position: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(300))
    """Such as relevance or effectiveness."""
    question: Mapped[str] = mapped_column(String(1000))
    sub_questions: Mapped[str] = mapped_column(default="")
    """One a line."""
    judgement: Mapped[str] = mapped_column(default="")
    """By what the question will be judged."""
    indicators: Mapped[str] = mapped_column(String(200), default="")
    """Numbers, by spaces; empty: no indicator answers it."""
    source: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    limitation: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(64))


class MatrixRelease(Model):
    """The matrix as it was released; the last one holds, and none is changed."""

    __tablename__ = "matrix_release"
    __table_args__ = (UniqueConstraint("series_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    number: Mapped[int]
    language: Mapped[Language]
    """Of its words, which are never translated."""
    rows: Mapped[list[dict[str, Any]]]
    digest: Mapped[Digest]
    """SHA-256 of the rows as canonical JSON."""
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(String(64))
