"""Snapshots as the worker takes them, when asked and every night; and what leaves of them."""

from datetime import datetime
from typing import Any

from webinars.database.unit import Bind
from webinars.evaluation.operations import Place, make_release, take_snapshot


def snapshot_asked(place: Place, engine: Bind, arguments: dict[str, Any], now: datetime) -> None:
    take_snapshot(engine, place, by=str(arguments["by"]), now=now)


def snapshot_nightly(place: Place, engine: Bind, now: datetime) -> None:
    take_snapshot(engine, place, by="worker", now=now)


def release_asked(place: Place, engine: Bind, arguments: dict[str, Any], now: datetime) -> None:
    make_release(engine, place, public_id=str(arguments["release"]), now=now)
