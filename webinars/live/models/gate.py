"""The join gate, questions from the floor, and several persons at one connection."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language
from webinars.registrations.models import Registration


class Way(enum.StrEnum):
    """By which way somebody comes."""

    ROOM = "room"
    SOUND = "sound"
    """The room, without pictures: for a slow line."""
    TELEPHONE = "telephone"
    STREAM = "stream"
    """What overflows: where the room is full, one can still follow."""


class Intent(Model):
    """*Join now* was pressed. Evidence where a room reports nothing; never attendance by itself."""

    __tablename__ = "join_intent"
    __table_args__ = (
        Index("ix_join_intent_sitting_id_registration_id", "sitting_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    at: Mapped[datetime]
    language: Mapped[Language]
    way: Mapped[Way]


class AppearanceJoin(Model):
    """Somebody who appears pressed *Join now*. A table apart: she is nobody's attendee."""

    __tablename__ = "appearance_join"

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearance.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    """None: a rehearsal."""
    at: Mapped[datetime]
    way: Mapped[Way]


class WayWish(Model):
    """Which way in is to be shown first to somebody; the newest row holds."""

    __tablename__ = "way_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    way: Mapped[Way]
    at: Mapped[datetime]


class RoomDoor(Model):
    """Whether a sitting's room takes more people, and what overflows; the newest row holds."""

    __tablename__ = "room_door"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    full: Mapped[bool]
    overflow: Mapped[str] = mapped_column(String(1000), default="")
    """Link of a stream that all can follow. Released by the join gate alone."""
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))


class QuestionState(enum.StrEnum):
    """How far a question from the floor is."""

    NEW = "new"
    """Seen by its author and the Secretariat."""
    SHOWN = "shown"
    """To everybody who is registered for the webinar."""
    ANSWERED = "answered"
    """Shown, with an answer."""
    ALOUD = "aloud"
    """Shown, and answered in the sitting itself: the recording has it."""
    LATER = "later"
    """Shown; the speakers answer in writing."""
    HIDDEN = "hidden"


class FloorQuestion(Model):
    """A question to the speakers of a webinar, by somebody who is registered for it."""

    __tablename__ = "floor_question"
    __table_args__ = (
        CheckConstraint("state <> 'answered' OR answer <> ''", name="answered_with_words"),
        CheckConstraint("state <> 'hidden' OR hidden_because <> ''", name="hidden_with_reason"),
        Index("ix_floor_question_webinar_id_asked_at", "webinar_id", "asked_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    language: Mapped[Language]
    """In which it is written."""
    text: Mapped[str]
    """Empty: erased with its author, or taken back."""
    named: Mapped[bool]
    """Whether the author agreed to be named beside it."""
    asked_at: Mapped[datetime]
    state: Mapped[QuestionState] = mapped_column(default=QuestionState.NEW)
    answer: Mapped[str] = mapped_column(default="")
    answer_language: Mapped[Language | None]
    hidden_because: Mapped[str] = mapped_column(default="")
    """In words for the author."""
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    """Public id of the account that showed, answered or hid it last; the journal has every step."""
    registration: Mapped[Registration] = relationship()


class QuestionVote(Model):
    """Somebody who is registered wants a question of another to be answered."""

    __tablename__ = "question_vote"

    question_id: Mapped[int] = mapped_column(ForeignKey("floor_question.id"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id"), primary_key=True, index=True
    )
    at: Mapped[datetime]


class GroupViewing(Model):
    """How many persons watched at one connection, as declared afterwards; the last one counts.

    Counted apart as “group viewers (declared)”, never among those who attended.
    """

    __tablename__ = "group_viewing"
    __table_args__ = (
        CheckConstraint("viewers BETWEEN 2 AND 500", name="viewers_plausible"),
        CheckConstraint("women >= 0 AND men >= 0 AND women + men <= viewers", name="bands_add_up"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by = '')", name="confirmed_by_one"),
        Index("ix_group_viewing_sitting_id_registration_id", "sitting_id", "registration_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    viewers: Mapped[int]
    """All persons at the connection, the one who joined included."""
    women: Mapped[int]
    men: Mapped[int]
    """Of whom so many, if that was said; the rest is not told."""
    note: Mapped[str] = mapped_column(String(300), default="")
    """Where and how they watched: needed for many."""
    declared_at: Mapped[datetime]
    declared_by: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(64), default="")
    """Public id of the account of the State's focal point, or of the Secretariat."""
    registration: Mapped[Registration] = relationship()
