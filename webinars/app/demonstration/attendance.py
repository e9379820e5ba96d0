"""What happened in the past webinars: holdings, and attendance files of a fictitious room.

The files are written as a room would write them and go through the importer
like any other: kept by digest, read, matched, signed off.
"""

import csv
import io
import random
from datetime import datetime, timedelta

from webinars.attendance.imports.reading import read
from webinars.attendance.models import HoldingSource
from webinars.attendance.operations import (
    Taken,
    declare_rule,
    issue,
    record_holding,
    sign_off,
    take_in,
)
from webinars.database import Db
from webinars.kernel.zones import wall_of
from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import standing
from webinars.registrations.models import PlaceState, Registration
from webinars.storage.operations import register_file
from webinars.storage.store import Store

CERTIFIED = 45
"""Minutes of one sitting from which a certificate is given."""

ZONE = "Europe/Zurich"
BY = "demonstration"
HEAD = (
    *("Attended", "User Name (Original Name)", "First Name", "Last Name", "Email", "Phone"),
    *("Registration Time", "Approval Status", "Join Time", "Leave Time"),
    *("Time in Session (minutes)", "Is Guest", "Country/Region Name"),
)


def hold(db: Db, store: Store, *, webinar: Webinar, registrations: list[Registration]) -> None:
    """Record each sitting as held, the last one overrunning, and import and sign its file."""
    sittings = standing(webinar)
    before = sittings[0].starts_at - timedelta(days=7)
    declare_rule(db, webinar=webinar, minutes=CERTIFIED, by=BY, now=before)
    for sitting in sittings:
        over = timedelta(minutes=12 if sitting is sittings[-1] else 0)
        ended = sitting.ends_at + over
        record_holding(
            db,
            sitting=sitting,
            started_at=sitting.starts_at,
            ended_at=ended,
            source=HoldingSource.MANUAL,
            reason="",
            by=BY,
            now=ended + timedelta(minutes=5),
        )
        raw = report(sitting, _coming(sitting, registrations), ended)
        _import(db, store, sitting, raw, now=ended + timedelta(days=1))
    last = sittings[-1].ends_at + timedelta(days=2)
    issue(db, webinar=webinar, now=last, letters=False)


def _import(db: Db, store: Store, sitting: Sitting, raw: bytes, *, now: datetime) -> None:
    kept = store.keep(io.BytesIO(raw))
    register_file(db, kept=kept, now=now)
    name = f"attendee_{sitting.public_id[:6]}.csv"
    planned = (sitting.starts_at, sitting.ends_at)
    reading = read(raw, file_name=name, zone=ZONE, planned=planned)
    taken = Taken(digest=kept.digest, name=name, zone=ZONE)
    import_ = take_in(db, sitting=sitting, taken=taken, reading=reading, by=BY, now=now)
    db.flush()
    sign_off(db, import_=import_, by=BY, now=now + timedelta(hours=1))


def _coming(sitting: Sitting, registrations: list[Registration]) -> list[Registration]:
    """Return who came: seven in ten of those with a place, and some of the other sitting's too."""
    draw = random.Random(sitting.minutes + sitting.id)  # noqa: S311  (a demonstration)
    here = []
    for registration in registrations:
        own = any(
            p.sitting_id == sitting.id and p.state is PlaceState.CONFIRMED
            for p in registration.places
        )
        if draw.random() < (0.7 if own else 0.04):
            here.append(registration)
    return here


def report(sitting: Sitting, coming: list[Registration], ended: datetime) -> bytes:
    """Return the attendee report of a room, in its form of 2023 to 2025, in the zone of Geneva."""
    draw = random.Random(sitting.id)  # noqa: S311
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Attendee Report", ""])
    writer.writerow(["Report Generated:", _clock(ended)])
    writer.writerow(
        ["Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)", "# Registered"]
    )
    writer.writerow(
        [
            "Fictitious webinar",
            "123 4567 8901",
            _clock(sitting.starts_at),
            sitting.minutes,
            len(coming),
        ]
    )
    writer.writerow(["Host Details", ""])
    writer.writerow(HEAD)
    writer.writerow(_row("Otto Muster", "secretariat@example.org", sitting.starts_at, ended))
    writer.writerow(["Panelist Details", ""])
    writer.writerow(HEAD)
    writer.writerow(_row("Amina Mfano", "amina.mfano@example.org", sitting.starts_at, ended))
    writer.writerow(["Attendee Details", ""])
    writer.writerow(HEAD)
    for registration in coming:
        writer.writerows(_connections(draw, registration, sitting, ended))
    writer.writerow(["Other Attended", ""])
    writer.writerow(
        ["User Name", "Join Time", "Leave Time", "Time in Session (minutes)", "Country/Region Name"]
    )
    writer.writerow(
        ["Call-in user 1", _short(sitting.starts_at), _short(ended), sitting.minutes, ""]
    )
    return out.getvalue().encode()


def _connections(
    draw: random.Random, registration: Registration, sitting: Sitting, ended: datetime
) -> list[list[object]]:
    """Return the rows of one person: many drop out once and come back, a few leave at once."""
    name, email = registration.person.name, registration.person.addresses[0].written
    joined = sitting.starts_at + timedelta(seconds=draw.randint(-600, 900))
    left = ended - timedelta(seconds=draw.choice((0, 0, 0, draw.randint(60, 4_000))))
    if draw.random() < 0.06:
        return [_row(name, email, joined, joined + timedelta(minutes=3))]
    if draw.random() < 0.25:
        middle = joined + (left - joined) * 0.5
        overlap = timedelta(seconds=draw.choice((-90, 40)))  # two devices at once, or a gap
        return [
            _row(name, email, joined, middle),
            _row(name, email, middle + overlap, left, again=True),
        ]
    return [_row(name, email, joined, left)]


def _row(
    name: str, email: str, joined: datetime, left: datetime, *, again: bool = False
) -> list[object]:
    first, _, last = name.partition(" ")
    minutes = -(-(left - joined) // timedelta(minutes=1))
    told = ["", ""] if again else [_clock(joined - timedelta(days=3)), "approved"]
    return [
        "Yes",
        name,
        first,
        last,
        email,
        "",
        *told,
        _clock(joined),
        _clock(left),
        minutes,
        "Yes",
        "",
    ]


def _clock(instant: datetime) -> str:
    return wall_of(instant, ZONE).strftime("%b %d, %Y %H:%M:%S")


def _short(instant: datetime) -> str:
    return wall_of(instant, ZONE).strftime("%b %d, %Y %I:%M %p")
