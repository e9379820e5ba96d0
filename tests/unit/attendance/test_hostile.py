"""Any bytes at all, of every room's reports: no error, no hang, never a silent zero."""

import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from webinars.attendance.imports.apart import weight
from webinars.attendance.imports.reading import Outcome, Reading, read

FIXTURES = Path(__file__).parents[2] / "fixtures" / "attendance"
FILES = [
    path.read_bytes()
    for path in sorted([*FIXTURES.glob("*.*"), *FIXTURES.glob("by-hand/*.*")])
    if path.suffix in {".csv", ".txt", ".xls", ".xlsx", ".zip"}
]
PLANNED = (datetime(2026, 5, 13, 8, 0, tzinfo=UTC), datetime(2026, 5, 13, 9, 30, tzinfo=UTC))
WITHIN = 5.0
"""Seconds that five megabytes may take, on a machine that others share."""
HUNGER = 20
"""Times its own size that a file may take in memory."""

pytestmark = pytest.mark.fuzz


def judge(raw: bytes, **over: object) -> Reading:
    """Read `raw`, and fail on what no file may do to a reader."""
    facts: dict[str, object] = {"zone": "Europe/Zurich", "planned": None} | over
    started = time.monotonic()
    reading = read(raw, file_name="f.csv", **facts)  # type: ignore[arg-type]  # a case's options
    assert time.monotonic() - started < WITHIN
    if reading.outcome is Outcome.OK:
        assert reading.connections
    if reading.outcome is Outcome.EMPTY_BUT_VALID:
        assert (reading.connections, reading.skipped) == ((), ())
    for one in (*reading.connections, *reading.hosts):
        assert one.left_at is None or one.joined_at <= one.left_at
        assert one.row >= 1
    for said in (reading.sentence, *(one.reason for one in (*reading.skipped, *reading.noted))):
        assert "%(" not in str(said)
    return reading


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Return `raw` as a spreadsheet, a bad line, or a malicious hand would leave it."""
    data = bytearray(raw)
    for _ in range(dice.randrange(1, 6)):
        place, span = dice.randrange(len(data) + 1), dice.randrange(1, 60)
        repeated = data[place : place + span]
        mark = dice.choice([b'"', b",", b"\t", b"\r", b"\n", b"\0", b'="', b";"])
        more = dice.choice([b"", repeated, repeated * 2, dice.randbytes(span), mark])
        data[place : place + dice.choice([0, 0, 1, span])] = more
    return bytes(data[: dice.choice([len(data), len(data), dice.randrange(len(data) + 1)])])


@pytest.mark.parametrize("seed", range(8))
def test_broken_files_of_every_room_do_no_harm(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  (repeatable, not secret)
    for raw in FILES * 8:
        options = {
            "zone": dice.choice(["Europe/Zurich", "Asia/Kathmandu", None, "Nowhere"]),
            "planned": dice.choice([None, PLANNED]),
            "date_order": dice.choice([None, "mdy", "dmy"]),
        }
        judge(mutated(raw, dice), **options)


@pytest.mark.parametrize("seed", range(4))
def test_broken_parts_of_a_workbook_do_no_harm(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  (repeatable, not secret)
    with zipfile.ZipFile(FIXTURES / "by-hand" / "gtw_xlsx.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    read_parts = [name for name in parts if name.startswith("xl/") and "theme" not in name]
    for _ in range(150):
        broken = dice.choice(read_parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as book:
            for name, content in parts.items():
                book.writestr(name, mutated(content, dice) if name == broken else content)
        judge(out.getvalue())


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    raw=st.one_of(
        st.binary(max_size=2_000),
        st.text(max_size=800).map(lambda text: text.encode("utf-8", "ignore")),
        st.builds(lambda one, more: one + more, st.sampled_from(FILES), st.binary(max_size=300)),
        st.builds(
            lambda one, two, at: one[:at] + two[at:],
            st.sampled_from(FILES),
            st.sampled_from(FILES),
            st.integers(0, 2_000),
        ),
        st.text(max_size=500).map(lambda text: text.encode("utf-16")),
    ),
    zone=st.sampled_from(["Europe/Zurich", None]),
)
def test_no_bytes_at_all_make_a_reader_stumble(raw: bytes, zone: str | None) -> None:
    judge(raw, zone=zone)


HEADS = {
    "zoom": "Attendee Details,\nAttended,User Name (Original Name),Email,Registration Time,"
    "Approval Status,Join Time,Leave Time,Time in Session (minutes)\n",
    "participants": "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n",
    "teams": "1. Summary\nTitle\tx\n\n2. Participants\nName\tFirst join\tLast leave\tD\tE\tU\tR\n"
    "A\t5/13/26, 10:00:00 AM\t5/13/26, 11:00:00 AM\t1h\ta@x.example\ta@x.example\tAttendee\n\n"
    "3. In-Meeting Activities\nName\tJoin time\tLeave time\tDuration\tEmail\tRole\n",
    "older": "Full Name\tUser Action\tTimestamp\n",
    "webex": "Meeting Name,Display Name,Attendee Email,Join Time,Leave Time,Attendance Duration,"
    "Session Name\n",
    "goto": "Attended,Interest Rating,Last Name,First Name,Email Address,Join Time,Leave Time,"
    "Time in Session\n",
    "meet": "First name,Last name,Email,Duration,Time joined,Time exited\n",
    "dashboard": "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,"
    "Poll Votes,Raise Hands,Join,Left,Duration\r\n",
}
ROWS: dict[str, Callable[[int], str]] = {
    "zoom": lambda n: (
        f"Yes,P {n},p{n}@x.example,,,05/13/2026 10:00:00 AM,05/13/2026 11:00:00 AM,60\n"
    ),
    "participants": lambda n: (
        f"P {n},p{n}@x.example,05/13/2026 10:00:00 AM,05/13/2026 11:00:00 AM,60,Yes\n"
    ),
    "teams": lambda n: (
        f"P {n}\t5/13/26, 10:00:00 AM\t5/13/26, 11:00:00 AM\t1h\tp{n}@x.example\tAttendee\n"
    ),
    "older": lambda n: f"P {n}\tJoined\t5/13/2026, 10:00:00 AM\n",
    "webex": lambda n: (
        f'M,P {n},p{n}@x.example,="2026-05-13 10:00:00",="2026-05-13 11:00:00",1 hr,Main Session\n'
    ),
    "goto": lambda n: (
        f"Yes,9,P,{n},p{n}@x.example,05/13/2026 10:00 AM,05/13/2026 11:00 AM,01:00:00\n"
    ),
    "meet": lambda n: f"P,{n},p{n}@x.example,58 min,10:00,10:58\n",
    "dashboard": lambda n: (
        f'"P {n}","FALSE","0","00:00:00","00:00:00","0","0","0","0",'
        '"5/13/2026, 10:00:00 AM","5/13/2026, 11:00:00 AM","01:00:00"\r\n'
    ),
}
SIZE = 5 << 20

MEASURE = """
import resource, sys, time
from datetime import datetime, UTC
from webinars.attendance.imports.reading import read
raw = open(sys.argv[1], "rb").read()
small = raw[:4096]
planned = (datetime(2026, 5, 13, 8, tzinfo=UTC), datetime(2026, 5, 13, 9, 30, tzinfo=UTC))
read(small, file_name="f", zone="Europe/Zurich", planned=planned)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.monotonic()
reading = read(raw, file_name="f", zone="Europe/Zurich", planned=planned)
took = time.monotonic() - started
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(reading.outcome, len(reading.connections), took, grown * 1024 / len(raw))
"""


def measured(raw: bytes, tmp_path: Path) -> tuple[str, int, float, float]:
    """Return outcome, connections, seconds, and memory in sizes of the file, in a process."""
    file = tmp_path / "big"
    file.write_bytes(raw)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], capture_output=True, check=True, text=True
    )
    outcome, connections, took, hunger = done.stdout.split()
    return outcome, int(connections), float(took), float(hunger)


@pytest.mark.parametrize("shape", HEADS)
def test_five_megabytes_are_read_in_time_and_bounded_memory(shape: str, tmp_path: Path) -> None:
    row, rows, size = ROWS[shape], [HEADS[shape]], len(HEADS[shape])
    while size < SIZE:
        rows.append(row(len(rows)))
        size += len(rows[-1])
    outcome, connections, took, hunger = measured("".join(rows).encode(), tmp_path)

    assert (outcome, connections) in {("ok", len(rows) - 1), ("too-big", 0)}
    assert took < WITHIN
    assert hunger < HUNGER


def test_a_workbook_of_fifty_thousand_rows_is_read_in_time_and_bounded_memory(
    tmp_path: Path,
) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(HEADS["goto"].strip().split(","))
    for n in range(50_000):
        page.append(ROWS["goto"](n).strip().split(","))
    out = io.BytesIO()
    book.save(out)
    raw = out.getvalue()

    outcome, connections, took, hunger = measured(raw, tmp_path)

    assert (outcome, connections) == ("ok", 50_000)
    assert took < WITHIN
    assert hunger * len(raw) / weight(raw) < HUNGER


HOSTILE = {
    "one endless cell": HEADS["participants"].encode() + b"x" * SIZE,
    "an open quote": HEADS["participants"].encode() + b'"' + b"x,y\n" * (SIZE // 4),
    "only quotes": HEADS["participants"].encode() + b'"' * SIZE,
    "only delimiters": HEADS["participants"].encode() + b"," * SIZE,
    "only line ends": HEADS["participants"].encode() + b"\n" * SIZE,
    "only parentheses": HEADS["participants"].encode()
    + b"\n".join([b"(" * 1_000 + b",a@x.example,,,,"] * (SIZE // 1_020)),
    "only guards": HEADS["webex"].encode() + b'="' * (SIZE // 2),
    "figures and words": HEADS["webex"].encode()
    + b"\n".join([b"M,P,p@x.example,1,1," + b"1 h " * 200 + b",Main Session"] * 6_000),
    "deep JSON": b'{"meeting_id":' + b"[" * SIZE,
    "wide JSON": b'{"meeting_id":"m","data":{"attendees":[' + b"{}," * (SIZE // 3) + b"{}]}}",
    "NULs": HEADS["zoom"].encode() + b"\0" * SIZE,
    "dashboard of quotes": HEADS["dashboard"].encode() + b'"a"\r\n' * (SIZE // 5),
    "joins that never end": HEADS["older"].encode()
    + b"A\tJoined\t5/13/2026, 10:00:00 AM\n" * (SIZE // 34),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_megabytes_neither_hang_nor_eat_the_machine(name: str, tmp_path: Path) -> None:
    _outcome, _connections, took, hunger = measured(HOSTILE[name], tmp_path)

    assert took < WITHIN
    assert hunger < HUNGER
