"""Questionnaires, invitations to answer, and answers that no one can link to a name.

An invitation knows its registration; a response knows nothing of either. Between
them stands only the list of the spent: HMACs under a key of their own purpose.
"""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar
from webinars.registrations.models import Registration


class QuestionnaireKind(enum.StrEnum):
    AFTER = "after"
    THREE_MONTHS = "three-months"
    SIX_MONTHS = "six-months"


class Questionnaire(Model):
    """An instrument in one version. A change of wording makes a new version."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    kind: Mapped[QuestionnaireKind]
    version: Mapped[int]
    made_at: Mapped[datetime]
    used_from: Mapped[datetime | None]
    """None: a draft, of which each kind has one at most. From then on nothing of it changes."""
    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.position", cascade="all, delete-orphan"
    )


class QuestionKind(enum.StrEnum):
    SCALE = "scale"
    """1 to 5, with *not applicable*."""
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    TEXT = "text"
    RECOMMEND = "recommend"
    """0 to 10."""


class Question(Model):
    """An item. Its `identity` stays across languages, and versions while it means the same."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("questionnaire_id", "identity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    identity: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    kind: Mapped[QuestionKind]
    texts: Mapped[list["QuestionText"]] = relationship(
        order_by="QuestionText.language", cascade="all, delete-orphan"
    )


class QuestionText(Model):
    """An item's words in one language; of a choice, its options one a line as `value|label`."""

    __tablename__ = "question_text"
    __table_args__ = (UniqueConstraint("question_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    language: Mapped[Language]
    label: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    options: Mapped[str] = mapped_column(default="")


class InvitedBy(enum.StrEnum):
    ACTUAL_END = "actual-end"
    SIGN_OFF = "sign-off"
    FOLLOW_UP = "follow-up"
    """Three or six months have passed, and the person agreed to be asked then."""


class Invitation(Model):
    """A person was asked to answer. Carries the classes that a response will carry."""

    __tablename__ = "feedback_invitation"
    __table_args__ = (UniqueConstraint("registration_id", "questionnaire_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    invited_at: Mapped[datetime]
    invited_by: Mapped[InvitedBy]
    closes_at: Mapped[datetime]
    generation: Mapped[int] = mapped_column(default=1)
    group: Mapped[str] = mapped_column("class_group", String(32), default="")
    category: Mapped[str] = mapped_column("class_category", String(32), default="")
    language: Mapped[str] = mapped_column("class_language", String(16), default="")
    completed: Mapped[str] = mapped_column("class_completed", String(8), default="")
    """`yes` or `no`, of a follow-up alone, as the signed figures were when it was made.

    Of each class, empty: coarsened away, until at least k invitations of the webinar share the
    combination."""
    questionnaire: Mapped[Questionnaire] = relationship()
    webinar: Mapped[Webinar] = relationship()
    registration: Mapped[Registration] = relationship()


class Spent(Model):
    """An invitation that has been answered: an HMAC, without reference, time or order."""

    __tablename__ = "feedback_spent"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (rows stand in the key's order, not of arrival)

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)


class Response(Model):
    """One filled copy, under a random key. Its rows' order is the key's, not of arrival."""

    __tablename__ = "feedback_response"
    __table_args__ = (
        CheckConstraint("length(key) = 26", name="key_random"),
        {"sqlite_with_rowid": False},  # rows stand in the key's order, not of arrival
    )

    key: Mapped[str] = mapped_column(String(26), primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    day: Mapped[date]
    group: Mapped[str] = mapped_column("class_group", String(32), default="")
    category: Mapped[str] = mapped_column("class_category", String(32), default="")
    language: Mapped[str] = mapped_column("class_language", String(16), default="")
    completed: Mapped[str] = mapped_column("class_completed", String(8), default="")
    receipt_digest: Mapped[Digest]
    """Of the receipt that was shown once."""
    answers: Mapped[list["Answer"]] = relationship(order_by="Answer.identity")


class Answer(Model):
    """One item of a response, by the question's identity."""

    __tablename__ = "feedback_answer"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    response_key: Mapped[str] = mapped_column(ForeignKey("feedback_response.key"), primary_key=True)
    identity: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str]
    """A number in digits, an option's value, a text, or `na` for *not applicable*."""
