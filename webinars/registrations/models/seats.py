"""Few places: by which settings they are given, who waits as what, and every decision.

Settings, runs and decisions are added, never changed: what was declared and what
was decided stays readable beside what came after.
"""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.programme.models import Sitting
from webinars.registrations.models.registration import Place


class Way(enum.StrEnum):
    """In which of two declared ways a sitting gives its places."""

    AT_ONCE = "at-once"
    """At registration, while any is free beyond what is still kept."""
    DRAW = "draw"
    """All wait until the declared moment; then one run decides."""


class SeatRules(Model):
    """One version of a sitting's settings. The last one holds; hours count back from its start."""

    __tablename__ = "seat_rules"
    __table_args__ = (
        UniqueConstraint("sitting_id", "version"),
        CheckConstraint(
            "guarantee >= 0 AND reserve_ldc >= 0 AND reserve_lldc >= 0 AND reserve_sids >= 0"
            " AND reserve_together >= 0 AND observers_share >= 0",
            name="places_counted",
        ),
        CheckConstraint(
            "guarantee_hours >= 0 AND reserve_hours >= 0 AND observers_hours >= 0"
            " AND cutoff_hours >= 0 AND draw_hours >= 0",
            name="hours_counted",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    version: Mapped[int]
    way: Mapped[Way]
    guarantee: Mapped[int] = mapped_column(default=0)
    """Places kept for each member State (R1)."""
    reserve_ldc: Mapped[int] = mapped_column(default=0)
    reserve_lldc: Mapped[int] = mapped_column(default=0)
    reserve_sids: Mapped[int] = mapped_column(default=0)
    reserve_together: Mapped[int] = mapped_column(default=0)
    observers_share: Mapped[int] = mapped_column(default=0)
    draw_hours: Mapped[int] = mapped_column(default=0)
    """Hours before the start at which a draw is held; of no meaning at once."""
    guarantee_hours: Mapped[int] = mapped_column(default=0)
    """Hours before the start until which guarantees are kept: T-x."""
    reserve_hours: Mapped[int] = mapped_column(default=0)
    observers_hours: Mapped[int] = mapped_column(default=0)
    cutoff_hours: Mapped[int]
    """Hours before the start from which nothing is offered: a free place is first come."""
    rules_version: Mapped[int]
    """Of the published rules under which these settings were made."""
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(default="")
    """Why it was changed after registration had opened."""


class Queue(Model):
    """The queue of one sitting: its seed, and what has happened to it."""

    __tablename__ = "seat_queue"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    seed: Mapped[str] = mapped_column(String(64))
    """Random. On no page before the sitting begins."""
    digest: Mapped[Digest]
    """SHA-256 of the seed: published with the settings."""
    committed_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    """Nothing is offered until it goes on; the order stays."""
    pause_reason: Mapped[str] = mapped_column(default="")
    first_come_at: Mapped[datetime | None]
    """Since when a free place cannot be offered in time any more."""
    sitting: Mapped[Sitting] = relationship()


class QueueEntry(Model):
    """As what somebody entered the queue: the classification of that moment, which stays."""

    __tablename__ = "queue_entry"
    __table_args__ = (CheckConstraint("expired >= 0", name="expired_counted"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    state_code: Mapped[str | None] = mapped_column(String(2))
    """None for observers without a State."""
    regional_group: Mapped[str | None] = mapped_column(String(32))
    ldc: Mapped[bool]
    lldc: Mapped[bool]
    sids: Mapped[bool]
    observer: Mapped[bool]
    entered_at: Mapped[datetime]
    expired: Mapped[int] = mapped_column(default=0)
    """Offers that ran out: after one, behind all others; after two, out."""
    place: Mapped[Place] = relationship()


class Allocation(Model):
    """One run of the engine: its whole plan, so that anybody can run it again."""

    __tablename__ = "allocation"
    __table_args__ = (UniqueConstraint("sitting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    number: Mapped[int]
    drawn: Mapped[bool]
    """True: the declared draw. False: places that became free."""
    ran_at: Mapped[datetime]
    plan: Mapped[bytes]
    """The plan as JSON, packed with zlib."""
    plan_digest: Mapped[Digest]
    """SHA-256 of the JSON; stands in the journal too."""
    entries: Mapped[int]
    sitting: Mapped[Sitting] = relationship()


class Outcome(enum.StrEnum):
    PLACE = "place"
    WAIT = "wait"
    OFFER = "offer"
    BY_HAND = "by-hand"


class SeatDecision(Model):
    """What was decided of one entry, and why."""

    __tablename__ = "seat_decision"
    __table_args__ = (Index("ix_seat_decision_place_id_id", "place_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    allocation_id: Mapped[int | None] = mapped_column(ForeignKey("allocation.id"), index=True)
    """None: at registration, or by hand."""
    outcome: Mapped[Outcome]
    rule: Mapped[str] = mapped_column(String(16))
    rank: Mapped[int | None]
    why: Mapped[str]
    """An English id with `values` for its places, or the reason that a person wrote."""
    values: Mapped[dict[str, Any]]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))
    """Public id of an account, or `queue`."""
    place: Mapped[Place] = relationship()


class OfferState(enum.StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Offer(Model):
    """A place held for one entry until a deadline. Its link is used once."""

    __tablename__ = "offer"
    __table_args__ = (
        Index(
            "uq_offer_open",
            "place_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_offer_state_until", "state", "until"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_dated"),
        CheckConstraint("until > made_at", name="until_after_made"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    """From which the link of its letter is computed; the link itself is kept nowhere."""
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    state: Mapped[OfferState]
    ended_at: Mapped[datetime | None]
    place: Mapped[Place] = relationship()
