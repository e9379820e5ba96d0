"""What was made public of a snapshot: kept, since a later release must not give it away."""

from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webinars.database.model import Model


class Publication(Model):
    """Which counts of one series were published with a snapshot; decided once, never changed."""

    __tablename__ = "evaluation_publication"
    __table_args__ = (UniqueConstraint("series", "cut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(64))
    """Public id; empty where the snapshot held no series."""
    cut: Mapped[int]
    """Of the snapshot."""
    told: Mapped[dict[str, Any]]
    """All counts at that cut (`persons`), the States that the coverage named (`reached`), and the
    names of what was published (`released`): all else stood as it was."""
