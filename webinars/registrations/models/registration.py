"""Registrations, the places they hold, consents, and standing wishes for a series."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language
from webinars.people.models import Address, Person
from webinars.programme.models import Sitting, Webinar


class Category(enum.StrEnum):
    """For whom a person comes."""

    STATE = "state"
    OBSERVER_STATE = "observer-state"
    IGO = "igo"
    NGO = "ngo"
    OTHER = "other"


class Source(enum.StrEnum):
    SELF = "self"
    FOCAL_POINT = "focal-point"
    SECRETARIAT = "secretariat"
    ENROLMENT = "enrolment"


class Approval(enum.StrEnum):
    NOT_ASKED = "not-asked"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Registration(Model):
    """One person in one webinar, as declared then. Cancelled and registered again is a new row."""

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_standing",
            "webinar_id",
            "person_id",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
        CheckConstraint("category <> 'state' OR state_code IS NOT NULL", name="state_named"),
        CheckConstraint(
            "approval <> 'rejected' OR approval_reason <> ''", name="rejected_with_reason"
        ),
        CheckConstraint("viewers >= 1", name="viewers_counted"),
        CheckConstraint("focal_rank IS NULL OR focal_rank > 0", name="focal_rank_positive"),
        Index("ix_registration_webinar_id_registered_at", "webinar_id", "registered_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"), index=True)
    """To which its letters go: as written on the form. None: erased."""
    category: Mapped[Category]
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"), index=True)
    """Code alone: its groups are looked up as at the webinar's first instant."""
    organisation: Mapped[str] = mapped_column(String(300), default="")
    function: Mapped[str] = mapped_column(String(300), default="")
    sector: Mapped[str] = mapped_column(String(32), default="")
    gender: Mapped[str] = mapped_column(String(16), default="")
    language: Mapped[Language]
    """In which we write."""
    listens_in: Mapped[str] = mapped_column(String(16), default="")
    """Interpretation asked for; empty: the floor."""
    zone: Mapped[str | None] = mapped_column(String(64))
    needs: Mapped[str] = mapped_column(default="")
    """What would help the person to take part."""
    viewers: Mapped[int] = mapped_column(default=1)
    """Declared persons on this connection."""
    referral: Mapped[str] = mapped_column(String(64), default="")
    source: Mapped[Source]
    registered_by: Mapped[str] = mapped_column(String(64), default="")
    """Public id of who registered on the person's behalf: an account, or a colleague's row."""
    registered_at: Mapped[datetime]
    notice_version: Mapped[int]
    """Of the privacy notice that the person was shown."""
    approval: Mapped[Approval] = mapped_column(default=Approval.NOT_ASKED)
    approval_reason: Mapped[str] = mapped_column(default="")
    """An English id of `rules.REJECTIONS`, or words written for this person."""
    focal_rank: Mapped[int | None]
    """Place in the focal point's order within the State's delegation, from 1; None: not ordered.

    Read by the queue: within a State, whoever has a rank stands before whoever has
    none, the lower number first.
    """
    generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke the links of this registration."""
    feed_generation: Mapped[int] = mapped_column(default=1, server_default="1")
    """Raised to revoke the address of its calendar feed alone."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by each change that makes an earlier letter false."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Added to the sitting's SEQUENCE for this attendee's own changes."""
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str] = mapped_column(String(64), default="")
    webinar: Mapped[Webinar] = relationship()
    person: Mapped[Person] = relationship()
    address: Mapped[Address | None] = relationship()
    preferences: Mapped[list["Preference"]] = relationship(order_by="Preference.rank")
    places: Mapped[list["Place"]] = relationship(back_populates="registration", order_by="Place.id")
    consents: Mapped[list["Consent"]] = relationship(order_by="Consent.id")
    wishes: Mapped[list["Enrolment"]] = relationship(viewonly=True)
    """For the whole series, written with it."""

    @property
    def feed_key(self) -> int:
        """Generation of the address of its calendar feed: rises with either of the two."""
        return self.generation + self.feed_generation


class Preference(Model):
    """A sitting that a registration named, in order."""

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("registration_id", "sitting_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))


class PlaceState(enum.StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    RELEASED = "released"


class Place(Model):
    """A registration's hold on one sitting."""

    __tablename__ = "place"
    __table_args__ = (
        Index(
            "uq_place_standing",
            "registration_id",
            "sitting_id",
            unique=True,
            sqlite_where=text("state <> 'released'"),
            postgresql_where=text("state <> 'released'"),
        ),
        Index("ix_place_sitting_id_state", "sitting_id", "state", "id"),
        CheckConstraint("(state = 'released') = (released_at IS NOT NULL)", name="released_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    state: Mapped[PlaceState]
    since: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    """Why, in the words of the rule that decided."""
    released_at: Mapped[datetime | None]
    registration: Mapped[Registration] = relationship(back_populates="places")
    sitting: Mapped[Sitting] = relationship()


class ConsentKind(enum.StrEnum):
    RECORDING = "recording"
    FOLLOW_UP = "follow-up"
    NEWS = "news"


class Consent(Model):
    """Something a person agreed to, and when it was taken back. Not given is no row."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    kind: Mapped[ConsentKind]
    given_at: Mapped[datetime]
    notice_version: Mapped[int]
    withdrawn_at: Mapped[datetime | None]


class Enrolment(Model):
    """A standing wish for the whole series: a registration is made as each webinar opens."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_standing",
            "series_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    """With which the wish was written, and from whose page it counts."""
    since: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When the holder of that registration's link pressed a button: before, it does nothing."""
    ended_at: Mapped[datetime | None]


class ArrangementState(enum.StrEnum):
    OPEN = "open"
    ARRANGED = "arranged"
    CANNOT = "cannot"


class Arrangement(Model):
    """What the Secretariat does about a wish: an interpretation, or what one person needs.

    A wish without a row is open and nobody's yet.
    """

    __tablename__ = "arrangement"
    __table_args__ = (
        UniqueConstraint("registration_id"),
        Index(
            "uq_arrangement_language",
            "webinar_id",
            "language",
            unique=True,
            sqlite_where=text("registration_id IS NULL"),
            postgresql_where=text("registration_id IS NULL"),
        ),
        CheckConstraint("(registration_id IS NULL) = (language <> '')", name="of_one_sort"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    """Whose need it is. None: of all who asked for an interpretation."""
    language: Mapped[str] = mapped_column(String(16), default="")
    """Of the interpretation that was asked for."""
    state: Mapped[ArrangementState] = mapped_column(default=ArrangementState.OPEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str] = mapped_column(default="")
    """What the person was told."""
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(64), default="")
