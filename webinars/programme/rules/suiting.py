"""Which sitting suits a reader's clock best. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from webinars.kernel.zones import wall_of
from webinars.web.daytime import WORK_BEGINS, WORK_ENDS


class Timed(Protocol):
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


T = TypeVar("T", bound=Timed)


def hours_outside(sitting: Timed, zone: str) -> timedelta:
    """Return how far the sitting reaches out of the working day in which it begins.

    The larger of what lies before 08:00 and after 18:00 on clocks in `zone`:
    nothing at 10:00, five hours at 03:00, three and a half from 20:00 to 21:30.
    """
    start, end = wall_of(sitting.starts_at, zone), wall_of(sitting.ends_at, zone)
    before = datetime.combine(start, WORK_BEGINS) - start
    after = end - datetime.combine(start, WORK_ENDS)
    return max(before, after, timedelta(0))


def best_for(sittings: Iterable[T], zone: str) -> T | None:
    """Return the sitting that lies nearest to the working day in `zone`, the earlier of equals."""
    return min(sittings, key=lambda one: (hours_outside(one, zone), one.starts_at), default=None)
