"""What a room reported becomes a reading like that of a file: compared and signed by a person.

So the rule on what counts is one. A signed reading of a later file supersedes
it, and nothing that a room says changes a figure before somebody signed.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from webinars.attendance.imports.reading import (
    Connection,
    Outcome,
    Reading,
    Reported,
    Role,
    Section,
    Sentence,
    Skipped,
)
from webinars.attendance.models import AttendanceImport
from webinars.attendance.operations import take_in
from webinars.attendance.operations.importing import Taken
from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.kernel.text import N_, inert, normal_name
from webinars.live.models import ProviderRoom, RoomMove
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.live.rules.happenings import Move, RoomStay, Stays, stays_of
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration
from webinars.storage.store import Kept

REPORT = "live.report"
WHOLE = "report"
"""Run of moves that come from the provider's own report: it leaves out the messages before it."""

READ = N_("Reported by the room itself: %(connections)s connections.")
NOBODY = N_("The room itself reported that nobody came.")
STRAY = N_("The room reported a leave of somebody whom it had not reported as joining.")
COLUMNS = ("run", "connection", "mark", "name", "e-mail", "staff", "joined", "left")


class Row(NamedTuple):
    """One connection of the report, and whose it is if that is known."""

    stay: RoomStay
    registration: Registration | None


def ask_report(db: Db, *, room: ProviderRoom, step: str, now: datetime) -> None:
    """Ask that what the room reported be offered for signature; the same `step` twice is once."""
    enqueue(
        db,
        name=REPORT,
        arguments={"room": room.public_id},
        key=report_key(room, step),
        now=now,
    )


def report_key(room: ProviderRoom, step: str) -> str:
    return f"{REPORT}:{room.public_id}:{step}"


def rows_of_report(
    moves: Sequence[RoomMove], known: dict[int, Registration]
) -> tuple[list[Row], Stays]:
    """Return the connections of a sitting's rooms: of the provider's own report if it came."""
    whole = [one for one in moves if one.run == WHOLE]
    used = whole or moves
    whose = {_plain(one): one.registration_id for one in used}
    stays = stays_of(whose)
    rows = [Row(one, known.get(whose[one.first] or 0)) for one in stays.found]
    return rows, stays


def _plain(row: RoomMove) -> Move:
    names = ("run", "line", "joined", "at", "external_id", "name", "email", "staff")
    return Move(*(getattr(row, name) for name in names))


def as_file(rows: Iterable[Row]) -> bytes:
    """Return the report as a table that anybody can read again: the evidence that is kept."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for stay, _ in rows:
        first, left = stay.first, stay.left_at.isoformat() if stay.left_at else ""
        names = (first.run, first.line, first.external_id, first.name, first.email)
        staff = "yes" if first.staff else "no"
        writer.writerow((*map(inert, names), staff, first.at.isoformat(), left))
    return text.getvalue().encode()


def offer(
    db: Db,
    *,
    sitting: Sitting,
    room: ProviderRoom,
    rows: Sequence[Row],
    stays: Stays,
    kept: Kept,
    now: datetime,
) -> AttendanceImport:
    """Offer what the room reported as a reading to be signed; the same report is the same one."""
    provider = room.account.provider.value
    connections = tuple(_connection(number, row) for number, row in enumerate(rows, start=2))
    people = tuple(one for one in connections if one.role is Role.ATTENDEE)
    reading = Reading(
        outcome=Outcome.OK if people else Outcome.EMPTY_BUT_VALID,
        sentence=_sentence(len(people)),
        provider=provider,
        shape="room-report",
        connections=people,
        hosts=tuple(one for one in connections if one.role is not Role.ATTENDEE),
        reported=Reported(room_id=room.meeting_id[:64]),
        skipped=tuple(Skipped(0, Sentence(STRAY)) for _ in stays.strays),
    )
    name = f"{CAPABILITIES[room.account.provider].name} {now:%Y-%m-%d}.csv"
    taken = Taken(digest=kept.digest, name=name, zone="UTC", kept=kept)
    return take_in(db, sitting=sitting, taken=taken, reading=reading, by="room", now=now)


def _sentence(count: int) -> Sentence:
    return Sentence(READ, {"connections": count}) if count else Sentence(NOBODY)


def _connection(number: int, row: Row) -> Connection:
    """Return a connection as files have them.

    Whoever gave back our mark has the address of that registration: so they are
    found by address and name, as everybody is.
    """
    first, registration = row.stay.first, row.registration
    address = registration.address if registration else None
    name = first.name or (registration.person.name if registration else "")
    return Connection(
        row=number,
        section=Section.PANELIST if first.staff else Section.ATTENDEE,
        role=Role.PANELIST if first.staff else Role.ATTENDEE,
        name_raw=name,
        name_normal=normal_name(name),
        email=address.normal if address else first.email,
        external_id=first.external_id,
        joined_at=first.at,
        left_at=row.stay.left_at,
        reported_minutes=None,
    )
