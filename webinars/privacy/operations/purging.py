"""Purging the identities of a series: sealed first, so that no sealed figure can change.

Names, addresses and letters go, as do raw attendance files and what they called
people. Rows without names, digests and seals stay. In small units: cut off, it goes
on where it was when it is asked again.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from webinars.attendance.models import AttendanceImport, Connection, Match
from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.evaluation.operations import Place, compare_snapshots, take_snapshot
from webinars.journal.operations import record
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.outbox.operations import forget_letters
from webinars.privacy.operations.persons import erase
from webinars.privacy.queries import (
    count_persons,
    imports_of,
    invitees_of,
    persons_of,
    still_to_come,
)
from webinars.programme.models import Series
from webinars.programme.queries import find_series
from webinars.storage.models import StoredFile

BATCH = 50
"""Persons erased in one unit, so that others may write in between."""


class NoSuchSeries(Refusal):
    message = N_("No series has the address “%(series)s”.")


class SeriesRuns(Refusal):
    message = N_("“%(series)s” still runs until %(day)s: nothing is purged before.")


class StillToCome(Refusal):
    message = N_(
        "“%(series)s” has a sitting still to come, on %(day)s: cancel or move it first, so that"
        " those who registered are told."
    )


class FiguresMoved(Refusal):
    message = N_("A figure would have changed: the purge was stopped, and %(cut)s is as it was.")


@dataclass(frozen=True)
class Purged:
    """What went, or would go."""

    persons: int
    kept: int
    """Persons of the series who stay: in another one, speakers, account holders, focal points."""
    invitees: int
    """Addresses that were invited and never registered."""
    files: int
    """Raw attendance files."""
    cut: int | None
    """Snapshot that sealed all figures beforehand; None for a dry run."""
    after: int | None = None
    """Snapshot taken afterwards, whose figures are the same."""


def purge_series(
    engine: Bind, place: Place, *, slug: str, by: str, now: datetime, dry_run: bool
) -> Purged:
    """Seal all figures, then erase who is known by this series alone; say what went.

    Raises:
        NoSuchSeries: there is none at that address.
        SeriesRuns, StillToCome: it has not ended.
        FiguresMoved: a figure reads otherwise afterwards. It is a fault of the program.
    """
    planned = _plan(engine, slug, now)
    if dry_run:
        return planned
    sealed = take_snapshot(engine, place, by=by, now=now)
    cut = sealed.cut if sealed else None
    while _erase_some(engine, slug, now):
        pass
    files = _erase_rest(engine, slug, now)
    after = _seal_again(engine, place, slug, planned, cut, by=by, now=now)
    return Purged(planned.persons, planned.kept, planned.invitees, files, cut, after)


def _plan(engine: Bind, slug: str, now: datetime) -> Purged:
    with reading(engine) as db:
        series = _ended(db, slug, now)
        due, kept = count_persons(db, series=series, on=now.date())
        invitees = len(db.scalars(invitees_of(series)).all())
        files = len({one.file_digest for one in imports_of(db, series=series)})
    return Purged(due, kept, invitees, files, None)


def _ended(db: Db, slug: str, now: datetime) -> Series:
    series = series_at(db, slug)
    refuse_running(db, series=series, now=now)
    return series


def series_at(db: Db, slug: str) -> Series:
    """Return the series of that name.

    Raises:
        NoSuchSeries: there is none.
    """
    series = find_series(db, slug=slug)
    if series is None:
        raise NoSuchSeries(series=slug)
    return series


def refuse_running(db: Db, *, series: Series, now: datetime) -> None:
    """Refuse a series whose people still come.

    Raises:
        SeriesRuns: its period has not ended.
        StillToCome: a sitting after its period was announced and not cancelled.
    """
    if series.ends_on >= now.date():
        raise SeriesRuns(series=series.slug, day=str(series.ends_on))
    if ahead := still_to_come(db, series=series, now=now):
        raise StillToCome(series=series.slug, day=f"{ahead.starts_at:%Y-%m-%d}")


def _erase_some(engine: Bind, slug: str, now: datetime) -> int:
    with unit_of_work(engine) as db:
        found = persons_of(db, series=_ended(db, slug, now), on=now.date(), limit=BATCH)
        for person in found:
            erase(db, person=person, now=now)
        return len(found)


def _erase_rest(engine: Bind, slug: str, now: datetime) -> int:
    """Erase invitees who never registered, what files called people, and the files themselves."""
    with unit_of_work(engine) as db:
        series = _ended(db, slug, now)
        invited = db.scalars(invitees_of(series)).all()
        forget_letters(db, about=[one.public_id for one in invited], now=now)
        for invitee in invited:
            invitee.name, invitee.address, invitee.address_normal = "", "", None
        imports = imports_of(db, series=series)
        _veil(db, [one.id for one in imports])
        digests = {one.file_digest for one in imports}
        elsewhere = select(AttendanceImport.file_digest).where(
            AttendanceImport.id.not_in([one.id for one in imports])
        )
        shared = set(db.scalars(elsewhere.where(AttendanceImport.file_digest.in_(digests))))
        gone = digests - shared  # their bytes go with the next sweep: nothing names them
        db.execute(delete(StoredFile).where(StoredFile.digest.in_(gone)))
        for one in imports:
            one.file_name = ""
        return len(gone)


def _veil(db: Db, imports: list[int]) -> None:
    """Take away what files called people; who is the same stays the same, under a key thrown away.

    A name is not needed to know that two rows are one person, and nobody can make the
    new identities again.
    """
    thrown_away = secrets.token_bytes(32)
    of = Connection.import_id.in_(imports)
    known = set(db.scalars(select(Connection.identity).where(of).distinct()))
    known |= set(db.scalars(select(Match.identity).where(Match.import_id.in_(imports)).distinct()))
    for identity in sorted(known):
        veiled = hashlib.sha256(thrown_away + identity.encode()).hexdigest()
        db.execute(
            update(Connection)
            .where(of, Connection.identity == identity)
            .values(identity=veiled, name="", email="", external_id="")
        )
        match = update(Match).where(Match.import_id.in_(imports), Match.identity == identity)
        db.execute(match.values(identity=veiled))


def _seal_again(
    engine: Bind,
    place: Place,
    slug: str,
    planned: Purged,
    cut: int | None,
    *,
    by: str,
    now: datetime,
) -> int | None:
    """Write into the journal what was purged, seal anew, and see that no figure moved."""
    with unit_of_work(engine) as db:
        series = _ended(db, slug, now)
        detail: Mapping[str, int | None] = {**asdict(planned), "cut": cut}
        record(
            db,
            kind="privacy.purge",
            actor=by,
            subject=series.public_id,
            now=now,
            detail=dict(detail),
        )
    again = take_snapshot(engine, place, by=by, now=now)
    if again is None or cut is None:
        return None
    moved = compare_snapshots(place.folder / str(cut), place.folder / str(again.cut)).figures
    if moved:
        raise FiguresMoved(cut=cut)
    return again.cut
