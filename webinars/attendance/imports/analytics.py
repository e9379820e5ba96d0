"""BigBlueButton's learning analytics, as its callback sends them: JSON, not a table.

Joins and leaves say their own zone, and `ext_user_id` is the identifier that we gave at the
join. Source: reference/live-rooms.md, section 2.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from webinars.attendance.imports import sentences
from webinars.attendance.imports.dates import instant_said
from webinars.attendance.imports.decoding import LIMITS
from webinars.attendance.imports.records import (
    Detection,
    Extract,
    Outcome,
    Reported,
    Section,
    Sentence,
    Skipped,
    Unreadable,
)
from webinars.kernel.text import clean_line

FOUND = Detection("bigbluebutton", "learning_analytics", 1.0, (Sentence(sentences.HAS_ANALYTICS),))


MOST_PARTS = 300_000
"""Objects and lists of a file: more than a webinar of fifty thousand connections has."""


def is_json(content: str) -> bool:
    return content.lstrip()[:1] == "{"


def extract(content: str) -> Extract:
    """Return the joins and leaves of each attendee; rows count attendees from 1.

    Raises:
        Unreadable: it is no such JSON.
    """
    told = _parsed(content)
    data = told.get("data")
    attendees = data.get("attendees") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(attendees, list) or "meeting_id" not in told:
        raise _not_this()
    extract = Extract(lists_registrants=False, started=_text(data.get("start")))
    extract.totals = Reported(
        room_id=_text(told["meeting_id"]),
        unique=len(attendees),
        duration=_minutes(data.get("duration")),
    )
    for row, one in enumerate(attendees, start=1):
        if row > LIMITS.lines:
            values = {"limit": LIMITS.lines}
            raise Unreadable(Outcome.TOO_BIG, Sentence(sentences.TOO_MANY_LINES, values))
        _take(extract, row, one if isinstance(one, dict) else {})
    return extract


def _parsed(content: str) -> Mapping[str, Any]:
    if content.count("{") + content.count("[") > MOST_PARTS:
        raise Unreadable(
            Outcome.TOO_BIG, Sentence(sentences.TOO_MANY_LINES, {"limit": LIMITS.lines})
        )
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _not_this() from error
    if not isinstance(told, dict):
        raise _not_this()
    return told


def _not_this() -> Unreadable:
    return Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.NOT_AN_ANALYTICS_FILE))


def _take(extract: Extract, row: int, one: Mapping[str, Any]) -> None:
    name, identifier = _text(one.get("name")), _text(one.get("ext_user_id"))
    stays = list(_stays(one))
    if not (name or identifier) or not stays:
        reason = sentences.NO_JOIN_TIME if name or identifier else sentences.NO_PERSON
        extract.skipped.append(Skipped(row, Sentence(reason)))
        return
    lines = extract.lines
    section = Section.HOST if one.get("moderator") is True else Section.ATTENDEE
    for joined, left in stays:
        lines.row.append(row)
        lines.section.append(section)
        lines.name_raw.append(name)
        lines.name.append(name)
        lines.external_id.append(identifier)
        lines.joined.append(joined)
        lines.left.append(left)
        for column in (lines.email, lines.registered, lines.approval, lines.minutes):
            column.append("")


def _stays(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each join with its leave, both in order; the last leave may be missing."""
    joins, leaves = _moments(one.get("joins")), _moments(one.get("leaves"))
    for joined, left in zip_longest(joins, leaves, fillvalue=""):
        if joined:
            yield joined, left


def _moments(value: object) -> list[str]:
    """Return moments in their order; those that are none come last."""
    texts = list(filter(None, map(_text, value))) if isinstance(value, list) else []
    return sorted(texts, key=lambda text: instant_said(text) or datetime.max.replace(tzinfo=UTC))


def _text(value: object) -> str:
    return clean_line(value)[:400] if isinstance(value, str) else ""


def _minutes(value: object) -> int | None:
    plain = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**8
    return -(-value // 60) if plain and isinstance(value, int) else None
