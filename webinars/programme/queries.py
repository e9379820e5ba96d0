"""Reading the programme."""

from sqlalchemy import select

from webinars.database import Db
from webinars.programme.models import Revision


def present_revision(db: Db) -> int:
    """Return the number that rises whenever a public page would read differently."""
    return db.scalar(select(Revision.number)) or 0
