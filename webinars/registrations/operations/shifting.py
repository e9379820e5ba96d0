"""Moving several sittings of a series at once: drafts, and what people registered for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.kernel.refusals import Refusal
from webinars.kernel.zones import instant_of
from webinars.programme.models import Sitting
from webinars.programme.operations import Slot, move_sitting
from webinars.programme.rules import was_announced
from webinars.registrations.operations.announcing import reschedule_announced
from webinars.registrations.rules import Reach


@dataclass(frozen=True)
class Shift:
    """A sitting, and when it is to be held instead."""

    sitting: Sitting
    slot: Slot


class ShiftRefused(Refusal):
    """What stands in the way of one of the moves; none is made."""

    def __init__(self, sitting: Sitting, cause: Refusal) -> None:
        super().__init__(cause.message, **cause.values)
        self.sitting = sitting.public_id
        self.cause = cause


def shift_sittings(
    db: Db,
    *,
    shifts: Sequence[Shift],
    reason: str,
    by: str,
    now: datetime,
    reach: Reach = Reach.ALL,
) -> int:
    """Give each sitting its new time; return to how many people letters wait.

    Sittings that people know of are moved as by `reschedule_announced`, each with
    a change that can be taken back; drafts are moved as by `move_sitting`.

    Raises:
        ShiftRefused: of one of them, whatever those refuse.
    """
    letters = 0
    for shift in _in_turn(shifts):
        try:
            letters += _shift(db, shift, reason, by=by, now=now, reach=reach)
        except Refusal as refusal:
            raise ShiftRefused(shift.sitting, refusal) from refusal
    return letters


def _shift(db: Db, shift: Shift, reason: str, *, by: str, now: datetime, reach: Reach) -> int:
    sitting, slot = shift.sitting, shift.slot
    if not was_announced(sitting.webinar):
        move_sitting(db, sitting=sitting, slot=slot, by=by, now=now)
        return 0
    return reschedule_announced(
        db, sitting=sitting, slot=slot, reason=reason, by=by, now=now, reach=reach
    )


def _in_turn(shifts: Sequence[Shift]) -> list[Shift]:
    """Return the shifts so that a sitting frees its hour before its twin takes it.

    Later ones first where sittings move on, earlier ones first where they move back.
    """

    def turn(shift: Shift) -> float:
        try:
            after = instant_of(shift.slot.wall, shift.slot.zone)
        except Refusal:
            return 0  # it will be refused in its turn
        start = shift.sitting.starts_at.timestamp()
        return -start if after > shift.sitting.starts_at else start

    return sorted(shifts, key=turn)
