"""Whom a sitting serves, counted minute by minute: slow, plain, and apart from the engine.

Members come from the reference file, zones from `zoneinfo`; a sitting serves a
member when every one of its minutes is, on the clock of the capital, inside the
working day of one and the same date.
"""

import csv
import functools
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

STATES = Path("webinars/states/data/states.csv")
MINUTE = timedelta(minutes=1)
GROUP_KEYS = {
    "African Group": "african-group",
    "APG": "apg",
    "GRULAC": "grulac",
    "Group B": "group-b",
    "CEBS": "cebs",
    "CACEEC": "caceec",
    "China": "china",
}


@functools.cache
def members() -> dict[str, dict[str, str]]:
    with STATES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["wipo_member"] == "1"]
    return {row["iso_alpha2"]: row for row in rows}


def group_of(code: str) -> str:
    return GROUP_KEYS[members()[code]["wipo_group"]]


@functools.cache
def walls(zone: str, day: date) -> list[datetime]:
    """What clocks in `zone` show at each minute of the UTC date and of the one after it."""
    first = datetime.combine(day, time(), UTC)
    here = ZoneInfo(zone)
    return [(first + n * MINUTE).astimezone(here) for n in range(2 * 24 * 60)]


def inside(zone: str, day: date, start: int, minutes: int, hours: tuple[time, time]) -> bool:
    """Say whether each minute from `start` (minutes after 00:00 UTC) is in `hours` of one date."""
    shown = walls(zone, day)[start : start + minutes]
    return all(
        hours[0] <= wall.time() < hours[1] and wall.date() == shown[0].date() for wall in shown
    )


WORKING = (time(8), time(18))


@functools.cache
def served(day: date, start: int, minutes: int) -> frozenset[str]:
    return frozenset(
        code
        for code, row in members().items()
        if inside(row["capital_timezone"], day, start, minutes, WORKING)
    )


def plans(
    day: date, minutes: int, sittings: int, host: tuple[time, time] | None = None
) -> Iterator[tuple[tuple[int, ...], frozenset[str]]]:
    """Return every plan as its starts (minutes after 00:00 UTC) and whom it serves."""
    starts = [
        start
        for start in range(0, 24 * 60, 30)
        if host is None or inside("Europe/Zurich", day, start, minutes, host)
    ]
    for chosen in combinations(starts, sittings):
        yield chosen, frozenset().union(*(served(day, start, minutes) for start in chosen))
