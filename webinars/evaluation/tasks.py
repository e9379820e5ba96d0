"""Snapshots as the worker takes them, when asked and every night; and what leaves of them."""

from datetime import datetime
from typing import Any

from webinars.database.unit import Bind, unit_of_work
from webinars.evaluation.operations import (
    Place,
    clear_unfinished,
    make_release,
    take_snapshot,
)
from webinars.evaluation.operations.criteria import lock_criteria
from webinars.evaluation.queries.criteria import criteria_of, series_to_lock


def snapshot_asked(place: Place, engine: Bind, arguments: dict[str, Any], now: datetime) -> str:
    return _snapshot(place, engine, by=str(arguments["by"]), now=now)


def snapshot_nightly(place: Place, engine: Bind, now: datetime) -> str:
    return _snapshot(place, engine, by="worker", now=now)


def _snapshot(place: Place, engine: Bind, *, by: str, now: datetime) -> str:
    """Take the snapshot of the present cut; return what the list of jobs says of it."""
    cleared = clear_unfinished(place.folder)
    taken = take_snapshot(engine, place, by=by, now=now)
    said = f"snapshot {taken.cut}" if taken else "no evidence yet"
    return f"{said}; unfinished snapshots cleared: {cleared}" if cleared else said


def release_asked(place: Place, engine: Bind, arguments: dict[str, Any], now: datetime) -> None:
    make_release(engine, place, public_id=str(arguments["release"]), now=now)


def lock_due(engine: Bind, now: datetime) -> None:
    """Lock what nobody locked before the first registration, as it stood at that moment."""
    with unit_of_work(engine) as db:
        for series in series_to_lock(db):
            if any(not one.wordings[-1].withdrawn for one in criteria_of(db, series=series)):
                lock_criteria(db, series=series, by="worker", now=now)
