"""Accounts at providers of live rooms, the rooms that were made with them, what they recorded."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.programme.models import LiveRoom, Sitting


class Provider(enum.StrEnum):
    """Who provides a room. One that is not here is entered as a link."""

    BIGBLUEBUTTON = "bigbluebutton"
    JITSI = "jitsi"
    ZOOM = "zoom"
    TEAMS = "teams"
    WEBEX = "webex"
    GOTO = "goto"
    MEET = "meet"


class RoomAccount(Model):
    """An account at a provider. Its secrets are sealed, and shown to nobody again."""

    __tablename__ = "room_account"
    __table_args__ = (
        CheckConstraint("retention_days IS NULL OR retention_days > 0", name="retention_positive"),
        CheckConstraint("(older_sealed = '') = (older_until IS NULL)", name="older_until_then"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    """Also the last part of the address to which Zoom reports."""
    provider: Mapped[Provider]
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(500), default="")
    """Where the provider is called."""
    facts: Mapped[dict[str, Any]]
    """What is no secret: ids of the account and of the program, algorithm."""
    sealed: Mapped[str] = mapped_column(default="")
    """The secrets, as `kernel.sealing` keeps them for this row."""
    older_sealed: Mapped[str] = mapped_column(default="")
    older_until: Mapped[datetime | None]
    """Until when reports signed with the secrets before are believed as well."""
    hosts: Mapped[str] = mapped_column(default="")
    """Further hosts from which recordings may come, one a line."""
    networks: Mapped[str] = mapped_column(default="")
    """Networks inside in which the room may stand, one a line; else the open internet only."""
    retention_days: Mapped[int | None]
    """How long the provider keeps its own reports. None: not known, or it keeps none."""
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(64))
    closed_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    """Until then the provider asked, or failed so often, that it is not called."""
    failures: Mapped[int] = mapped_column(default=0)
    """Calls in a row that failed and may pass."""
    checked_at: Mapped[datetime | None]
    verdict: Mapped[str] = mapped_column(String(32), default="")
    """Name of the fault of the last check; empty: it was well, or never checked."""
    skew_seconds: Mapped[int | None]
    """How far the provider's clock was ahead of ours at the last check."""


class RoomState(enum.StrEnum):
    """How a provider's room stands with the provider."""

    WANTED = "wanted"
    READY = "ready"
    FAILED = "failed"
    """The last call failed; `fault` says why."""
    ENDED = "ended"


class ProviderRoom(Model):
    """A live room that was made with an account. Kept when its sitting is removed: reports come."""

    __tablename__ = "provider_room"
    __table_args__ = (Index("ix_provider_room_meeting", "account_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    """Also the last part of the address to which BigBlueButton reports: nobody can guess it."""
    account_id: Mapped[int] = mapped_column(ForeignKey("room_account.id"))
    live_room_id: Mapped[int | None] = mapped_column(
        ForeignKey("live_room.id", ondelete="SET NULL"), unique=True
    )
    sitting_id: Mapped[int | None] = mapped_column(
        ForeignKey("sitting.id", ondelete="SET NULL"), index=True
    )
    """None: the sitting was removed while nobody had been told of it."""
    meeting_id: Mapped[str] = mapped_column(String(256))
    """What the provider calls it: a text, even where it looks like a number."""
    state: Mapped[RoomState] = mapped_column(default=RoomState.WANTED)
    fault: Mapped[str] = mapped_column(String(32), default="")
    reference: Mapped[dict[str, Any]]
    """What the provider said of the present run, such as its moment of creation."""
    made_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    """When the provider last answered a call about it."""
    present: Mapped[int | None]
    """How many were in it then, staff included."""
    present_at: Mapped[datetime | None]
    account: Mapped[RoomAccount] = relationship()
    live_room: Mapped[LiveRoom | None] = relationship(passive_deletes=True)
    sitting: Mapped[Sitting | None] = relationship(passive_deletes=True)


class RoomRecording(Model):
    """A file that a room keeps of a sitting, as it told us; how it is fetched stays here."""

    __tablename__ = "room_recording"
    __table_args__ = (UniqueConstraint("room_id", "record_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("provider_room.id"))
    record_id: Mapped[str] = mapped_column(String(256))
    kind: Mapped[str] = mapped_column(String(64))
    """The provider's own word: video, presentation, MP4, or captions with their language."""
    link: Mapped[str] = mapped_column(String(2000))
    size: Mapped[int | None] = mapped_column(BigInteger)
    """In bytes, where the provider says it."""
    is_file: Mapped[bool]
    """Whether `link` gives the bytes themselves, and not a page that plays them."""
    reported_at: Mapped[datetime]
    room: Mapped[ProviderRoom] = relationship()
