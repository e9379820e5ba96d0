"""Counting views at the server, with no cookie and no address kept.

A visitor is an authentication code of the network address and the browser's own
description, under the server's key and a salt of the day: the same within one
day, and another on the next. At midnight (UTC) the day's salt is deleted, so
that nobody can make the code again, not even with the server's key; then the
codes themselves are overwritten.

One row counts a visitor, a file and a day, whatever number of parts was asked.
Two people behind one address with one browser are one; a person with two
browsers, or on two days, is two. Counted is what was sent, as far as it was
taken; what is a view of that says `queries.views_of`. HEAD, 304, 416, programs
that call themselves robots, pages that a browser fetches before anybody asks,
and the Secretariat's own look at what is not public are not counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, cast, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.kernel.tokens import Keyring, Purpose, new_secret_token
from webinars.programme.models import Sitting
from webinars.recordings.models import OwnView, Recording, View, ViewDay
from webinars.registrations.models import Registration


@dataclass(frozen=True)
class Watching:
    """Who is sent which file on which day: the key of a row."""

    asset_id: int
    day: date
    visitor: str


@dataclass
class Sent:
    """Octets, by what they were asked for."""

    played: int = 0
    saved: int = 0


def salt_of(db: Db, *, day: date) -> str:
    """Return the salt of `day`, made at the first call, the same for every process."""
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    db.execute(insert(ViewDay).values(day=day, salt=new_secret_token()).on_conflict_do_nothing())
    return db.scalars(select(ViewDay.salt).where(ViewDay.day == day)).one()


def visitor_of(keyring: Keyring, *, salt: str, address: str, browser: str) -> str:
    """Return what stands for this visitor on the day of the salt."""
    return keyring.seal(Purpose.VIEW, f"{salt}\n{address}\n{browser}")


def note_views(db: Db, *, sent: Mapping[Watching, Sent]) -> None:
    """Add what each visitor was sent of each file; the first octets make a row."""
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    key = [View.asset_id, View.day, View.visitor]
    for who, octets in sent.items():
        first = insert(View).values(
            asset_id=who.asset_id,
            day=who.day,
            visitor=who.visitor,
            octets=octets.played,
            saved=octets.saved,
        )
        added = {
            "octets": View.octets + first.excluded.octets,
            "saved": View.saved + first.excluded.saved,
        }
        db.execute(first.on_conflict_do_update(index_elements=key, set_=added))


def open_own(db: Db, *, registration: Registration, slug: str, now: datetime) -> None:
    """Count who registered as a viewer of the recording that she opens by her own link, once.

    Raises:
        NotFound: her webinar has no public recording at that address.
    """
    found = (
        select(Recording.id)
        .join(Recording.sitting)
        .where(Recording.slug == slug, Sitting.webinar_id == registration.webinar_id)
        .where(Recording.published_at.is_not(None), Recording.withdrawn_at.is_(None))
    )
    recording_id = db.scalar(found)
    if recording_id is None:
        raise NotFound
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    row = {"registration_id": registration.id, "recording_id": recording_id, "day": now.date()}
    db.execute(insert(OwnView).values(**row).on_conflict_do_nothing())


def forget_visitors(db: Db, *, now: datetime) -> int:
    """Delete the salts of days that are over, and overwrite who it was; return how many rows."""
    db.execute(delete(ViewDay).where(ViewDay.day < now.date()))
    number = "day over, row " + cast(View.id, String)
    past = (View.day < now.date(), ~View.visitor.startswith("day over"))
    gone = db.scalars(update(View).where(*past).values(visitor=number).returning(View.id))
    return len(gone.all())
