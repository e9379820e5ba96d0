"""Whatever the bytes, an attendance file is read or refused: no crash, no hang, no silent zero."""

import json
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webinars.attendance.commands import _told, _window
from webinars.attendance.imports.reading import Outcome, Reading, read

FILES = [
    path.read_bytes()
    for path in sorted(Path("tests/fixtures/attendance/by-hand").iterdir())
    if path.suffix in {".csv", ".txt", ".xls", ".xlsx", ".zip"}
]
ODD = [
    b'"',
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\0",
    b"=",
    b"(",
    b"\xe2\x80\xaf",
    b"\xff\xfe",
    b"31/02/2026",
]
DAY = datetime(2026, 5, 13)

MEGABYTES = 5_000_000
SECONDS = 5
TIMES_THE_FILE = 20
"""What a file of five megabytes may take."""


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """Take a file that somebody wrote by hand and spoil it in some places."""
    data = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 6))):
        at, to = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        new = draw(st.one_of(st.sampled_from(ODD), st.binary(max_size=8), st.just(data[at:to])))
        keep = draw(st.booleans())
        data = data[:at] + new + (data[at:] if keep else data[to:])
    return data


@given(data=spoiled(), zone=st.sampled_from([None, "Europe/Zurich", "Pacific/Kiritimati"]))
@settings(max_examples=150)
def test_a_spoiled_file_is_read_or_refused(data: bytes, zone: str | None) -> None:
    hold(data, zone)


@pytest.mark.fuzz
@given(data=spoiled(), zone=st.sampled_from([None, "Europe/Zurich", "Pacific/Kiritimati"]))
@settings(max_examples=20_000)
def test_many_spoiled_files_are_read_or_refused(data: bytes, zone: str | None) -> None:
    hold(data, zone)


def hold(data: bytes, zone: str | None) -> None:
    """Check what must hold of any reading."""
    reading = reading_of(data, zone)
    told = _told(reading)
    assert json.loads(json.dumps(told, ensure_ascii=False).encode()) == told
    assert str(reading.sentence)
    if reading.outcome is Outcome.OK:
        assert told["connections"]
    assert all(one["minutes"] >= 0 for one in told["persons"])
    ends = [(one["joined_at"], one["left_at"]) for one in told["connections"]]
    assert all(left is None or joined is None or joined <= left for joined, left in ends)
    assert all(one["reason"] for one in told["skipped"])


def reading_of(data: bytes, zone: str | None) -> Reading:
    return read(data, file_name="a file.csv", zone=zone, planned=_window(DAY, zone or "UTC"))


def filled(text: str, head: str = "") -> bytes:
    return (head + text * (MEGABYTES // len(text) + 1))[:MEGABYTES].encode()


HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
ROW = "Ada,a@example.org,05/13/2026 10:00:00 AM,05/13/2026 11:00:00 AM,60,Yes\n"
JOINED = (
    "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,Raise Hands"
)
HEAVY: dict[str, Callable[[], bytes]] = {
    "rows": lambda: filled(ROW, HEAD),
    "delimiters alone in a line": lambda: filled(";\n"),
    "lines of one word": lambda: "".join(f"Person {n}\n" for n in range(400_000)).encode()[
        :MEGABYTES
    ],
    "headings again and again": lambda: filled(HEAD),
    "open quotes": lambda: filled('"', HEAD),
    "commas": lambda: filled(",", HEAD),
    "brackets": lambda: filled("(", HEAD),
    "dates that are none": lambda: filled(ROW.replace("05/13", "99/99"), HEAD),
    "spaces": lambda: filled("\u202f\u00a0\u200e", HEAD),
    "sections of a meeting": lambda: filled(
        "1. Summary\n2. Participants\n3. In-Meeting activities\n"
    ),
    "a dashboard's open cell": lambda: filled('"Ada', f"{JOINED},Join,Left,Duration\n"),
    "noise": lambda: Random(1).randbytes(MEGABYTES),  # noqa: S311  (nothing is kept secret)
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_five_megabytes_take_five_seconds_and_twenty_times_the_file_at_most(name: str) -> None:
    data = HEAVY[name]()
    began = time.process_time()
    reading_of(data, "Europe/Zurich")
    took = time.process_time() - began

    tracemalloc.start()
    reading_of(data, "Europe/Zurich")
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert took <= SECONDS
    assert held <= TIMES_THE_FILE * len(data)
