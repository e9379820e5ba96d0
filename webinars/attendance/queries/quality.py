"""How good the evidence of a sitting's attendance is: for whoever judges the figures."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from webinars.attendance.models import AttendanceImport, Connection, ImportState, Match, MatchHow
from webinars.attendance.queries.connections import PARTICIPANT
from webinars.attendance.queries.staff import staff_everywhere
from webinars.database import Db
from webinars.programme.models import Sitting


@dataclass(frozen=True, kw_only=True)
class Quality:
    """One import that counts: what the room said beside what was counted, and what is open."""

    import_id: str
    """Public id."""
    sitting_id: int
    provider: str
    shape: str
    file_name: str
    file_digest: str
    signed_at: datetime | None
    signed_by: str
    """Public id of an account."""
    reported: Mapping[str, Any]
    """The room's own totals: registered, unique, minutes, peak; None where it says nothing."""
    recomputed: Mapping[str, Any]
    """Ours at the signature, under the same names. Empty for what was signed before they were
    kept."""
    connections: int
    open_intervals: int
    """Connections whose leave the room did not report: the end of the window stands in."""
    identities: int
    unmatched: int
    """Identities that nobody has matched or set apart by now: counted as walk-ins. Who speaks, and
    the Secretariat, are none."""
    skipped: int
    noted: int
    overridden: bool
    """Taken with a reason although it is of another time."""


def data_quality(db: Db, *, sitting_ids: Collection[int]) -> list[Quality]:
    """Return a line for each import that counts for one of the sittings, in eight queries."""
    webinar = joinedload(AttendanceImport.sitting).joinedload(Sitting.webinar)
    wanted = (
        select(AttendanceImport)
        .where(
            AttendanceImport.sitting_id.in_(sitting_ids),
            AttendanceImport.state == ImportState.SIGNED,
        )
        .options(webinar)
    )
    rows = db.scalars(wanted.order_by(AttendanceImport.sitting_id, AttendanceImport.id)).all()
    ids = [row.id for row in rows]
    counted = {one[0]: one[1:] for one in db.execute(_counts(ids))}
    open_ones = _unmatched(db, rows)
    return [_told(row, counted.get(row.id, (0, 0, 0)), open_ones[row.id]) for row in rows]


def _told(row: AttendanceImport, counts: tuple[int, int, int], unmatched: int) -> Quality:
    connections, still_open, identities = counts
    return Quality(
        import_id=row.public_id,
        sitting_id=row.sitting_id,
        provider=row.provider,
        shape=row.shape,
        file_name=row.file_name,
        file_digest=row.file_digest,
        signed_at=row.signed_at,
        signed_by=row.signed_by,
        reported=row.reported,
        recomputed=row.signed_totals or {},
        connections=connections,
        open_intervals=still_open,
        identities=identities,
        unmatched=unmatched,
        skipped=len(row.skipped),
        noted=len(row.noted),
        overridden=row.override_reason != "",
    )


def _counts(ids: list[int]) -> Select[int, int, int, int]:
    """Select by import how many connections of participants, open ones, and identities."""
    open_ones = func.sum(case((Connection.left_at.is_(None), 1), else_=0))
    return (
        select(
            Connection.import_id,
            func.count(),
            open_ones,
            func.count(Connection.identity.distinct()),
        )
        .where(Connection.import_id.in_(ids), Connection.role == PARTICIPANT)
        .group_by(Connection.import_id)
    )


def _unmatched(db: Db, rows: Sequence[AttendanceImport]) -> Counter[int]:
    """Return by import how many identities are nobody's yet, staff left out."""
    ids, staff = [row.id for row in rows], staff_everywhere(db)
    webinars = {row.id: row.sitting.webinar.public_id for row in rows}
    settled = {(import_id, identity) for import_id, identity in db.execute(_decided(ids))}
    everybody = (
        select(Connection.import_id, Connection.identity, func.max(Connection.email))
        .where(Connection.import_id.in_(ids), Connection.role == PARTICIPANT)
        .group_by(Connection.import_id, Connection.identity)
    )
    return Counter(
        import_id
        for import_id, identity, email in db.execute(everybody)
        if (import_id, identity) not in settled and not staff.is_staff(webinars[import_id], email)
    )


def _decided(ids: Collection[int]) -> Select[int, str]:
    """Select the identities that are somebody's, or nobody's who registered."""
    newest = (
        select(func.max(Match.id).label("id"))
        .where(Match.import_id.in_(ids))
        .group_by(Match.import_id, Match.identity)
        .subquery()
    )
    return select(Match.import_id, Match.identity).where(
        Match.id.in_(select(newest.c.id)),
        Match.person_id.is_not(None) | (Match.how == MatchHow.APART),
    )
