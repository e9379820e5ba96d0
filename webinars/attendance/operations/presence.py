"""Presence and absence recorded by hand: what no file says, with the reason, as a row of its own.

It counts from the moment it is recorded. Presence stands beside the files, and whoever is in both
counts once; absence takes away from what files and hands say, and not from what the entrance
saw. It is taken back by ending that it counts, and stays to be seen.
"""

import hashlib
from datetime import datetime

from webinars.attendance.imports.reading import PARSER_VERSION, Outcome
from webinars.attendance.models import (
    ABSENT,
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
from webinars.attendance.queries.connections import PARTICIPANT
from webinars.attendance.queries.holdings import windows_of
from webinars.attendance.rules import Interval
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import N_, clean_line, normal_name
from webinars.people.models import Person
from webinars.people.queries import follow
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration

PRESENT = "presence"
AWAY = "absence"
RECORDED = {
    PRESENT: N_("Recorded by hand: present from %(joined)s to %(left)s (UTC)."),
    AWAY: N_("Recorded by hand: not there from %(joined)s to %(left)s (UTC)."),
}
ROLES = {PRESENT: PARTICIPANT, AWAY: ABSENT}


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
    was_there: bool = True,
) -> AttendanceImport:
    """Say that who registered so was there between two instants, although no file says it.

    `was_there` false: that they were not, although a file says so.

    Raises:
        ReasonNeeded: there is none.
        NotRegisteredHere: the registration is of another webinar.
        EndsBeforeStart, InTheFuture, OutsideWindow: of the two times.
    """
    why, stay = clean_line(reason), Interval(joined_at, left_at)
    if not why:
        raise ReasonNeeded
    if registration.webinar_id != sitting.webinar_id:
        raise NotRegisteredHere
    _refuse_times(db, sitting, stay, now=now)
    person = follow(db, person=registration.person)
    made = _row(sitting, stay, why, PRESENT if was_there else AWAY, by=by, now=now)
    db.add(made)
    db.flush()
    _add_connection(db, made, registration, stay, person=person)
    _note(db, made, f"attendance.record_{made.shape}", person_id=person.id, by=by, now=now)
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
    _note(db, import_, f"attendance.withdraw_{import_.shape}", reason=why, by=by, now=now)


def _refuse_times(db: Db, sitting: Sitting, stay: Interval, *, now: datetime) -> None:
    window = windows_of(db, sittings=[sitting])[sitting.id].interval
    if stay.end <= stay.start:
        raise EndsBeforeStart
    if stay.end > now:
        raise InTheFuture
    if stay.end <= window.start or stay.start >= window.end:
        raise OutsideWindow


def _row(
    sitting: Sitting, stay: Interval, why: str, shape: str, *, by: str, now: datetime
) -> AttendanceImport:
    told = "\n".join([sitting.public_id, *(f"{one.isoformat()}" for one in (*stay, now))])
    return AttendanceImport(
        sitting=sitting,
        file_digest=hashlib.sha256(told.encode()).hexdigest(),
        file_name="",
        uploaded_at=now,
        uploaded_by=by,
        zone="UTC",
        parser_version=PARSER_VERSION,
        provider=BY_HAND,
        shape=shape,
        outcome=Outcome.OK.value,
        sentence=RECORDED[shape],
        sentence_values={
            "joined": f"{stay.start:%Y-%m-%d %H:%M}",
            "left": f"{stay.end:%Y-%m-%d %H:%M}",
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
    db: Db, made: AttendanceImport, registration: Registration, stay: Interval, *, person: Person
) -> None:
    address = registration.address.written.casefold() if registration.address else ""
    identity = identity_of(address, normal_name(person.name))
    connection = Connection(
        import_id=made.id,
        row=1,
        section="attendee",
        role=ROLES[made.shape],
        identity=identity,
        name=person.name,
        email=address,
        joined_at=stay.start,
        left_at=stay.end,
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
