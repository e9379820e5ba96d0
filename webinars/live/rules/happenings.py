"""What a room tells us, in one form for every provider. Pure."""

import enum
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

FRESH = timedelta(minutes=5)
"""A message that says another time than ours by more than this is not believed."""


class What(enum.StrEnum):
    """What happened."""

    JOINED = "joined"
    LEFT = "left"
    BEGAN = "began"
    ENDED = "ended"
    HINT = "hint"
    """Unsigned: perhaps it ended. The room is asked."""
    RECORDED = "recorded"
    REPORT = "report"
    """Who was there and when, of a whole run."""
    OTHER = "other"
    """Kept, and nothing follows from it."""


@dataclass(frozen=True)
class Happening:
    """A message that is believed."""

    what: What
    meeting_id: str
    run: str
    at: datetime
    digest: str
    """Of the raw bytes."""
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Challenge:
    """The provider wants to see that the address is ours; nothing is kept."""

    answer: Mapping[str, str]


class Rejected(Exception):
    """A message that is not believed. `reason` is one word, for a count and a log."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Move(NamedTuple):
    """Somebody came or left."""

    run: str
    line: str
    joined: bool
    at: datetime
    external_id: str
    name: str
    email: str
    staff: bool


class RoomStay(NamedTuple):
    """One connection from join to leave. `left_at` None: the room never said that it ended."""

    first: Move
    left_at: datetime | None


class Stays(NamedTuple):
    """What becomes of moves, in whatever order they came."""

    found: tuple[RoomStay, ...]
    strays: tuple[Move, ...]
    """Leaves without a join: nobody can say from when. Counted, never guessed."""


def digest_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def is_fresh(at: datetime, now: datetime) -> bool:
    return abs(now - at) <= FRESH


def stays_of(moves: Iterable[Move]) -> Stays:
    """Pair joins with leaves, each connection of each run by itself.

    Joins and leaves of one connection alternate. A second join before a leave
    ends the first: its leave was lost, and the interval is then too long
    rather than doubled.
    """
    found: list[RoomStay] = []
    strays: list[Move] = []
    ordered = sorted(set(moves), key=lambda one: (one.run, one.line, one.at, one.joined))
    for _, group in groupby(ordered, key=lambda one: (one.run, one.line)):
        stays, alone = _paired(list(group))
        found += stays
        strays += alone
    by_time = sorted(found, key=lambda stay: (stay.first.at, stay.first.run, stay.first.line))
    return Stays(tuple(by_time), tuple(strays))


def _paired(moves: list[Move]) -> tuple[list[RoomStay], list[Move]]:
    stays: list[RoomStay] = []
    strays: list[Move] = []
    open_: Move | None = None
    for move in moves:
        if open_ is not None:
            stays.append(RoomStay(open_, move.at))
        elif not move.joined:
            strays.append(move)
        open_ = move if move.joined else None
    if open_ is not None:
        stays.append(RoomStay(open_, None))
    return stays, strays


def instant_of_iso(text: object) -> datetime:
    """Return the instant that ISO 8601 text with a zone tells.

    Raises:
        Rejected: it tells none.
    """
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise Rejected("time") from error
    if found.tzinfo is None:
        raise Rejected("time")
    return found.astimezone(UTC)


def instant_of_stamp(text: str, *, milliseconds: bool = False) -> datetime:
    """Return the instant of a Unix time stamp.

    Raises:
        Rejected: it is none, or of no plausible year.
    """
    if not text.isdecimal() or len(text) > 16:
        raise Rejected("time")
    seconds = int(text) / 1000 if milliseconds else int(text)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Rejected("time") from error
