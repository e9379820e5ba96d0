"""Who came where, worked out from the tables of a snapshot in plain Python: no SQL, no DuckDB.

Written from the paper alone (populations and indicators of an evaluation, and the headings that a
snapshot shows), so that what two strangers to each other compute may be compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]
Span = tuple[datetime, datetime]

CLASSES = ("category", "gender", "group", "language", "ldc", "lldc", "month", "sector", "sids")
"""What a person in a webinar is counted by, beside the webinar and the sitting."""

STATE_CLASSES = ("group", "ldc", "lldc", "sids")


@dataclass(frozen=True)
class Sitting:
    id: str
    webinar: str
    window: Span
    cancelled: bool

    @property
    def running(self) -> float:
        """Seconds of the live window."""
        return (self.window[1] - self.window[0]).total_seconds()


@dataclass(frozen=True)
class Counted:
    """What one person counts for, in a webinar or in one of its sittings."""

    registered: bool = False
    expected: bool = False
    joined: bool = False
    attended: bool = False
    seconds: float = 0
    share: float = 0
    """Of the running time, in the better sitting."""

    @property
    def completed(self) -> bool:
        return self.joined and self.share >= 0.8


@dataclass
class Presence:
    """One person in one webinar."""

    webinar: str
    person: str
    state: str | None = None
    classes: dict[str, str] = field(default_factory=dict)
    sittings: dict[str, Counted] = field(default_factory=dict)
    whole: Counted = field(default_factory=Counted)


class World:
    """The tables of a snapshot at a moment, and what follows from them."""

    def __init__(self, rows: Rows, *, at: datetime) -> None:
        self.rows = rows
        self.at = at
        self.webinars = {row["webinar"]: row for row in rows["webinars"]}
        self.series = {row["series"]: row for row in rows["series"]}
        self.excluded = {(row["webinar"], row["person"]) for row in rows["excluded"]}
        self.states = {(row["webinar"], row["state"]): row for row in rows["states"]}

    def table(self, name: str) -> list[Row]:
        return self.rows.get(name, [])

    @cached_property
    def sittings(self) -> dict[str, Sitting]:
        return {row["sitting"]: _sitting(row) for row in self.table("sittings")}

    def sittings_of(self, webinar: str) -> list[Sitting]:
        """Return the sittings that stand, the first first."""
        there = [s for s in self.sittings.values() if s.webinar == webinar and not s.cancelled]
        return sorted(there, key=lambda one: one.window)

    @cached_property
    def begun(self) -> list[str]:
        """Webinars of which a sitting has begun, in the order of their first instants."""
        first = {
            webinar: self.first_instant(webinar)
            for webinar in self.webinars
            if self.sittings_of(webinar)
        }
        return sorted((w for w in first if first[w] <= self.at), key=lambda w: (first[w], w))

    def first_instant(self, webinar: str) -> datetime:
        return self.sittings_of(webinar)[0].window[0]

    def month(self, webinar: str) -> str:
        return f"{self.first_instant(webinar):%Y-%m}"

    def members(self, webinar: str) -> list[Row]:
        return [row for (one, _), row in self.states.items() if one == webinar and row["member"]]

    def is_member(self, presence: Presence) -> bool:
        row = self.states.get((presence.webinar, presence.state or ""))
        return bool(row and row["member"])

    @cached_property
    def intervals(self) -> dict[str, dict[str, list[Span]]]:
        """Sitting → person → the disjoint intervals in which the person was there."""
        found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for row in self.table("connections"):
            sitting = self.sittings[row["sitting"]]
            if (row["webinar"], row["person"]) not in self.excluded and not sitting.cancelled:
                found[sitting.id][row["person"]] += _clipped(row, sitting.window)
        return {
            sitting: {person: united(spans) for person, spans in people.items()}
            for sitting, people in found.items()
        }

    @cached_property
    def presences(self) -> list[Presence]:
        """Everyone who registered for, or came to, a webinar that has begun."""
        return [
            self._presence(webinar, person)
            for webinar in self.begun
            for person in sorted(self._people(webinar))
        ]

    def _people(self, webinar: str) -> set[str]:
        registered = {r["person"] for r in self.table("registrations") if r["webinar"] == webinar}
        came = {c["person"] for c in self.table("connections") if c["webinar"] == webinar}
        return {p for p in registered | came if (webinar, p) not in self.excluded}

    def _presence(self, webinar: str, person: str) -> Presence:
        mine = [
            row
            for row in self.table("registrations")
            if row["webinar"] == webinar and row["person"] == person
        ]
        found = Presence(webinar, person)
        counting = [row for row in mine if _registered(row, self.start_for(webinar, row))]
        told = max(counting, key=lambda row: self._telling(webinar, row), default=None)
        if told:
            found.state = told["state"]
            found.classes = self.classes(webinar, told)
        for sitting in self.sittings_of(webinar):
            found.sittings[sitting.id] = self._in_sitting(sitting, person, mine)
        found.whole = self._in_webinar(webinar, mine, found.sittings.values())
        found.classes |= {"month": self.month(webinar), "webinar": webinar}
        if home := self._home(told, found.sittings):
            found.classes["sitting"] = home
        return found

    def _telling(self, webinar: str, row: Row) -> tuple[bool, bool, datetime]:
        """Order a person's registrations by which of them tells who the person is."""
        expected = _expected(row, self.start_for(webinar, row))
        return (expected, row["cancelled_at"] is None, row["registered_at"])

    def classes(self, webinar: str, told: Row) -> dict[str, str]:
        """Return what is known of who registered thus: as declared, and as the State was then."""
        said = {key: told[key] for key in ("category", "gender", "language", "sector") if told[key]}
        state = self.states.get((webinar, told["state"] or ""))
        if state and told["category"] in {"state", "observer-state"}:
            said["category"] = "state" if state["member"] else "observer-state"
        if state and state["member"]:
            said |= {key: "yes" if state[key] else "no" for key in ("ldc", "lldc", "sids")}
            said |= {"group": state["regional_group"]}
        return said

    def _home(self, told: Row | None, parts: dict[str, Counted]) -> str | None:
        """Return where somebody is counted: in the better sitting joined, else in the own."""
        joined = [key for key, part in parts.items() if part.joined]
        if joined:
            return max(joined, key=lambda key: (parts[key].share, key))
        own = told["sitting"] if told else None
        return own if own in parts else None

    def _in_sitting(self, sitting: Sitting, person: str, mine: list[Row]) -> Counted:
        spans = self.intervals.get(sitting.id, {}).get(person, [])
        seconds = sum((end - start).total_seconds() for start, end in spans)
        own = [row for row in mine if row["sitting"] == sitting.id]
        start = sitting.window[0]
        joined = seconds > 0 or self._checked_in(sitting, person)
        return Counted(
            registered=any(_registered(row, start) for row in own),
            expected=any(_expected(row, start) for row in own),
            joined=joined,
            attended=joined and seconds >= self._threshold(sitting.webinar),
            seconds=seconds,
            share=seconds / sitting.running,
        )

    def _checked_in(self, sitting: Sitting, person: str) -> bool:
        return any(
            row["source"] == "room" and row["sitting"] == sitting.id and row["person"] == person
            for row in self.table("connections")
        )

    def _threshold(self, webinar: str) -> float:
        """Seconds from which one attended."""
        return float(self.series[self.webinars[webinar]["series"]]["threshold_minutes"]) * 60

    def _in_webinar(self, webinar: str, mine: list[Row], parts: Iterable[Counted]) -> Counted:
        parts = list(parts)
        starts = [(row, self.start_for(webinar, row)) for row in mine]
        return Counted(
            registered=any(_registered(row, start) for row, start in starts),
            expected=any(_expected(row, start) for row, start in starts),
            joined=any(part.joined for part in parts),
            attended=any(part.attended for part in parts),
            seconds=sum(part.seconds for part in parts),
            share=max((part.share for part in parts), default=0),
        )

    def start_for(self, webinar: str, registration: Row) -> datetime:
        """Return when the sitting registered for began; the last of all if it fell out."""
        sitting = self.sittings.get(registration["sitting"] or "")
        stands = sitting is not None and not sitting.cancelled
        return sitting.window[0] if sitting and stands else self.sittings_of(webinar)[-1].window[0]

    def spread(self, by: str) -> Iterator[tuple[str, Presence, Counted]]:
        """Yield class, person in webinar and what counts of it, for a breakdown."""
        for one in self.presences:
            if by == "":
                yield "", one, one.whole
            elif by in one.classes:
                yield one.classes[by], one, one.whole


