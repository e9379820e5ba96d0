"""One import beside the register: whose connections they are, and how totals compare."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, overload

from webinars.attendance.models import AttendanceImport, Match
from webinars.attendance.queries.connections import (
    Row,
    is_apart,
    rows_of,
    standing_matches,
)
from webinars.attendance.queries.directory import Directory, Known, directory_of
from webinars.attendance.queries.holdings import Window, windows_of
from webinars.attendance.queries.participation import Who, whose
from webinars.attendance.queries.people import crowd_of
from webinars.attendance.rules import Interval, Peak, Stay, length, peak_of, presence, union
from webinars.database import Db
from webinars.kernel.memory import collector_at_rest
from webinars.kernel.text import normal_name


@dataclass(frozen=True)
class Seen:
    """Somebody in the file: all connections of one address and name."""

    row: int
    """First line of the file that speaks of them; their handle on the page."""
    name: str
    email: str
    connections: int
    joined_at: datetime
    minutes: Fraction
    was_open: bool
    match: Match | None = None
    person: Known | None = None
    suggestions: Sequence[Known] = ()


@dataclass(frozen=True)
class Totals:
    """What is set beside the room's own totals. Persons, exact minutes, and a peak of persons."""

    registered: int
    """Listed in the file as registered with the room."""
    unique: int
    minutes: Fraction
    reported_minutes: int
    """Sum of the file's own rounded minutes: overlaps count twice."""
    peak: Peak
    span: Interval | None
    """From the first join to the last leave of participants, whatever the window: a wrong zone
    shows here. None: nobody came."""


@dataclass(frozen=True)
class Reconciliation:
    """All that the page of one import compares and asks."""

    window: Window
    totals: Totals
    matched: "People"
    queue: "People"
    """Unmatched: walk-ins until somebody says who they are."""
    apart: "People"
    staff: "People"
    """Hosts, panelists, speakers and the Secretariat: counted nowhere."""


class _Group(NamedTuple):
    """The connections of one identity, as whom they count, and what was decided about them."""

    rows: Sequence[Row]
    who: Who | None
    window: Interval
    match: Match | None = None

    def presence(self) -> tuple[Interval, ...]:
        """Return when they were there."""
        return presence([row.stay for row in self.rows], window=self.window)


class People(Sequence[Seen]):
    """Those of one list, by name. What is told of each is worked out when it is looked at.

    A page shows the first of thousands; who else somebody unknown may be takes long to find.
    """

    def __init__(self, groups: Iterable[_Group], directory: Directory) -> None:
        self._groups, self._directory = list(groups), directory

    @cached_property
    def _sorted(self) -> list[_Group]:
        first = (one.rows[0] for one in self._groups)
        keys = [(normal_name(row.name), row.row) for row in first]
        places = sorted(range(len(keys)), key=keys.__getitem__)
        return [self._groups[place] for place in places]

    def plainly(self) -> Iterator[Seen]:
        """Yield all, without who else somebody unknown may be."""
        return (_seen(one, self._directory, suggest=False) for one in self._sorted)

    def __len__(self) -> int:
        return len(self._groups)

    @overload
    def __getitem__(self, place: int) -> Seen: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Seen]: ...
    def __getitem__(self, place: int | slice) -> Seen | Sequence[Seen]:
        if isinstance(place, slice):
            return [_seen(one, self._directory) for one in self._sorted[place]]
        return _seen(self._sorted[place], self._directory)


def reconciliation(db: Db, import_: AttendanceImport) -> Reconciliation:
    """Return the comparison for `import_`, by name; a fixed number of queries."""
    with collector_at_rest():
        return _reconciliation(db, import_)


def _reconciliation(db: Db, import_: AttendanceImport) -> Reconciliation:
    sitting = import_.sitting
    window = windows_of(db, sittings=[sitting])[sitting.id]
    crowd = crowd_of(db, webinar=sitting.webinar, with_addresses=True)
    matches = standing_matches(db, import_ids=[import_.id])
    directory = directory_of(db, webinar_id=sitting.webinar_id, crowd=crowd)
    kinds: dict[str, list[_Group]] = defaultdict(list)
    counted: dict[Who, list[_Group]] = defaultdict(list)
    for identity, rows in _grouped(rows_of(db, import_ids=[import_.id])).items():
        match = matches.get((import_.id, identity))
        group = _Group(rows, whose(rows[0], matches, crowd), window.interval, match)
        if group.who is not None:
            counted[group.who].append(group)
        kinds[_kind(group.who, match)].append(group)
    room_staff = _grouped(rows_of(db, import_ids=[import_.id], staff=True)).values()
    hosts = [_Group(rows, None, window.interval) for rows in room_staff]
    return Reconciliation(
        window=window,
        totals=_totals(import_, counted),
        matched=People(kinds["matched"], directory),
        queue=People(kinds["queue"], directory),
        apart=People(kinds["apart"], directory),
        staff=People([*hosts, *kinds["staff"]], directory),
    )


def totals_told(compared: Reconciliation) -> dict[str, int | float]:
    """Return what a signer saw, as JSON; minutes to the hundredth."""
    totals = compared.totals
    return {
        "registered": totals.registered,
        "unique": totals.unique,
        "minutes": round(float(totals.minutes), 2),
        "reported_minutes": totals.reported_minutes,
        "peak": totals.peak.persons,
        "matched": len(compared.matched),
        "unmatched": len(compared.queue),
        "apart": len(compared.apart),
        "staff": len(compared.staff),
    }


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.identity].append(row)
    return groups


def _kind(who: Who | None, match: Match | None) -> str:
    if who is None:
        return "staff"
    if who[0] is not None:
        return "matched"
    return "apart" if is_apart(match) else "queue"


def _seen(group: _Group, directory: Directory, *, suggest: bool = True) -> Seen:
    rows, who, _window, match = group
    first, person = rows[0], who[0] if who else None
    unknown = suggest and who is not None and person is None
    return Seen(
        row=first.row,
        name=first.name,
        email=first.email,
        connections=len(rows),
        joined_at=min(row.stay.joined_at for row in rows),
        minutes=_minutes(group.presence()),
        was_open=any(row.stay.left_at is None for row in rows),
        match=match,
        person=directory.known.get(person) if person is not None else None,
        suggestions=directory.suggestions(first) if unknown else (),
    )


def _totals(import_: AttendanceImport, counted: Mapping[Who, Sequence[_Group]]) -> Totals:
    present = [_present(groups) for groups in counted.values()]
    spans = [span for own in present for span in own]
    rows = [row for groups in counted.values() for one in groups for row in one.rows]
    return Totals(
        registered=import_.registrants,
        unique=sum(map(bool, present)),
        minutes=_minutes(spans),
        reported_minutes=sum(row.reported_minutes or 0 for row in rows),
        peak=peak_of(spans),
        span=_span([row.stay for row in rows]),
    )


def _span(stays: Sequence[Stay]) -> Interval | None:
    if not stays:
        return None
    first = min(joined for joined, _ in stays)
    return Interval(first, max(left or joined for joined, left in stays))


def _present(groups: Sequence[_Group]) -> tuple[Interval, ...]:
    """Return when one person was there, under whichever names."""
    if len(groups) == 1:
        return groups[0].presence()
    return union(span for group in groups for span in group.presence())


def _minutes(spans: Iterable[Interval]) -> Fraction:
    return Fraction(length(spans) // timedelta(seconds=1), 60)
