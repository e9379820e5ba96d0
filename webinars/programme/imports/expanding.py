"""Expand a calendar file, as a program of its own: it may spin or swell, and is ended then.

Run by `calendars` on this file alone: it imports nothing of ours, and nothing of
ours imports it. It reads the file from its standard input, and writes one JSON object:
`{"times": [[first, end, all day, summary], …]}` or `{"refused": word}`. Instants
are ISO 8601 in UTC, all-day entries are days, the end excluded.
"""

import json
import resource
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

SECONDS = 6
"""Of processor time."""
MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""
TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
LONGEST_SUMMARY = 300
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
STRIDE = 200 * DAY
"""Looked at in one go: a swarm is refused before all of it is made, and many events are quick."""

Found = tuple[str, str, bool, str]


class Refused(Exception):
    """The word by which `calendars` knows the sentence."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    since, until, floating, most = sys.argv[1:]
    zoneinfo.reset_tzpath(())  # the pinned tz data, never the machine's
    try:
        raw = sys.stdin.buffer.read()
        window = date.fromisoformat(since), date.fromisoformat(until)
        answer: dict[str, object] = {
            "times": list(expand(raw, window, ZoneInfo(floating), int(most)))
        }
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "heavy"}
    except Exception:  # noqa: BLE001  (whatever a damaged file makes of the libraries)
        answer = {"refused": "broken"}
    json.dump(answer, sys.stdout)


def expand(raw: bytes, window: tuple[date, date], floating: ZoneInfo, most: int) -> Iterator[Found]:
    """Return the entries that meet the window, those left out that are free or cancelled.

    Times without a zone are read on the clock of `floating`. More than `most` are refused.
    """
    calendars = icalendar.Calendar.from_ical(raw, multiple=True)
    if not calendars or any(one.name != "VCALENDAR" for one in calendars):
        raise Refused("broken")
    for calendar in calendars:
        _refuse_too_often(calendar)
    found = (event for one in calendars for event in _events(one, window, floating))
    yield from _limited(found, most)


def _refuse_too_often(calendar: Any) -> None:  # noqa: ANN401  (icalendar's component)
    for event in calendar.walk("VEVENT"):
        rules = event.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            if TOO_OFTEN.intersection(str(part).upper() for part in rule.get("FREQ", [])):
                raise Refused("many")


def _events(calendar: Any, window: tuple[date, date], floating: ZoneInfo) -> Iterator[Found]:  # noqa: ANN401
    since, until = window
    query = recurring_ical_events.of(calendar)
    seen = set[Found]()
    while since < until:
        after = min(since + STRIDE, until)
        for event in query.between(since, after):
            found = _entry(event, floating)
            if found and found not in seen:
                seen.add(found)
                yield found
        since = after


def _limited(found: Iterator[Found], most: int) -> Iterator[Found]:
    for count, entry in enumerate(found):
        if count == most:
            raise Refused("many")
        yield entry


def _entry(event: Any, floating: ZoneInfo) -> Found | None:  # noqa: ANN401
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return None
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    first = event["DTSTART"].dt
    last = event["DTEND"].dt if "DTEND" in event else first
    summary = " ".join(str(event.get("SUMMARY", "")).split())[:LONGEST_SUMMARY]
    if isinstance(first, datetime):
        begins, ends = _instant(first, floating), _instant(last, floating)
        return begins.isoformat(), max(ends, begins + MINUTE).isoformat(), False, summary
    end = max(last, first + DAY)
    return first.isoformat(), end.isoformat(), True, summary


def _instant(at: date, floating: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day)  # noqa: DTZ001  (given its zone below)
    return (at if at.tzinfo else at.replace(tzinfo=floating)).astimezone(UTC)


if __name__ == "__main__":
    main()
