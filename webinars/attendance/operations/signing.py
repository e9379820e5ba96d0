"""Signing an import off: from here on its minutes count."""

from datetime import datetime

from sqlalchemy import func, select

from webinars.attendance.imports.reading import Outcome
from webinars.attendance.models import AttendanceImport, Connection, ImportState
from webinars.attendance.operations.holding import INVITE
from webinars.attendance.operations.importing import CHANGING
from webinars.attendance.operations.issuing import ask_to_issue
from webinars.attendance.operations.refusals import (
    ConfirmNobodyCame,
    NotCounting,
    NothingToSign,
    NothingWaits,
    ReasonNeeded,
    SignedAlready,
)
from webinars.attendance.queries import reconciliation, signed_files, totals_told
from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.text import clean_line


def sign_off(
    db: Db,
    *,
    import_: AttendanceImport,
    by: str,
    now: datetime,
    nobody_came: bool = False,
    beside: bool = False,
) -> None:
    """Let `import_` count, and no longer those signed before for the same sitting.

    `beside`: it counts together with them, as it is of another room or another run; moments in
    both count once. Who is unmatched stays counted, as a walk-in, and stays in the queue. One
    that was superseded may be signed again. Feedback is asked of those who came. The totals as
    the signer saw them are kept.

    Raises:
        NothingToSign: the file was refused, or still asks.
        ConfirmNobodyCame: it shows nobody, and `nobody_came` does not say that this is so.
        SignedAlready: it counts already.
    """
    _hold(db, import_)
    _refuse_to_sign(import_, nobody_came=nobody_came)
    superseded = [] if beside else signed_files(db, sitting=import_.sitting)
    for one in superseded:
        one.state = ImportState.SUPERSEDED
    import_.state, import_.signed_at, import_.signed_by = ImportState.SIGNED, now, by
    import_.signed_totals = totals_told(reconciliation(db, import_))
    _tell(db, import_, superseded, now)
    ask_to_issue(db, webinar=import_.sitting.webinar, now=now)


def _hold(db: Db, import_: AttendanceImport) -> None:
    """See to it that one reading of a sitting is signed at a time, and read how it stands."""
    db.refresh(import_.sitting, ["cancelled_at"], with_for_update=True)
    db.refresh(import_, ["state"])


def _refuse_to_sign(import_: AttendanceImport, *, nobody_came: bool) -> None:
    if import_.state is ImportState.SIGNED:
        raise SignedAlready
    if Outcome(import_.outcome) not in CHANGING:
        raise NothingToSign
    if import_.outcome == Outcome.EMPTY_BUT_VALID and not nobody_came:
        raise ConfirmNobodyCame


def withdraw_signature(
    db: Db, *, import_: AttendanceImport, reason: str, by: str, now: datetime
) -> None:
    """Let a signed file no longer count, although no other takes its place: it was a mistake.

    The reading stays with who signed it; the journal says who took that back and why. It may be
    signed again.

    Raises:
        ReasonNeeded: there is none.
        NotCounting: it does not count.
    """
    why = clean_line(reason)
    if not why:
        raise ReasonNeeded
    _hold(db, import_)
    if import_.state is not ImportState.SIGNED:
        raise NotCounting
    import_.state = ImportState.SUPERSEDED
    detail = {"sitting": import_.sitting.public_id, "reason": why}
    kind, subject = "attendance.withdraw_signature", import_.public_id
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)


def set_aside(db: Db, *, import_: AttendanceImport, by: str, now: datetime) -> None:
    """Ask for nothing more about a file that was the wrong one. Read again, it waits again.

    Raises:
        NothingWaits: it neither asks something nor waits for a signature.
    """
    _hold(db, import_)
    if import_.state not in {ImportState.ASKING, ImportState.READ}:
        raise NothingWaits
    import_.state = ImportState.SUPERSEDED
    detail = {"sitting": import_.sitting.public_id}
    subject = import_.public_id
    record(db, kind="attendance.set_aside", actor=by, subject=subject, now=now, detail=detail)


def _tell(
    db: Db, import_: AttendanceImport, superseded: list[AttendanceImport], now: datetime
) -> None:
    subject, webinar = import_.public_id, import_.sitting.webinar.public_id
    counted = select(func.count()).where(Connection.import_id == import_.id)
    detail = {
        "sitting": import_.sitting.public_id,
        "digest": import_.file_digest,
        "connections": db.scalar(counted),
        "supersedes": [one.public_id for one in superseded],
    }
    record(
        db,
        kind="attendance.sign_off",
        actor=import_.signed_by,
        subject=subject,
        now=now,
        detail=detail,
    )
    enqueue(
        db,
        name=INVITE,
        arguments={"webinar": webinar, "by": "sign-off"},
        key=f"{INVITE}:{subject}:{now.isoformat()}",
        now=now,
    )
