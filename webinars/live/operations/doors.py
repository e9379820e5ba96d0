"""That a room is full, and where one can follow all the same; which way somebody likes."""

from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.live.models import RoomDoor, Way, WayWish
from webinars.live.queries.rooms import door_of
from webinars.live.rules import is_link
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration


class BadStream(BadInput):
    message = N_("Write the whole link of the stream, beginning with https://.")


def set_door(
    db: Db, *, sitting: Sitting, full: bool, overflow: str, by: str, now: datetime
) -> RoomDoor:
    """Say whether the room of `sitting` takes more people; the newest word holds.

    Raises:
        BadStream: `overflow` is no web address.
    """
    link = overflow.strip()
    if link and not (is_link(link) and link.startswith("https://")):
        raise BadStream
    last = door_of(db, sitting=sitting)
    if last is not None and (last.full, last.overflow) == (full, link):
        return last
    door = RoomDoor(sitting_id=sitting.id, full=full, overflow=link, at=now, by=by)
    db.add(door)
    db.flush()
    detail = {"full": full, "overflow": bool(link)}
    subject = sitting.public_id
    record(db, kind="live.set_door", actor=by, subject=subject, now=now, detail=detail)
    return door


def wish_way(db: Db, *, registration: Registration, way: Way, now: datetime) -> None:
    """Keep which way in is to be shown first to the holder; a convenience, no evidence."""
    db.add(WayWish(registration_id=registration.id, way=way, at=now))
    db.flush()
