"""Counting views at the server, with no cookie and no address kept.

A visitor is an authentication code of the day, the network address and the
browser's own description, under the server's key: the same within one day, and
another on the next. It is not reversible without the server's key; with the
key, addresses could be tried one by one until the day is over. Then
`forget_visitors` overwrites it, and nothing is left to try.

One row counts a visitor, a file and a day, whatever number of parts was asked.
Two people behind one address with one browser are one; a person with two
browsers, or on two days, is two. HEAD, 304, 416, programs that call themselves
robots and the Secretariat's own look at what is not public are not counted.
"""

from datetime import date, datetime

from sqlalchemy import String, cast, update
from sqlalchemy.dialects import postgresql, sqlite

from webinars.database import Db
from webinars.kernel.tokens import Keyring, Purpose
from webinars.recordings.models import Asset, View


def visitor_of(keyring: Keyring, *, address: str, browser: str, day: date) -> str:
    """Return what stands for this visitor on this day (UTC)."""
    return keyring.seal(Purpose.VIEW, f"{day.isoformat()}\n{address}\n{browser}")


def note_view(db: Db, *, asset: Asset, visitor: str, octets: int, now: datetime) -> None:
    """Add `octets` to what `visitor` was sent of `asset` today; the first ones make a view."""
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    first = insert(View).values(asset_id=asset.id, day=now.date(), visitor=visitor, octets=octets)
    added = {"octets": View.octets + first.excluded.octets}
    key = [View.asset_id, View.day, View.visitor]
    db.execute(first.on_conflict_do_update(index_elements=key, set_=added))


def forget_visitors(db: Db, *, now: datetime) -> int:
    """Overwrite who it was in the rows of days that are over; return how many rows."""
    number = "day over, row " + cast(View.id, String)
    past = (View.day < now.date(), ~View.visitor.startswith("day over"))
    gone = db.scalars(update(View).where(*past).values(visitor=number).returning(View.id))
    return len(gone.all())
