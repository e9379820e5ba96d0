"""The facts of a webinar, one for each person: registered, expected, joined, attended.

Definitions: reference/evaluation.md, section 1. The unit is person and webinar,
so a person in both of two twin sittings is one fact. Speakers, moderators,
interpreters, hosts and the Secretariat are in none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from webinars.attendance.models import Match
from webinars.attendance.queries.connections import (
    Absence,
    Row,
    absences_in,
    check_ins,
    rows_of,
    signed_ids,
    standing_matches,
)
from webinars.attendance.queries.holdings import Window, windows_of
from webinars.attendance.queries.people import Crowd, Enrolled, crowd_of
from webinars.attendance.rules import (
    ATTENDED_MINUTES,
    Credit,
    Stay,
    best_share,
    credit,
    has_attended,
    has_completed,
    has_joined,
    without,
)
from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.programme.rules import standing
from webinars.registrations.models import Approval, PlaceState

ACCEPTED = frozenset({Approval.NOT_ASKED, Approval.APPROVED})


@dataclass(frozen=True, kw_only=True)
class Participation:
    """What one person is counted as in one webinar."""

    person_id: int | None
    """As whom they count, merges followed. None: nobody whom we know."""
    identity: str
    """Of the file, where `person_id` is None; else empty."""
    registration_id: int | None
    """The one that counts: standing, else the last."""
    registered: bool
    late: bool
    """Registered after the actual start of their sitting."""
    expected: bool
    credits: Mapping[int, Credit] = field(default_factory=dict)
    """By sitting id, of the sittings in which the person was connected or checked in."""
    checked_in: bool = False
    """In the room of a hybrid sitting."""
    scheduled: bool = False
    """A window was not recorded: the scheduled times stand in."""
    threshold: int = ATTENDED_MINUTES

    @property
    def joined(self) -> bool:
        return self.checked_in or has_joined(self.credits.values())

    @property
    def attended(self) -> bool:
        return has_attended(self.credits.values(), threshold=self.threshold)

    @property
    def completed(self) -> bool:
        return has_completed(self.credits.values())

    @property
    def walk_in(self) -> bool:
        return (self.joined or self.attended) and not self.expected

    @property
    def open_interval(self) -> bool:
        """Somewhere no leave was reported: the end of the window stands in, an upper bound."""
        return any(one.was_open for one in self.credits.values())

    @property
    def seconds(self) -> dict[int, int]:
        """Credited seconds by sitting: person-hours use all of them."""
        return {sitting: one.seconds for sitting, one in self.credits.items()}

    @property
    def better_sitting(self) -> int | None:
        """The sitting of which the attendance share is told: that with the greatest share."""
        shares = {sitting: one.share or 0 for sitting, one in self.credits.items() if one.seconds}
        return max(shares, key=lambda sitting: shares[sitting], default=None)

    @property
    def share(self) -> float | None:
        """Attendance share of the better sitting."""
        best = best_share(self.credits.values())
        return None if best is None else float(best)


Who = tuple[int | None, str]
"""A person's id, or the identity of somebody unknown."""

Stays = dict[Who, dict[int, list[Stay]]]


def participation(db: Db, *, webinar: Webinar) -> list[Participation]:
    """Return a fact for each person who registered, was connected or checked in.

    Persons by id, then those unknown by identity. At most twelve queries,
    however many people.
    """
    sittings = standing(webinar)
    windows = windows_of(db, sittings=sittings)
    crowd = crowd_of(db, webinar=webinar)
    stays = _remote(db, list(windows), crowd)
    present = _present(db, list(windows), crowd, stays)
    everyone = {*stays, *((person, "") for person in crowd.registrations)}
    counted = [who for who in everyone if who[0] not in crowd.appearing]
    return [
        _fact(webinar, who, stays.get(who, {}), windows, crowd, checked_in=who in present)
        for who in sorted(counted, key=lambda who: (who[0] is None, who[0] or 0, who[1]))
    ]


def whose(row: Row, matches: Mapping[tuple[int, str], Match], crowd: Crowd) -> Who | None:
    """Return as whom a connection counts; None: of somebody who is no participant."""
    match = matches.get((row.import_id, row.identity))
    if match is not None and match.person_id is not None:
        root = crowd.root(match.person_id)
        return None if root in crowd.appearing else (root, "")
    return None if row.email in crowd.staff else (None, row.identity)


