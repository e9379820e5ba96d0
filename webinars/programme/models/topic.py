"""What members ask a webinar to be about: topics, who supports them, and what came of it."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language
from webinars.programme.models.webinar import Webinar


class TopicState(enum.StrEnum):
    WAITING = "waiting"
    """Nobody of the Secretariat has read it yet; only its proposer sees it."""
    PUBLIC = "public"
    REFUSED = "refused"
    """Kept for the count and the evaluation, and never shown."""


class Topic(Model):
    """A topic that was proposed. One that was merged counts as the one it was merged into."""

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        CheckConstraint("(webinar_id IS NULL) = (met_at IS NULL)", name="met_dated"),
        CheckConstraint("(state = 'waiting') = (judged_at IS NULL)", name="judged_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    proposer: Mapped[str] = mapped_column(String(26), index=True)
    """Public id of a person; a random one once she was erased."""
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    """Of the member for which the proposer spoke. Code alone."""
    language: Mapped[Language]
    """In which it was proposed."""
    proposed_at: Mapped[datetime]
    state: Mapped[TopicState] = mapped_column(default=TopicState.WAITING)
    judged_at: Mapped[datetime | None]
    """When the Secretariat made it public, or refused it."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    webinar_id: Mapped[int | None] = mapped_column(ForeignKey("webinar.id"))
    """The webinar that met it."""
    met_at: Mapped[datetime | None]
    """When it was linked; whether it was met by then, the webinar's state tells."""
    texts: Mapped[list["TopicText"]] = relationship(
        order_by="TopicText.language", cascade="all, delete-orphan"
    )
    support: Mapped[list["TopicSupport"]] = relationship(order_by="TopicSupport.id")
    webinar: Mapped[Webinar | None] = relationship()
    merged_into: Mapped["Topic | None"] = relationship(remote_side="Topic.id")


class TopicText(Model):
    """A topic in one language, and what the Secretariat answers there."""

    __tablename__ = "topic_text"
    __table_args__ = (UniqueConstraint("topic_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(default="")
    """Why, or what it should answer."""
    answer: Mapped[str] = mapped_column(default="")
    revised_at: Mapped[datetime]


class TopicSupport(Model):
    """Somebody wants a topic too. Its proposer is the first of them."""

    __tablename__ = "topic_support"
    __table_args__ = (UniqueConstraint("topic_id", "supporter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    supporter: Mapped[str] = mapped_column(String(26), index=True)
    """Public id of a person; a random one once she was erased."""
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    since: Mapped[datetime]
