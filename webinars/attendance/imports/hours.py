"""Hours without a day: a time past midnight belongs to the next day.

Source: reference/attendance-files.md, section 9.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from webinars.attendance.imports.records import Sentence

A_DAY = timedelta(days=1)
HALF_A_DAY = timedelta(hours=12)

Placed = datetime | Sentence | None


def past_midnight(
    joined: Sequence[Placed],
    left: Sequence[Placed],
    *,
    around: tuple[datetime, datetime] | None,
) -> tuple[list[Placed], list[Placed]]:
    """Return joins on the day that is nearest to the plan, and leaves after their joins.

    `around`: the planned window whose day the hours were given; None: they have their own day.
    """
    joins = [_near(moment, around) for moment in joined]
    return joins, [_after(join, leave, around) for join, leave in zip(joins, left, strict=True)]


def _near(moment: Placed, around: tuple[datetime, datetime] | None) -> Placed:
    if not isinstance(moment, datetime) or around is None:
        return moment
    if moment < around[0] - HALF_A_DAY:
        return moment + A_DAY
    return moment - A_DAY if moment > around[1] + HALF_A_DAY else moment


def _after(joined: Placed, left: Placed, around: tuple[datetime, datetime] | None) -> Placed:
    if not isinstance(left, datetime):
        return left
    if not isinstance(joined, datetime):
        return _near(left, around)
    while left < joined:
        left += A_DAY
    return left - A_DAY if left - joined >= A_DAY else left
