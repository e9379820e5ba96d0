"""A sitting on the reader's clock: where it lies on the day strip, and whether it suits."""

import enum
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from webinars.kernel.zones import wall_of

WORK_BEGINS = time(8)
WORK_ENDS = time(18)
DAY = 240
"""Width of the day strip: ten units an hour."""


class Fit(enum.StrEnum):
    """How a sitting lies to the working day of 08:00 to 18:00 on the day on which it begins."""

    INSIDE = "inside"
    BEFORE = "before"
    BEGINS_BEFORE = "begins-before"
    ENDS_AFTER = "ends-after"
    AFTER = "after"


@dataclass(frozen=True)
class Piece:
    """A part of the day strip, in its units from midnight."""

    start: float
    width: float


def fit_of(starts_at: datetime, ends_at: datetime, zone: str) -> Fit:
    """Return how the sitting suits somebody who works from 08:00 to 18:00 in `zone`.

    Weekends and holidays are not asked: they differ inside one zone.
    """
    start, end = wall_of(starts_at, zone), wall_of(ends_at, zone)
    begins, ends = datetime.combine(start, WORK_BEGINS), datetime.combine(start, WORK_ENDS)
    if end <= begins:
        return Fit.BEFORE
    if start >= ends:
        return Fit.AFTER
    if start < begins:
        return Fit.BEGINS_BEFORE
    return Fit.INSIDE if end <= ends else Fit.ENDS_AFTER


def pieces_of(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[Piece, ...]:
    """Return the pieces of the day strip that the sitting covers on clocks in `zone`.

    The strip is a clock face laid flat: past midnight it goes on at the left end.
    """
    start = _units(wall_of(starts_at, zone).time())
    width = min((ends_at - starts_at) / timedelta(minutes=6), DAY)
    if start + width <= DAY:
        return (Piece(start, width),)
    return (Piece(start, DAY - start), Piece(0, start + width - DAY))


def _units(clock: time) -> float:
    return clock.hour * 10 + clock.minute / 6
