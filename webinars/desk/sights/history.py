"""What happened to a webinar, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webinars.desk.queries.history import Happened
from webinars.desk.rules.words import FIELDS, HAPPENED

LONGEST = 120
"""Characters of a value; the journal has all of it."""


@dataclass(frozen=True)
class Change:
    """A field, and what stood there before and after."""

    name: str
    """An English id."""
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    what: str
    """An English id."""
    at: datetime
    actor: str
    """Empty where it was none of the accounts."""
    changes: tuple[Change, ...]


def event_sights(happened: Iterable[Happened]) -> list[Event]:
    return [
        Event(HAPPENED.get(one.kind, one.kind), one.at, one.actor, tuple(_changes(one.detail)))
        for one in happened
    ]


def _changes(detail: dict[str, Any]) -> Iterable[Change]:
    for field, value in detail.items():
        before, after = value if _is_pair(value) else (None, value)
        if field in FIELDS and (before or after):
            yield Change(FIELDS[field], _short(before), _short(after))


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
