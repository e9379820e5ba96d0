"""Further questions that the Secretariat asks of those who register for one webinar."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language


class ExtraKind(enum.StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes-no"


class ExtraField(Model):
    """One further question on the form of a webinar."""

    __tablename__ = "extra_field"
    __table_args__ = (
        CheckConstraint("(if_field_id IS NULL) = (if_value = '')", name="condition_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    kind: Mapped[ExtraKind]
    needed: Mapped[bool]
    if_field_id: Mapped[int | None] = mapped_column(ForeignKey("extra_field.id"))
    if_value: Mapped[str] = mapped_column(String(16), default="")
    """Asked only of those who gave this answer to that question."""
    asked_since: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """Not asked any more; what was answered stays."""
    texts: Mapped[list["ExtraText"]] = relationship(
        order_by="ExtraText.language", cascade="all, delete-orphan"
    )


class ExtraText(Model):
    """A further question in one language."""

    __tablename__ = "extra_text"
    __table_args__ = (CheckConstraint("label <> '' AND purpose <> ''", name="purpose_told"),)

    field_id: Mapped[int] = mapped_column(ForeignKey("extra_field.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(300))
    purpose: Mapped[str] = mapped_column(String(300))
    """Why it is asked: stands beside it."""
    options: Mapped[str] = mapped_column(default="")
    """A line each, in the same order in every language: an answer keeps the number of its line."""


class ExtraAnswer(Model):
    """What a person answered, with the question and the answer in the words that they read."""

    __tablename__ = "extra_answer"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("extra_field.id"), primary_key=True)
    value: Mapped[str]
    """Text; or numbers of the options with commas between; or yes, no."""
    asked: Mapped[str]
    said: Mapped[str]
