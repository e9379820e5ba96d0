"""Presence recorded by hand: what no file says, with the reason, as a row of its own.

It counts from the moment it is recorded, beside the files; whoever is in both counts once. It is
taken back by ending that it counts, and stays to be seen.
"""

import hashlib
from datetime import datetime

from webinars.attendance.imports.reading import PARSER_VERSION, Outcome
from webinars.attendance.models import (
    BY_HAND,
    AttendanceImport,
    Connection,
    ImportState,
    Match,
    MatchHow,
)
from webinars.attendance.operations.issuing import ask_to_issue
from webinars.attendance.operations.knowing import identity_of
from webinars.attendance.operations.refusals import (
    EndsBeforeStart,
    InTheFuture,
    NotCounting,
    NotRegisteredHere,
    OutsideWindow,
    ReasonNeeded,
)
from webinars.attendance.queries.holdings import windows_of
from webinars.attendance.rules import Stay
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import N_, clean_line, normal_name
from webinars.people.models import Person
from webinars.people.queries import follow
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration

RECORDED = N_("Recorded by hand: present from %(joined)s to %(left)s (UTC).")


def record_presence(
    db: Db,
    *,
    sitting: Sitting,
    registration: Registration,
    joined_at: datetime,
    left_at: datetime,
    reason: str,
    by: str,
    now: datetime,
) -> AttendanceImport:
    """Say that who registered so was there between two instants, although no file says it.

    Raises:
        ReasonNeeded: there is none.
        NotRegisteredHere: the registration is of another webinar.
        EndsBeforeStart, InTheFuture, OutsideWindow: of the two times.
    """
    why = clean_line(reason)
    if not why:
        raise ReasonNeeded
    if registration.webinar_id != sitting.webinar_id:
        raise NotRegisteredHere
    _refuse_times(db, sitting, joined_at, left_at, now=now)
    person = follow(db, person=registration.person)
    made = _row(sitting, joined_at, left_at, why, by=by, now=now)
    db.add(made)
    db.flush()
    _add_connection(db, made, registration, Stay(joined_at, left_at), person=person)
    _note(db, made, "attendance.record_presence", person_id=person.id, by=by, now=now)
    ask_to_issue(db, webinar=sitting.webinar, now=now)
    return made


def withdraw_presence(
    db: Db, *, import_: AttendanceImport, reason: str, by: str, now: datetime
) -> None:
    """Let what was recorded by hand no longer count; it stays, with who took it back and why.

    Raises:
        ReasonNeeded: there is none.
        NotCounting: it is no such record, or counts no longer.
    """
    why = clean_line(reason)
    if not why:
        raise ReasonNeeded
    db.refresh(import_, ["state"], with_for_update=True)
    if import_.provider != BY_HAND or import_.state is not ImportState.SIGNED:
        raise NotCounting
    import_.state = ImportState.SUPERSEDED
    _note(db, import_, "attendance.withdraw_presence", reason=why, by=by, now=now)


def _refuse_times(
    db: Db, sitting: Sitting, joined_at: datetime, left_at: datetime, *, now: datetime
) -> None:
    window = windows_of(db, sittings=[sitting])[sitting.id].interval
    if left_at <= joined_at:
        raise EndsBeforeStart
    if left_at > now:
        raise InTheFuture
    if left_at <= window.start or joined_at >= window.end:
        raise OutsideWindow


def _row(
    sitting: Sitting, joined_at: datetime, left_at: datetime, why: str, *, by: str, now: datetime
) -> AttendanceImport:
    told = f"{sitting.public_id}\n{joined_at.isoformat()}\n{left_at.isoformat()}\n{now.isoformat()}"
    return AttendanceImport(
        sitting=sitting,
        file_digest=hashlib.sha256(told.encode()).hexdigest(),
        file_name="",
        uploaded_at=now,
        uploaded_by=by,
        zone="UTC",
        parser_version=PARSER_VERSION,
        provider=BY_HAND,
        shape="presence",
        outcome=Outcome.OK.value,
        sentence=RECORDED,
        sentence_values={
            "joined": f"{joined_at:%Y-%m-%d %H:%M}",
            "left": f"{left_at:%Y-%m-%d %H:%M}",
        },
        reported={},
        skipped=[],
        noted=[],
        state=ImportState.SIGNED,
        signed_at=now,
        signed_by=by,
        override_reason=why,
    )


def _add_connection(
    db: Db, made: AttendanceImport, registration: Registration, stay: Stay, *, person: Person
) -> None:
    address = registration.address.written.casefold() if registration.address else ""
    identity = identity_of(address, normal_name(person.name))
    connection = Connection(
        import_id=made.id,
        row=1,
        section="attendee",
        role="attendee",
        identity=identity,
        name=person.name,
        email=address,
        joined_at=stay.joined_at,
        left_at=stay.left_at,
    )
    match = Match(
        import_id=made.id,
        identity=identity,
        person_id=person.id,
        how=MatchHow.HAND,
        decided_at=made.uploaded_at,
        decided_by=made.uploaded_by,
        reason=made.override_reason,
    )
    db.add_all([connection, match])
    db.flush()


def _note(
    db: Db,
    row: AttendanceImport,
    kind: str,
    *,
    by: str,
    now: datetime,
    person_id: int | None = None,
    reason: str = "",
) -> None:
    detail = {
        "sitting": row.sitting.public_id,
        "person": person_id,
        "reason": reason or row.override_reason,
        **row.sentence_values,
    }
    record(db, kind=kind, actor=by, subject=row.public_id, now=now, detail=detail)
