"""A webinar: one topic, planned for one month, with its texts, parts and promises."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language
from webinars.programme.models.appearance import Appearance
from webinars.programme.models.running import AgendaItem, Rehearsal
from webinars.programme.models.series import Series
from webinars.programme.models.sitting import Sitting


class CycleTheme(enum.StrEnum):
    """Stages of the technical-assistance cycle (CDIP/21/4)."""

    NEEDS = "cycle.needs"
    PLAN = "cycle.plan"
    IMPLEMENT = "cycle.implement"
    EVALUATE = "cycle.me"


class ActivityType(enum.StrEnum):
    """Kinds of technical-assistance activity (CDIP/21/4)."""

    STRATEGY = "type.strategy"
    INFRASTRUCTURE = "type.infra"
    CAPACITY = "type.capacity"
    LEGISLATION = "type.legislation"
    DEVELOPMENT_AGENDA = "type.da"
    PARTNERSHIP = "type.ppp"


class WebinarState(enum.StrEnum):
    """How far it has come. Live and held follow from the sittings' instants and holdings."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CANCELLED = "cancelled"


class Openness(enum.StrEnum):
    MEMBERS = "members"
    OBSERVERS = "observers"
    PUBLIC = "public"


class Webinar(Model):
    """One topic of a series. Its twin sittings are the same webinar."""

    __tablename__ = "webinar"
    __table_args__ = (
        CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_dated"
        ),
        CheckConstraint(
            "state = 'draft' OR announced_at IS NOT NULL OR cancelled_at IS NOT NULL",
            name="announced_dated",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    planned_month: Mapped[date]
    """First day of the month that the series planned for it; indicator 23 compares."""
    cycle_theme: Mapped[CycleTheme | None]
    state: Mapped[WebinarState] = mapped_column(default=WebinarState.DRAFT)
    openness: Mapped[Openness] = mapped_column(default=Openness.PUBLIC)
    announced_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    """When registration opened."""
    registration_closes_at: Mapped[datetime | None]
    """None: with the start of the last sitting."""
    asks_approval: Mapped[bool] = mapped_column(default=False)
    """Whether a registration waits for the focal point's or the Secretariat's approval."""
    asks_more: Mapped[bool] = mapped_column(default=False)
    """Whether its form has, or had, further questions; else none are looked for."""
    lead_state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    series: Mapped[Series] = relationship()
    texts: Mapped[list["WebinarText"]] = relationship(
        back_populates="webinar", order_by="WebinarText.language"
    )
    sittings: Mapped[list[Sitting]] = relationship(
        back_populates="webinar", order_by="Sitting.starts_at"
    )
    activities: Mapped[list["WebinarActivity"]] = relationship(
        order_by="WebinarActivity.activity", cascade="all, delete-orphan"
    )
    promises: Mapped[list["Promise"]] = relationship(order_by="Promise.part, Promise.language")
    appearances: Mapped[list[Appearance]] = relationship(
        back_populates="webinar", order_by=Appearance.position
    )
    agenda: Mapped[list[AgendaItem]] = relationship(
        order_by=AgendaItem.position, cascade="all, delete-orphan"
    )
    rehearsals: Mapped[list[Rehearsal]] = relationship(
        back_populates="webinar", order_by=Rehearsal.starts_at
    )


class TextState(enum.StrEnum):
    DRAFT = "draft"
    READY = "ready"


class WebinarText(Model):
    """What a webinar says of itself in one language."""

    __tablename__ = "webinar_text"
    __table_args__ = (UniqueConstraint("webinar_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(300))
    abstract: Mapped[str] = mapped_column(default="")
    questions: Mapped[str] = mapped_column(default="")
    """For discussion, one a line."""
    state: Mapped[TextState] = mapped_column(default=TextState.READY)
    owner: Mapped[str] = mapped_column(String(300), default="")
    revised_at: Mapped[datetime]
    webinar: Mapped[Webinar] = relationship(back_populates="texts")


class WebinarActivity(Model):
    __tablename__ = "webinar_activity"

    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), primary_key=True)
    activity: Mapped[ActivityType] = mapped_column(primary_key=True)


class PromisedPart(enum.StrEnum):
    """Parts of a webinar that are promised in named languages (indicator 29)."""

    FLOOR = "floor"
    INTERPRETATION = "interpretation"
    LIVE_CAPTIONS = "live-captions"
    PAGE = "page"
    LETTERS = "letters"
    SLIDES = "slides"
    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"
    QUESTIONNAIRE = "questionnaire"


class Promise(Model):
    """A part of a webinar that was promised in a language, and since when.

    Languages are not limited to the six: a code of BCP 47.
    """

    __tablename__ = "webinar_promise"
    __table_args__ = (UniqueConstraint("webinar_id", "part", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    part: Mapped[PromisedPart]
    language: Mapped[str] = mapped_column(String(16))
    promised_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SlugHistory(Model):
    """An earlier address of a webinar or series: it leads on (301) and is never given again."""

    __tablename__ = "slug_history"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    subject: Mapped[str] = mapped_column(String(32))
    """Public id of the webinar or series that it leads to."""
    since: Mapped[datetime]


class Revision(Model):
    """A number that rises whenever a public page would read differently. One row."""

    __tablename__ = "programme_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
