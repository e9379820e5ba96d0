"""Attendance for tests: holdings, and imports with connections as a room would report them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tests.factories.programme import make_sitting, make_webinar
from webinars.attendance.imports.reading import Connection as Read
from webinars.attendance.imports.reading import Outcome, Reading, Role, Section, Sentence
from webinars.attendance.models import AttendanceImport, Holding, HoldingSource
from webinars.attendance.operations import Taken, record_holding, sign_off, take_in
from webinars.attendance.operations.knowing import identity_of
from webinars.database import Db
from webinars.kernel.text import normal_name
from webinars.programme.models import Sitting

FILES = Path(__file__).parents[1] / "fixtures" / "attendance"
OFFICER = "officer"
FEBRUARY = datetime.fromisoformat("2025-02-03T18:30:00+00:00")
"""When the webinar of most files under tests/fixtures/attendance was planned; ninety minutes."""


def raw(name: str) -> bytes:
    return (FILES / name).read_bytes()


def make_held_sitting(db: Db, *, starts_at: datetime = FEBRUARY, minutes: int = 90) -> Sitting:
    """Return a sitting of the past, at the time of the files."""
    return make_sitting(
        db, webinar=make_webinar(db, sittings=0), starts_at=starts_at, minutes=minutes
    )


def make_holding(
    db: Db,
    *,
    sitting: Sitting,
    begins: int = 0,
    ends: int = 90,
    reason: str = "",
    now: datetime | None = None,
) -> Holding:
    """Record that `sitting` ran from minute `begins` to minute `ends` of its plan."""
    holding = record_holding(
        db,
        sitting=sitting,
        started_at=sitting.starts_at + timedelta(minutes=begins),
        ended_at=sitting.starts_at + timedelta(minutes=ends),
        source=HoldingSource.MANUAL,
        reason=reason,
        by=OFFICER,
        now=now or sitting.ends_at + timedelta(days=1),
    )
    db.flush()
    return holding


Line = tuple[str, str, int, int | None]
"""Name, address, and the minutes of the plan at which somebody joined and left."""


def make_import(
    db: Db,
    *,
    sitting: Sitting,
    lines: Sequence[Line],
    hosts: Sequence[Line] = (),
    signed: bool = True,
    digest: str = "",
    beside: bool = False,
    provider: str = "",
    token: str = "",
) -> AttendanceImport:
    """Return an import with a connection for each line, signed off unless said otherwise.

    `token`: the room's identifier of all of them.
    """
    now = sitting.ends_at + timedelta(days=1)
    read = [_read(sitting, row, line) for row, line in enumerate(lines, start=10)]
    connections = [one._replace(external_id=token) for one in read]
    staff = [_read(sitting, row, line, Role.HOST) for row, line in enumerate(hosts, start=900)]
    made = take_in(
        db,
        sitting=sitting,
        taken=Taken(digest=digest or identity_of(repr(lines), ""), name="report.csv", zone="UTC"),
        reading=Reading(
            outcome=Outcome.OK,
            sentence=Sentence("Read."),
            provider=provider,
            connections=tuple(connections),
            hosts=tuple(staff),
        ),
        by=OFFICER,
        now=now,
    )
    if signed:
        sign_off(db, import_=made, by=OFFICER, now=now, beside=beside)
    db.flush()
    return made


def _read(sitting: Sitting, row: int, line: Line, role: Role = Role.ATTENDEE) -> Read:
    name, email, joined, left = line
    return Read(
        row=row,
        section=Section(role.value),
        role=role,
        name_raw=name,
        name_normal=normal_name(name),
        email=email,
        external_id="",
        joined_at=sitting.starts_at + timedelta(minutes=joined),
        left_at=None if left is None else sitting.starts_at + timedelta(minutes=left),
        reported_minutes=None if left is None else left - joined,
    )
