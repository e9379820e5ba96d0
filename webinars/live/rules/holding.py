"""When a sitting really began and was over, from marks by hand and by the room. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from webinars.attendance.models import HoldingSource
from webinars.live.models import MarkKind, SittingMark


class Hours(NamedTuple):
    """The live window that marks tell so far."""

    began_at: datetime | None
    over_at: datetime | None
    source: HoldingSource


def hours_of(marks: Iterable[SittingMark], *, planned_start: datetime) -> Hours:
    """Return the window: the newest mark by hand, else what the room said.

    A room is opened early to set it up: its beginning counts from the planned
    start on at the earliest. A room that was started anew is one window, from
    the first beginning to the last end; while it runs again it is not over.
    """
    known = list(marks)
    began = _by_hand(known, MarkKind.BEGAN)
    over = _by_hand(known, MarkKind.OVER)
    manual = began is not None or over is not None
    source = HoldingSource.MANUAL if manual else HoldingSource.PROVIDER
    starts = _by_room(known, MarkKind.BEGAN)
    ends = _by_room(known, MarkKind.OVER)
    if began is None and starts:
        began = max(min(starts), planned_start)
    if over is None and ends and not any(start > max(ends) for start in starts):
        over = max(ends)
    return Hours(began, over, source)


def _by_hand(marks: list[SittingMark], kind: MarkKind) -> datetime | None:
    told = [one.at for one in marks if one.kind is kind and one.source is HoldingSource.MANUAL]
    return told[-1] if told else None


def _by_room(marks: list[SittingMark], kind: MarkKind) -> list[datetime]:
    return [one.at for one in marks if one.kind is kind and one.source is HoldingSource.PROVIDER]