def _remote(db: Db, sitting_ids: list[int], crowd: Crowd) -> Stays:
    imports = signed_ids(db, sitting_ids=sitting_ids)
    matches = standing_matches(db, import_ids=imports)
    stays: Stays = defaultdict(lambda: defaultdict(list))
    for row in rows_of(db, import_ids=imports):
        if (who := whose(row, matches, crowd)) is not None:
            stays[who][row.sitting_id].append(row.stay)
    for absence in absences_in(db, import_ids=imports):
        match = matches.get((absence.import_id, absence.identity))
        if match is not None and match.person_id is not None:
            _take_away(stays[crowd.root(match.person_id), ""], absence)
    return {who: own for who, own in stays.items() if own}


def _take_away(own: dict[int, list[Stay]], absence: Absence) -> None:
    """Take an absence out of what files say of one person in that sitting."""
    left = without(own.pop(absence.sitting_id, []), [absence.gone])
    if left:
        own[absence.sitting_id] = [Stay(*one) for one in left]


def _present(db: Db, sitting_ids: list[int], crowd: Crowd, stays: Stays) -> set[Who]:
    """Add those in the room, whose moments join the remote ones; return who they are."""
    present: set[Who] = set()
    for row in check_ins(db, sitting_ids=sitting_ids):
        who = (crowd.root(row.person_id), "")
        stays.setdefault(who, defaultdict(list))[row.sitting_id].append(
            Stay(row.came_at, row.left_at)
        )
        present.add(who)
    return present


def _fact(
    webinar: Webinar,
    who: Who,
    stays: Mapping[int, list[Stay]],
    windows: Mapping[int, Window],
    crowd: Crowd,
    *,
    checked_in: bool,
) -> Participation:
    person, identity = who
    own = crowd.registrations.get(person, ()) if person is not None else ()
    counting = _counting(own)
    used = set(stays) or _placed(counting)
    registered, late, expected = _standings(own, windows)
    return Participation(
        person_id=person,
        identity=identity,
        registration_id=counting.id if counting else None,
        registered=registered,
        late=late,
        expected=expected,
        credits={
            sitting: credit(own_stays, window=windows[sitting].interval)
            for sitting, own_stays in sorted(stays.items())
        },
        checked_in=checked_in,
        scheduled=any(not windows[sitting].recorded for sitting in used if sitting in windows),
        threshold=webinar.series.threshold_minutes,
    )


def _counting(own: Sequence[Enrolled]) -> Enrolled | None:
    """Return the registration that stands, else the last."""
    return max(own, key=lambda row: (row.cancelled_at is None, row.id), default=None)


def _placed(registration: Enrolled | None) -> set[int]:
    sitting = registration.sitting_id if registration else None
    return set() if sitting is None else {sitting}


def _standings(own: Sequence[Enrolled], windows: Mapping[int, Window]) -> tuple[bool, bool, bool]:
    """Return whether a person is registered, late (and not otherwise), and expected."""
    accepted = [(row, _start(row, windows)) for row in own if _is_accepted(row)]
    counted = [(row, start) for row, start in accepted if not _cancelled_by(row, start)]
    in_time = [row for row, start in counted if start is None or row.registered_at <= start]
    return bool(counted), bool(counted) and not in_time, bool(in_time)


def _is_accepted(registration: Enrolled) -> bool:
    """Approved if that was asked, and not merely waiting for a place."""
    seated = (
        registration.place is None
        or registration.cancelled_at is not None
        or registration.place is PlaceState.CONFIRMED
    )
    return registration.approval in ACCEPTED and seated


def _start(registration: Enrolled, windows: Mapping[int, Window]) -> datetime | None:
    """Return the actual start of the sitting in which the place is, else of the first one."""
    own = windows.get(registration.sitting_id or 0)
    if own is not None:
        return own.interval.start
    return min((window.interval.start for window in windows.values()), default=None)


def _cancelled_by(registration: Enrolled, start: datetime | None) -> bool:
    """Whether it was cancelled before the start; what is cancelled later is a no-show."""
    cancelled = registration.cancelled_at
    return cancelled is not None and (start is None or cancelled <= start)
