"""Taking an attendance file in. Its bytes were kept and read before the unit of work began.

Whatever the outcome, there is a row with its sentence; connections only where
the file could be read for this sitting. No figure changes before `sign_off`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any

from webinars.attendance.imports.reading import (
    PARSER_VERSION,
    Outcome,
    Reading,
    Reported,
    Sentence,
    Skipped,
)
from webinars.attendance.imports.reading import Connection as Read
from webinars.attendance.models import AttendanceImport, Connection, ImportState
from webinars.attendance.operations.knowing import identity_of
from webinars.attendance.operations.matching import match_known
from webinars.attendance.queries import rereading_of, same_reading
from webinars.database import Db
from webinars.database.inserting import insert_columns
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.programme.models import Sitting
from webinars.storage.operations import register_file
from webinars.storage.store import Kept

CHANGING = frozenset({Outcome.OK, Outcome.EMPTY_BUT_VALID})
"""Outcomes that may change figures once somebody signs."""


@dataclass(frozen=True)
class Taken:
    """A file as it was sent, with what the sender said of it."""

    digest: str
    name: str
    zone: str | None
    """Of the provider's account; None: not said."""
    date_order: str | None = None
    taken_for: str = ""
    """Key of the report that a person chose; empty: the surest guess."""
    kept: Kept | None = None
    """None: of a kind that is not kept (a program, a web page, nothing at all)."""


def take_in(
    db: Db,
    *,
    sitting: Sitting,
    taken: Taken,
    reading: Reading,
    by: str,
    now: datetime,
    rereads: AttendanceImport | None = None,
    reason: str = "",
) -> AttendanceImport:
    """Return the import of this file, made unless the same bytes were read the same way already.

    `rereads`: the reading of which this is another one. `reason`: why a file of another time
    is taken.
    """
    db.refresh(
        sitting, ["cancelled_at"], with_for_update=True
    )  # two who send the same file at once make one import
    known = same_reading(
        db,
        sitting=sitting,
        digest=taken.digest,
        zone=taken.zone,
        date_order=taken.date_order,
        taken_for=taken.taken_for,
        regardless=bool(reason),
        parser_version=PARSER_VERSION,
    )
    if known is not None:
        _revive(db, known)
        return known
    made = _import(sitting, taken, reading, by=by, now=now)
    made.rereads_id, made.override_reason = rereads.id if rereads else None, reason
    if taken.kept is not None:
        register_file(db, kept=taken.kept, now=now)
    db.add(made)
    db.flush()
    if reading.outcome in CHANGING:
        _insert(db, made, [*reading.connections, *reading.hosts])
        match_known(db, import_=made, connections=reading.connections, now=now)
    _note(db, made, now)
    return made


def _revive(db: Db, known: AttendanceImport) -> None:
    """Let a reading that another choice replaced, or that was set aside, wait again."""
    if known.state is not ImportState.SUPERSEDED or known.signed_at is not None:
        return
    if Outcome(known.outcome) in CHANGING:
        known.state = ImportState.READ
    elif rereading_of(db, import_=known) is None:
        known.state = ImportState.ASKING


def _import(
    sitting: Sitting, taken: Taken, reading: Reading, *, by: str, now: datetime
) -> AttendanceImport:
    return AttendanceImport(
        sitting=sitting,
        file_digest=taken.digest,
        file_name=clean_line(taken.name)[:300],
        uploaded_at=now,
        uploaded_by=by,
        zone=taken.zone,
        date_order=taken.date_order,
        parser_version=PARSER_VERSION,
        provider=reading.provider,
        shape=reading.shape,
        reasons=[_sentence(reason) for reason in reading.reasons],
        others=[
            {"key": one.key, "provider": one.provider, "shape": one.shape} for one in reading.others
        ],
        taken_for=taken.taken_for,
        outcome=reading.outcome.value,
        sentence=reading.sentence.message,
        sentence_values=dict(reading.sentence.values),
        reported=_as_json(reading.reported),
        registrants=len(reading.registrants),
        skipped=_listed(reading.skipped),
        noted=_listed(reading.noted),
        asks_zone=reading.needs_zone,
        asks_date_order=reading.needs_date_order,
        state=_state(reading),
    )


def _state(reading: Reading) -> ImportState:
    if reading.outcome in CHANGING:
        return ImportState.READ
    asks = reading.needs_zone or reading.needs_date_order
    return ImportState.ASKING if asks else ImportState.REFUSED


def _as_json(reported: Reported) -> dict[str, Any]:
    said = {name: getattr(reported, name) for name in reported.__slots__}
    started = reported.started_at
    return said | {"started_at": started.isoformat() if started else None}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"reason": sentence.message, "values": dict(sentence.values)}


def _listed(rows: Iterable[Skipped]) -> list[dict[str, Any]]:
    return [{"row": one.row, **_sentence(one.reason)} for one in rows]


def _insert(db: Db, import_: AttendanceImport, read: list[Read]) -> None:
    """Insert the connections as plain rows, column by column."""
    if not read:
        return
    columns = dict(zip(Read._fields, zip(*read, strict=True), strict=True))
    value = attrgetter("_value_")  # as `value`, without a call of Python for each row
    insert_columns(
        db,
        Connection,
        import_id=repeat(import_.id, len(read)),
        row=columns["row"],
        section=map(value, columns["section"]),
        role=map(value, columns["role"]),
        identity=map(
            cache(identity_of),
            columns["email"],
            columns["name_normal"],
            columns["external_id"],
            repeat(import_.public_id),
        ),
        name=columns["name_raw"],
        email=columns["email"],
        external_id=columns["external_id"],
        joined_at=columns["joined_at"],
        left_at=columns["left_at"],
        reported_minutes=columns["reported_minutes"],
    )


def _note(db: Db, made: AttendanceImport, now: datetime) -> None:
    detail = {
        "sitting": made.sitting.public_id,
        "file": made.file_name,
        "digest": made.file_digest,
        "outcome": made.outcome,
        "zone": made.zone,
        "reason": made.override_reason,
    }
    record(
        db,
        kind="attendance.import",
        actor=made.uploaded_by,
        subject=made.public_id,
        now=now,
        detail=detail,
    )
