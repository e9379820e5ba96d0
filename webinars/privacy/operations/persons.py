"""A person's copy of all that is held of them, and its erasure, room by room.

Each room that holds something of persons has `about(db, person=…)` and
`forget(db, person=…, now=…)`. Upper rooms come first: they let go of what the
lower ones then erase.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from webinars.attendance import operations as attendance
from webinars.database import Db
from webinars.feedback import operations as feedback
from webinars.live import operations as live
from webinars.people import operations as people
from webinars.people.models import Person
from webinars.programme.operations import forgetting as programme
from webinars.recordings.operations import forgetting as recordings
from webinars.registrations import operations as registrations

About = Callable[..., dict[str, Any]]
Forget = Callable[..., None]

ROOMS: tuple[tuple[About, Forget], ...] = (
    (feedback.about, feedback.forget),
    (recordings.about, recordings.forget),
    (live.about, live.forget),
    (attendance.about, attendance.forget),
    (registrations.about, registrations.forget),
    (programme.about, programme.forget),
    (people.about, people.forget),
)


def copy_for(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that is held of `person`: JSON values only, one key a sort."""
    held: dict[str, Any] = {}
    for about, _ in ROOMS:
        held |= about(db, person=person)
    return held


def erase(db: Db, *, person: Person, now: datetime) -> None:
    """Erase what names `person`, for good. Sealed figures and rows without names stay."""
    for _, forget in ROOMS:
        forget(db, person=person, now=now)
