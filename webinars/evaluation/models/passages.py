"""What evaluators find and recommend, what others hold against it, what is answered and decided.

A draft is its evaluators' alone, and may be rewritten. What is published is amended by new
wordings; answers and decisions are new rows.
"""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.evaluation.models import Snapshot
from webinars.evaluation.models.criteria import Outcome
from webinars.kernel.languages import Language
from webinars.programme.models import Series


class PassageKind(enum.StrEnum):
    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    DISSENT = "dissent"


class Passage(Model):
    """A finding, a recommendation that follows from one, or a view the report does not share."""

    __tablename__ = "passage"
    __table_args__ = (
        CheckConstraint("(number IS NULL) = (published_at IS NULL)", name="numbered_published"),
        CheckConstraint("kind <> 'recommendation' OR about_id IS NOT NULL", name="follows"),
        UniqueConstraint("series_id", "kind", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    kind: Mapped[PassageKind]
    number: Mapped[int | None]
    """Among the published ones of its kind."""
    about_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"), index=True)
    """The finding from which it follows, or what it dissents from; None: the whole report."""
    language: Mapped[Language]
    """Of its words, which are never translated."""
    said_by: Mapped[str] = mapped_column(String(300), default="")
    """Whose dissent it is; empty: not attributed."""
    begun_at: Mapped[datetime]
    begun_by: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime | None]
    series: Mapped[Series] = relationship()
    about: Mapped["Passage | None"] = relationship(remote_side="Passage.id")
    wordings: Mapped[list["PassageWording"]] = relationship(
        order_by="PassageWording.id", lazy="selectin", cascade="all, delete-orphan"
    )
    evidence: Mapped[list["Evidence"]] = relationship(
        order_by="Evidence.id", lazy="selectin", cascade="all, delete-orphan"
    )
    answers: Mapped[list["ManagementResponse"]] = relationship(
        order_by="ManagementResponse.id", lazy="selectin"
    )


class PassageWording(Model):
    """What a passage says from a moment on; the last is in force."""

    __tablename__ = "passage_wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)
    words: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was amended; empty for what was published first."""
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(64))


class Evidence(Model):
    """A figure on which a finding rests, copied from a sealed snapshot."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    indicator: Mapped[int]
    version: Mapped[int]
    measure: Mapped[str] = mapped_column(String(64))
    breakdown: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(64))
    n: Mapped[float | None]
    d: Mapped[float | None]
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    published_at: Mapped[datetime | None]
    """With its finding, or added to it later; None: the finding is a draft."""
    snapshot: Mapped[Snapshot] = relationship(lazy="joined")


class Verdict(enum.StrEnum):
    """What the management says to a recommendation."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class Progress(enum.StrEnum):
    OPEN = "open"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


class ManagementResponse(Model):
    """What is answered to a recommendation; a follow-up is a new row, the last one holds."""

    __tablename__ = "management_response"

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)
    verdict: Mapped[Verdict]
    words: Mapped[str]
    language: Mapped[Language]
    owner: Mapped[str] = mapped_column(String(300))
    """Who is to do it."""
    due_on: Mapped[date | None]
    progress: Mapped[Progress]
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(64))


class Decision(Model):
    """What a body decided on a series; a correction is a new row with its reason."""

    __tablename__ = "committee_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    outcome: Mapped[Outcome]
    body: Mapped[str] = mapped_column(String(300))
    decided_on: Mapped[date]
    symbol: Mapped[str] = mapped_column(String(80))
    """Of the document that records it."""
    words: Mapped[str]
    """Of the decision, with its modifications; never translated."""
    language: Mapped[Language]
    follow_up: Mapped[str] = mapped_column(default="")
    follow_up_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was recorded anew."""
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(64))
