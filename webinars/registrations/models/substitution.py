"""Who goes instead of whom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.registrations.models.registration import Registration


class Substitution(Model):
    """A colleague goes instead: the place stays in the delegation.

    It can be undone until the colleague answers by a button of their own page.
    """

    __tablename__ = "substitution"
    __table_args__ = (
        Index(
            "uq_substitution_standing",
            "predecessor_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        CheckConstraint("accepted_at IS NULL OR undone_at IS NULL", name="one_end"),
        CheckConstraint("predecessor_id <> successor_id", name="two_registrations"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(64))
    """Public id of the author: an account, or the predecessor's own registration."""
    accepted_at: Mapped[datetime | None]
    """When the successor answered, or at once if they were registered already."""
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(64), default="")
    predecessor: Mapped[Registration] = relationship(foreign_keys=[predecessor_id])
    successor: Mapped[Registration] = relationship(foreign_keys=[successor_id])
