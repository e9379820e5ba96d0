"""Who was asked to come, by a letter of their own: the population *Invited*."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar


class Invitee(Model):
    """Somebody invited to a webinar at an address. The row stays when the person is erased."""

    __tablename__ = "invitee"
    __table_args__ = (
        UniqueConstraint("webinar_id", "address_normal"),
        Index("ix_invitee_webinar_id_id", "webinar_id", "id"),
        CheckConstraint("reminders >= 0", name="reminders_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    name: Mapped[str] = mapped_column(String(300))
    address: Mapped[str] = mapped_column(String(320))
    """As written; empty once erased."""
    address_normal: Mapped[str | None] = mapped_column(String(320), index=True)
    """In which two spellings are equal (`kernel.addresses`); None once erased."""
    language: Mapped[Language]
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"), index=True)
    invited_at: Mapped[datetime]
    invited_by: Mapped[str] = mapped_column(String(64))
    """Public id of the account."""
    reminded_at: Mapped[datetime | None]
    """When the last reminder was posted."""
    reminders: Mapped[int] = mapped_column(default=0)
    webinar: Mapped[Webinar] = relationship()
