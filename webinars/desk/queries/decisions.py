"""What waits for a decision of the Secretariat, and what it did whose letters still wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webinars.database import Db
from webinars.programme.models import (
    HeldChange,
    Proposal,
    ProposalState,
    Sitting,
    Topic,
    TopicState,
    Webinar,
)
from webinars.registrations.models import Approval, Message, Registration
from webinars.registrations.models.message import PAUSE


@dataclass(frozen=True)
class Undecided:
    """How many of each wait to be decided."""

    approvals: int
    """Registrations for webinars that are still to come."""
    proposals: int
    topics: int

    @property
    def any(self) -> bool:
        return bool(self.approvals or self.proposals or self.topics)


def undecided(db: Db, *, now: datetime) -> Undecided:
    """Return what waits, in one statement."""
    ahead = select(Sitting.webinar_id).where(Sitting.ends_at > now, Sitting.cancelled_at.is_(None))
    approvals = select(func.count()).where(
        Registration.approval == Approval.PENDING,
        Registration.cancelled_at.is_(None),
        Registration.webinar_id.in_(ahead),
    )
    proposals = select(func.count()).where(Proposal.state == ProposalState.OPEN)
    topics = select(func.count()).where(Topic.state == TopicState.WAITING)
    counted = (one.scalar_subquery() for one in (approvals, proposals, topics))
    return Undecided(*db.execute(select(*counted)).one())


def still_held(db: Db, *, now: datetime) -> tuple[Sequence[HeldChange], Sequence[Message]]:
    """Return the changes and the messages whose letters have not left, the next to leave first."""
    changes = select(HeldChange).where(
        HeldChange.taken_back_at.is_(None), HeldChange.leaves_at > now
    )

    def titled(webinar: InstrumentedAttribute[Webinar]) -> ExecutableOption:
        return joinedload(webinar).options(selectinload(Webinar.texts))

    messages = select(Message).where(Message.sent_at > now - PAUSE)
    return (
        db.scalars(changes.options(titled(HeldChange.webinar)).order_by(HeldChange.id)).all(),
        db.scalars(messages.options(titled(Message.webinar)).order_by(Message.id)).all(),
    )
