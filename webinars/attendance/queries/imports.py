"""Finding readings of attendance files."""

from collections.abc import Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.attendance.models import BY_HAND, AttendanceImport, Connection, ImportState
from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.programme.models import Sitting, Webinar

ROOM_REPORT = "room-report"
"""Shape of what a room reported by itself, in UTC."""


class NoSuchImport(NotFound):
    message = N_("There is no such reading of an attendance file.")


def find_import(db: Db, *, public_id: str) -> AttendanceImport | None:
    """Return the reading with its sitting, and the webinar's series, texts and sittings."""
    webinar = joinedload(AttendanceImport.sitting).joinedload(Sitting.webinar)
    found = (
        select(AttendanceImport)
        .where(AttendanceImport.public_id == public_id)
        .options(
            webinar.joinedload(Webinar.series),
            webinar.selectinload(Webinar.texts),
            webinar.selectinload(Webinar.sittings),
        )
    )
    return db.scalars(found).unique().one_or_none()


def get_import(db: Db, *, public_id: str) -> AttendanceImport:
    """Return what `find_import` finds.

    Raises:
        NoSuchImport: it finds none.
    """
    found = find_import(db, public_id=public_id)
    if found is None:
        raise NoSuchImport
    return found


def imports_of(db: Db, *, sitting: Sitting) -> Sequence[AttendanceImport]:
    """Return the readings of files for `sitting`, the newest first."""
    rows = select(AttendanceImport).where(AttendanceImport.sitting_id == sitting.id)
    return db.scalars(rows.order_by(AttendanceImport.id.desc())).all()


def signed_files(db: Db, *, sitting: Sitting) -> list[AttendanceImport]:
    """Return the files that count for `sitting` now; corrections by hand are none."""
    rows = imports_of(db, sitting=sitting)
    return [one for one in rows if one.state is ImportState.SIGNED and one.provider != BY_HAND]


def names_by_hand(db: Db, *, imports: Sequence[AttendanceImport]) -> dict[int, str]:
    """Return the name that each record by hand speaks of, by the record's id."""
    ids = [one.id for one in imports if one.provider == BY_HAND]
    rows = select(Connection.import_id, Connection.name).where(Connection.import_id.in_(ids))
    return {import_id: name for import_id, name in db.execute(rows)}  # noqa: C416  (rows)


def last_zone(db: Db, *, provider: str = "") -> str | None:
    """Return the zone of the account as somebody last chose it: for this provider, else for any.

    What no file is (a record by hand, a room's own report) says nothing of an account.
    """
    chosen = select(AttendanceImport.zone).where(
        AttendanceImport.zone.is_not(None),
        AttendanceImport.provider != BY_HAND,
        AttendanceImport.shape != ROOM_REPORT,
    )
    same = case((AttendanceImport.provider == provider, 0), else_=1)
    return db.scalar(chosen.order_by(same, AttendanceImport.id.desc()).limit(1))


def rereading_of(db: Db, *, import_: AttendanceImport) -> AttendanceImport | None:
    """Return the reading that was made with the answers to the questions of `import_`."""
    later = select(AttendanceImport).where(AttendanceImport.rereads_id == import_.id)
    return db.scalars(later.order_by(AttendanceImport.id.desc()).limit(1)).one_or_none()


def same_reading(
    db: Db,
    *,
    sitting: Sitting,
    digest: str,
    zone: str | None,
    date_order: str | None,
    taken_for: str,
    regardless: bool,
    parser_version: str,
) -> AttendanceImport | None:
    """Return the reading of the same bytes for `sitting` with the same options, if there is one.

    `regardless`: of the planned time, since somebody gave a reason.
    """
    overridden = AttendanceImport.override_reason
    rows = select(AttendanceImport).where(
        AttendanceImport.sitting_id == sitting.id,
        AttendanceImport.file_digest == digest,
        AttendanceImport.zone.is_not_distinct_from(zone),
        AttendanceImport.date_order.is_not_distinct_from(date_order),
        AttendanceImport.taken_for == taken_for,
        overridden != "" if regardless else overridden == "",
        AttendanceImport.parser_version == parser_version,
    )
    newest = rows.options(selectinload(AttendanceImport.sitting))
    return db.scalars(newest.order_by(AttendanceImport.id.desc()).limit(1)).one_or_none()
