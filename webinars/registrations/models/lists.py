"""A list of colleagues from a spreadsheet, between its preview and the last registration."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.programme.models import Sitting


class ListState(enum.StrEnum):
    PREVIEWED = "previewed"
    """Nothing was done yet."""
    CONFIRMED = "confirmed"
    """Being registered, row after row."""
    DONE = "done"
    DROPPED = "dropped"
    """Given up, or left alone for a day."""


class ListPurpose(enum.StrEnum):
    """What a confirmed list does: it is read at the pages of that alone."""

    REGISTER = "register"
    INVITE = "invite"


class DelegateList(Model):
    """One file that was read. Its rows are emptied when it is done or dropped."""

    __tablename__ = "delegate_list"
    __table_args__ = (
        CheckConstraint("done >= 0 AND made >= 0", name="counted"),
        Index("ix_delegate_list_state_read_at", "state", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    """Of a focal point's list. None: the Secretariat's, each row names its State."""
    purpose: Mapped[ListPurpose]
    name: Mapped[str] = mapped_column(String(200))
    """Of the file."""
    digest: Mapped[Digest]
    read_as: Mapped[str] = mapped_column(String(32))
    """Encoding of a CSV file, or `xlsx`."""
    rows: Mapped[list[dict[str, Any]]]
    """What will be registered: line and answers of each good row."""
    faults: Mapped[list[dict[str, Any]]]
    """Line, English id and values of what is wrong in each bad row."""
    state: Mapped[ListState]
    read_at: Mapped[datetime]
    read_by: Mapped[str] = mapped_column(String(64))
    """Public id of the account."""
    done: Mapped[int] = mapped_column(default=0)
    """How many rows were taken in hand."""
    made: Mapped[int] = mapped_column(default=0)
    """How many registrations came of them; the others were registered already."""
    sitting: Mapped[Sitting] = relationship()
