"""When sittings really began and ended. The newest row holds; the schedule stands in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webinars.attendance.models import Holding
from webinars.attendance.rules import Interval
from webinars.database import Db
from webinars.programme.models import Sitting


@dataclass(frozen=True)
class Window:
    """The live window of a sitting: connections count inside it only."""

    interval: Interval
    recorded: bool
    """False: nobody has recorded the actual times, so the scheduled ones stand in. Flag it."""


def holdings_of(db: Db, *, sitting: Sitting) -> Sequence[Holding]:
    """Return what was recorded of `sitting`, the newest first: that one holds."""
    rows = select(Holding).where(Holding.sitting_id == sitting.id).order_by(Holding.id.desc())
    return db.scalars(rows).all()


def newest_holding(db: Db, *, sitting: Sitting) -> Holding | None:
    return next(iter(holdings_of(db, sitting=sitting)), None)


def windows_of(db: Db, *, sittings: Collection[Sitting]) -> dict[int, Window]:
    """Return the live window of each sitting by its id, in one query."""
    ids = [sitting.id for sitting in sittings]
    rows = select(Holding).where(Holding.sitting_id.in_(ids)).order_by(Holding.id)
    newest = {row.sitting_id: row for row in db.scalars(rows)}
    return {sitting.id: _window(sitting, newest.get(sitting.id)) for sitting in sittings}


def _window(sitting: Sitting, holding: Holding | None) -> Window:
    if holding is None:
        return Window(Interval(sitting.starts_at, sitting.ends_at), recorded=False)
    return Window(Interval(holding.started_at, holding.ended_at), recorded=True)
