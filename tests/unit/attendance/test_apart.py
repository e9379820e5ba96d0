"""A big file is read in a process of its own, and gives the same reading."""

import pickle
import subprocess
from typing import NoReturn

import pytest

from tests.unit.attendance.reports import ANN, PLANNED, ZONE, attendees, row
from webinars.attendance.imports import apart, sentences
from webinars.attendance.imports.apart import Options, read_apart
from webinars.attendance.imports.reading import Outcome, read

OPTIONS: Options = {
    "file_name": "attendee.csv",
    "zone": ZONE,
    "planned": PLANNED,
    "date_order": None,
    "day_of": None,
    "taken_for": "",
}


def test_a_big_file_is_read_apart_and_says_the_same() -> None:
    raw = attendees(*([ANN, row("Bo")] * 3_000))
    assert len(raw) > apart.SMALL

    assert pickle.dumps(read_apart(raw, **OPTIONS)) == pickle.dumps(read(raw, **OPTIONS))


def test_a_reading_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> NoReturn:
        raise subprocess.TimeoutExpired("read", apart.WITHIN)

    monkeypatch.setattr(subprocess, "run", hangs)
    reading = read_apart(b"x" * (apart.SMALL + 1), **OPTIONS)

    assert (reading.outcome, reading.sentence.message) == (Outcome.TOO_BIG, sentences.NOT_DONE)
