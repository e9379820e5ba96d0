"""`flask attendance read FILE`: what a file says, without keeping anything."""

import json
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from webinars.attendance.imports.decoding import LIMITS
from webinars.attendance.imports.reading import Connection, Outcome, Reading, read
from webinars.attendance.rules import Interval, length, peak, union
from webinars.kernel.zones import UnknownZone, instant_of, zone_names

cli = AppGroup("attendance", help="Attendance files.")

CHANGING = frozenset({Outcome.OK, Outcome.EMPTY_BUT_VALID})
MOST = (LIMITS.megabytes << 20) + 1
DAY = click.DateTime(formats=["%Y-%m-%d"])


@cli.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--zone", help="Of the room's account, as in Europe/Zurich: files do not say it.")
@click.option("--date", "day", type=DAY, help="Day of the sitting in that zone.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for programs.")
def read_file(file: Path, zone: str | None, day: datetime | None, as_json: bool) -> None:  # noqa: FBT001  (click's flag)
    """Read FILE; end with 0 only if it can change figures."""
    if zone is not None and zone not in zone_names():
        raise click.ClickException(str(UnknownZone(zone=zone)))
    with file.open("rb") as opened:
        raw = opened.read(MOST)  # one byte more than is taken says that it is too big
    reading = read(raw, file_name=file.name, zone=zone, planned=_window(day, zone or "UTC"))
    if as_json:
        click.echo(json.dumps(_told(reading), ensure_ascii=False, indent=1))
    else:
        click.echo(f"{reading.outcome}: {reading.sentence}")
    if reading.outcome not in CHANGING:
        raise SystemExit(1)


def _window(day: datetime | None, zone: str) -> Interval | None:
    """Return the whole day by the clock of the account, or None if none was named."""
    if day is None:
        return None
    midnight = datetime.combine(day.date(), time())
    return Interval(instant_of(midnight, zone), instant_of(midnight + timedelta(days=1), zone))


def _told(reading: Reading) -> dict[str, Any]:
    people = _people(reading)
    spans: dict[Hashable, tuple[Interval, ...]] = {who: _spans(own) for who, own in people.items()}
    seconds = {who: length(own).total_seconds() for who, own in spans.items()}
    counts = reading.outcome in CHANGING  # what is refused has no figures, rather than zeros
    return {
        "outcome": reading.outcome.value,
        "provider": reading.provider or None,
        "shape": reading.shape or None,
        "persons": [
            {"name": own[0].name, "email": own[0].email or None, "minutes": seconds[who] / 60}
            for who, own in people.items()
        ],
        "connections": [_connection(one) for one in reading.connections],
        "reported_minutes": reading.reported.minutes,
        "recomputed_minutes": sum(seconds.values()) / 60 if counts else None,
        "peak": peak(spans).persons if counts else None,
        "skipped": [{"row": one.row, "reason": str(one.reason)} for one in reading.skipped],
    }


def _people(reading: Reading) -> dict[tuple[str, str], list[Connection]]:
    people: dict[tuple[str, str], list[Connection]] = defaultdict(list)
    for one in reading.connections:
        people[one.email or one.external_id, one.name_normal].append(one)
    return people


def _spans(own: Sequence[Connection]) -> tuple[Interval, ...]:
    """Return when somebody was there; a connection that never ended is worth nothing here.

    Nobody has said when the sitting ended, which elsewhere stands in.
    """
    return union(Interval(one.joined_at, one.left_at) for one in own if one.left_at)


def _connection(one: Connection) -> dict[str, Any]:
    return {
        "row": one.row,
        "name": one.name,
        "email": one.email or None,
        "joined_at": _stamp(one.joined_at),
        "left_at": _stamp(one.left_at),
    }


def _stamp(instant: datetime | None) -> str | None:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}" if instant else None
