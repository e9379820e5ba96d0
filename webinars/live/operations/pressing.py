"""Pressing *Join now*: the address is proven, the intent is kept. No provider is called."""

from datetime import datetime

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.live.models import AppearanceJoin, Intent, Way
from webinars.live.rules import Stand, standing_at, turn_at
from webinars.programme.models import Appearance, Sitting
from webinars.registrations.models import Registration
from webinars.registrations.operations import prove


def press(
    db: Db, *, registration: Registration, way: Way, language: Language, now: datetime
) -> Intent | None:
    """Prove the address, and record the intent if the room is open; else return None.

    Every press is a row; figures count the person once.
    """
    prove(db, registration=registration, now=now)
    standing = standing_at(registration, now)
    if standing.stand is not Stand.OPEN or standing.sitting is None:
        return None
    intent = Intent(
        registration_id=registration.id,
        sitting_id=standing.sitting.id,
        at=now,
        language=language,
        way=way,
    )
    db.add(intent)
    db.flush()
    return intent


def press_to_appear(
    db: Db, *, appearance: Appearance, way: Way, now: datetime
) -> AppearanceJoin | None:
    """Note that somebody who appears goes in, if the room is open; else return None.

    In a table of its own: no figure of those who attend can meet it.
    """
    turn = turn_at(appearance, now)
    if turn.stand is not Stand.OPEN or turn.event is None:
        return None
    sitting = turn.event if isinstance(turn.event, Sitting) else None
    joined = AppearanceJoin(
        appearance_id=appearance.id, sitting_id=sitting.id if sitting else None, at=now, way=way
    )
    db.add(joined)
    db.flush()
    return joined
