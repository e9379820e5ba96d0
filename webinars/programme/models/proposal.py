"""What a coordinator proposes: somebody who speaks, a topic, a delegation that leads."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.programme.models.webinar import Webinar


class ProposalKind(enum.StrEnum):
    TOPIC = "topic"
    SPEAKER = "speaker"
    LEAD = "lead"


class ProposalState(enum.StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Proposal(Model):
    """A wish of a regional group, and what came of it. Answered once."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_dated"),
        CheckConstraint("kind <> 'lead' OR state_code IS NOT NULL", name="lead_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group: Mapped[str] = mapped_column("regional_group", String(32), index=True)
    kind: Mapped[ProposalKind]
    webinar_id: Mapped[int | None] = mapped_column(ForeignKey("webinar.id"))
    """For which one; None: for whichever suits."""
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    """Whose delegation would lead."""
    words: Mapped[str]
    proposed_by: Mapped[str] = mapped_column(String(64))
    """Public id of the account."""
    proposed_at: Mapped[datetime]
    state: Mapped[ProposalState]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(String(64), default="")
    answered_at: Mapped[datetime | None]
    webinar: Mapped[Webinar | None] = relationship()
