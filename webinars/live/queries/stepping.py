"""Who pressed *Join now*, and whom the room reported: one by one, and what is out of step."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from webinars.database import Db
from webinars.live.models import Intent, ProviderRoom, RoomMove
from webinars.people.models import Person
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration


class Pressed(NamedTuple):
    """Somebody who meant to join, and what the room said of them."""

    name: str
    pressed_at: datetime
    """The first time."""
    reported: bool


class Steps(NamedTuple):
    """How the presses and the room's reports of one sitting go together."""

    pressed: int
    reported: int
    """Of those who pressed."""
    strangers: int
    """Connections of participants that the room reported without a mark of ours."""
    missing: tuple[Pressed, ...]
    """Pressed, and not reported: the first few, by name."""


def steps_of(db: Db, *, sitting: Sitting, most: int = 50) -> Steps:
    """Compare, person by person, in three queries."""
    pressed = _pressed(db, sitting)
    missing = [one for one in pressed if not one.reported]
    return Steps(
        pressed=len(pressed),
        reported=len(pressed) - len(missing),
        strangers=_strangers(db, sitting),
        missing=tuple(missing[:most]),
    )


def _pressed(db: Db, sitting: Sitting) -> Sequence[Pressed]:
    reported = (
        select(RoomMove.registration_id)
        .join(ProviderRoom, ProviderRoom.id == RoomMove.room_id)
        .where(ProviderRoom.sitting_id == sitting.id, RoomMove.registration_id.is_not(None))
    )
    rows = (
        select(Person.name, func.min(Intent.at), Intent.registration_id)
        .join(Registration, Registration.id == Intent.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Intent.sitting_id == sitting.id)
        .group_by(Intent.registration_id, Person.name)
        .order_by(Person.name, Intent.registration_id)
    )
    known = set(db.scalars(reported.distinct()))
    return [Pressed(name, at, mine in known) for name, at, mine in db.execute(rows)]


def _strangers(db: Db, sitting: Sitting) -> int:
    rows = (
        select(func.count())
        .select_from(RoomMove)
        .join(ProviderRoom, ProviderRoom.id == RoomMove.room_id)
        .where(
            ProviderRoom.sitting_id == sitting.id,
            RoomMove.joined,
            RoomMove.registration_id.is_(None),
            RoomMove.staff.is_(False),
        )
    )
    return db.scalar(rows) or 0