def _sitting(row: Row) -> Sitting:
    held = row["actual_start"] is not None and row["actual_end"] is not None
    window = (
        (row["actual_start"], row["actual_end"]) if held else (row["starts_at"], row["ends_at"])
    )
    return Sitting(row["sitting"], row["webinar"], window, bool(row["cancelled"]))


def _clipped(row: Row, window: Span) -> list[Span]:
    """Return the interval as far as it lies in the window; one without an end runs to its end."""
    start = max(row["joined_at"], window[0])
    end = min(row["left_at"] or window[1], window[1])
    return [(start, end)] if start < end else []


def united(spans: Iterable[Span]) -> list[Span]:
    """Return intervals that do not overlap and hold the same instants."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def accepted(row: Row) -> bool:
    """Say whether it was approved if that was asked, and not merely waiting for a place."""
    seated = row["place"] in (None, "confirmed") or row["cancelled_at"] is not None
    return row["approval"] in ("not-asked", "approved") and seated


def _registered(row: Row, start: datetime) -> bool:
    """Say whether it was accepted and not cancelled before the start; late ones count too."""
    return accepted(row) and (row["cancelled_at"] is None or row["cancelled_at"] >= start)


def _expected(row: Row, start: datetime) -> bool:
    """Say whether it was made by the start, and not cancelled by then."""
    by_then = row["cancelled_at"] is not None and row["cancelled_at"] <= start
    return accepted(row) and row["registered_at"] <= start and not by_then


def days(span: timedelta) -> float:
    return span / timedelta(days=1)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
