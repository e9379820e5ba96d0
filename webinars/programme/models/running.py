"""How a webinar runs: its agenda, its rehearsals, its materials, and who closes which gap."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.accounts.models import Account
from webinars.database.model import Model
from webinars.database.types import Announced, PublicId
from webinars.kernel.languages import Language
from webinars.storage.models import StoredFile

if TYPE_CHECKING:
    from webinars.programme.models.webinar import Webinar


class AgendaItem(Model):
    """A part of every sitting, in its turn."""

    __tablename__ = "agenda_item"
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes_sensible"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int]
    who: Mapped[str] = mapped_column(String(300), default="")
    """Whose turn it is, as the page shows it."""
    texts: Mapped[list["AgendaText"]] = relationship(
        order_by="AgendaText.language", cascade="all, delete-orphan"
    )


class AgendaText(Model):
    """What an item of the agenda is called in one language."""

    __tablename__ = "agenda_text"
    __table_args__ = (UniqueConstraint("item_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(300))


class Rehearsal(Model):
    """When those who appear try everything out. They alone are told."""

    __tablename__ = "rehearsal"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 720", name="minutes_sensible"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    announced_start: Mapped[Announced]
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    """For whom it is, and what to bring."""
    cancelled_at: Mapped[datetime | None]
    webinar: Mapped["Webinar"] = relationship(back_populates="rehearsals")


class Audience(enum.StrEnum):
    """Who may fetch a material."""

    DESK = "desk"
    """The Secretariat and those who appear: it was sent in, and not published yet."""
    REGISTRANTS = "registrants"
    PUBLIC = "public"


class Material(Model):
    """A file that goes with a webinar: to be read before it, or kept after it."""

    __tablename__ = "material"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    appearance_id: Mapped[int | None] = mapped_column(ForeignKey("appearance.id"))
    """Who sent it in. None: the Secretariat."""
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    name: Mapped[str] = mapped_column(String(300))
    """Under which it is saved."""
    language: Mapped[str] = mapped_column(String(16), default="")
    """Of the file (BCP 47). Empty: none in particular."""
    audience: Mapped[Audience] = mapped_column(default=Audience.DESK)
    position: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(64))
    withdrawn_at: Mapped[datetime | None]
    file: Mapped[StoredFile] = relationship()
    webinar: Mapped["Webinar"] = relationship()
    texts: Mapped[list["MaterialText"]] = relationship(
        order_by="MaterialText.language", cascade="all, delete-orphan"
    )


class MaterialText(Model):
    """What a material is called in one language."""

    __tablename__ = "material_text"
    __table_args__ = (UniqueConstraint("material_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("material.id"))
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(300))


class GapOwner(Model):
    """The account that closes a gap of a webinar, by the gap's name; empty: all of them."""

    __tablename__ = "gap_owner"
    __table_args__ = (UniqueConstraint("webinar_id", "gap"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    gap: Mapped[str] = mapped_column(String(32), default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[str] = mapped_column(String(64))
    account: Mapped[Account] = relationship()
