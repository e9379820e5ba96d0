"""Connections and matches as figures need them: plain rows, of imports that count."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from webinars.attendance.models import (
    ABSENT,
    BY_HAND,
    AttendanceImport,
    CheckIn,
    Connection,
    ImportState,
    Match,
    MatchHow,
)
from webinars.attendance.queries.entrance import stands
from webinars.attendance.rules import Interval, Stay
from webinars.database import Db
from webinars.database.pouring import plain

PARTICIPANT = "attendee"
"""Role of those who are no staff of the room."""


FETCHED = 5_000
"""Rows fetched at once: a webinar may have fifty thousand."""


class Row(NamedTuple):
    """One connection of a participant."""

    import_id: int
    sitting_id: int
    row: int
    identity: str
    name: str
    email: str
    stay: Stay
    reported_minutes: int | None


def signed_ids(db: Db, *, sitting_ids: Collection[int]) -> list[int]:
    """Return the imports that change figures: those that are signed off."""
    signed = select(AttendanceImport.id).where(
        AttendanceImport.sitting_id.in_(sitting_ids),
        AttendanceImport.state == ImportState.SIGNED,
    )
    return list(db.scalars(signed))


def is_signed(db: Db, *, sitting_ids: Collection[int]) -> bool:
    """Say whether a file is signed off: a record by hand says nothing of who else came."""
    signed = select(AttendanceImport.id).where(
        AttendanceImport.sitting_id.in_(sitting_ids),
        AttendanceImport.state == ImportState.SIGNED,
        AttendanceImport.provider != BY_HAND,
    )
    return db.scalars(signed.limit(1)).first() is not None


def rows_of(db: Db, *, import_ids: Collection[int], staff: bool = False) -> Iterator[Row]:
    """Yield the connections of participants, or else of the room's `staff`, by import and row."""
    role = Connection.role != PARTICIPANT if staff else Connection.role == PARTICIPANT
    wanted = (
        select(
            Connection.import_id,
            AttendanceImport.sitting_id,
            Connection.row,
            Connection.identity,
            Connection.name,
            Connection.email,
            Connection.joined_at,
            Connection.left_at,
            Connection.reported_minutes,
        )
        .join(AttendanceImport, AttendanceImport.id == Connection.import_id)
        .where(Connection.import_id.in_(import_ids), role)
        .order_by(Connection.import_id, Connection.row, Connection.id)
        .execution_options(yield_per=FETCHED)
    )
    for page in plain(db, wanted).partitions():
        *said, joined, left, minutes = zip(*page, strict=True)
        stays = map(_stay, zip(joined, left, strict=True))
        yield from map(_row, zip(*said, stays, minutes, strict=True))


_row, _stay = partial(tuple.__new__, Row), partial(tuple.__new__, Stay)
"""As `_make`, without a call of Python for each: a webinar may have fifty thousand."""


class Absence(NamedTuple):
    """That somebody was not there, by hand: it takes time away from what files say."""

    import_id: int
    sitting_id: int
    identity: str
    gone: Interval


def absences_in(db: Db, *, import_ids: Collection[int]) -> list[Absence]:
    """Return the rows by hand that take time away, of imports that count."""
    rows = (
        select(
            Connection.import_id,
            AttendanceImport.sitting_id,
            Connection.identity,
            Connection.joined_at,
            Connection.left_at,
        )
        .join(AttendanceImport, AttendanceImport.id == Connection.import_id)
        .where(Connection.import_id.in_(import_ids), Connection.role == ABSENT)
        .order_by(Connection.id)
    )
    return [
        Absence(import_id, sitting_id, identity, Interval(start, end))
        for import_id, sitting_id, identity, start, end in plain(db, rows)
        if end is not None
    ]


def standing_matches(db: Db, *, import_ids: Collection[int]) -> dict[tuple[int, str], Match]:
    """Return the newest match of each identity of each import; one taken back has no person."""
    rows = select(Match).where(Match.import_id.in_(import_ids)).order_by(Match.id)
    return {(row.import_id, row.identity): row for row in db.scalars(rows)}


def is_apart(match: Match | None) -> bool:
    """Whether a person decided that this is nobody who registered."""
    return match is not None and match.how is MatchHow.APART


def check_ins(db: Db, *, sitting_ids: Collection[int]) -> Iterable[CheckIn]:
    """Return those that count: neither withdrawn nor replaced."""
    rows = select(CheckIn).where(CheckIn.sitting_id.in_(sitting_ids), stands())
    return db.scalars(rows.order_by(CheckIn.id))
