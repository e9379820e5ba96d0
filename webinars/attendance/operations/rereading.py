"""The same file read again: with an answer, as another report, or for a sitting of another time.

A reading is never changed: each of these makes another one, which names the one that it rereads.
"""

from datetime import datetime

from webinars.attendance.imports.reading import Outcome, Reading
from webinars.attendance.models import AttendanceImport, ImportState
from webinars.attendance.operations.importing import Taken, take_in
from webinars.attendance.operations.refusals import (
    NoSuchGuess,
    NothingAsked,
    NotOfAnotherTime,
    OverrideNeedsReason,
)
from webinars.attendance.queries import rereading_of
from webinars.database import Db
from webinars.kernel.text import clean_line


def choose_zone(
    db: Db, *, import_: AttendanceImport, taken: Taken, reading: Reading, by: str, now: datetime
) -> AttendanceImport:
    """Answer which zone, or which order of dates: a new reading of the same file.

    Raises:
        NothingAsked: it does not ask, or somebody answered meanwhile.
    """
    db.refresh(import_, ["state"], with_for_update=True)
    if import_.state is not ImportState.ASKING:
        raise NothingAsked
    import_.state = ImportState.SUPERSEDED
    return _anew(db, import_, taken, reading, by=by, now=now)


def read_as(
    db: Db, *, import_: AttendanceImport, taken: Taken, reading: Reading, by: str, now: datetime
) -> AttendanceImport:
    """Take a file for another report than the surest guess: a new reading of it.

    What was signed before counts until the new one is signed.

    Raises:
        NoSuchGuess: the file may not be that.
    """
    db.refresh(import_, ["state"], with_for_update=True)
    if taken.taken_for not in {one["key"] for one in import_.others}:
        raise NoSuchGuess
    if import_.state in {ImportState.ASKING, ImportState.READ}:
        import_.state = ImportState.SUPERSEDED
    return _anew(db, import_, taken, reading, by=by, now=now)


def override(
    db: Db,
    *,
    import_: AttendanceImport,
    taken: Taken,
    reading: Reading,
    reason: str,
    by: str,
    now: datetime,
) -> AttendanceImport:
    """Take a file of another time for this sitting all the same: a new reading, with the reason.

    Raises:
        OverrideNeedsReason: there is none.
        NotOfAnotherTime: the file was refused for something else, or was taken since.
    """
    why = clean_line(reason)
    if not why:
        raise OverrideNeedsReason
    db.refresh(import_, ["state"], with_for_update=True)
    other_time = import_.outcome == Outcome.WRONG_SESSION
    if not other_time or rereading_of(db, import_=import_) is not None:
        raise NotOfAnotherTime
    return take_in(
        db,
        sitting=import_.sitting,
        taken=taken,
        reading=reading,
        by=by,
        now=now,
        rereads=import_,
        reason=why,
    )


def _anew(
    db: Db, old: AttendanceImport, taken: Taken, reading: Reading, *, by: str, now: datetime
) -> AttendanceImport:
    return take_in(
        db, sitting=old.sitting, taken=taken, reading=reading, by=by, now=now, rereads=old
    )
