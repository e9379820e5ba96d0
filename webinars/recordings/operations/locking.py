"""One at a time: a sitting's recording is changed by one request, and the others wait."""

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from webinars.database import Db


def lock(db: Db, key: InstrumentedAttribute[int], value: int) -> None:
    """Hold the row until the transaction ends; on SQLite the whole database is held anyway."""
    db.execute(select(key).where(key == value).with_for_update())
