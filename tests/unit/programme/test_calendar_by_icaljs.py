"""The feed as Thunderbird's parser understands it, where Node.js is found."""

import pytest

from tests.readers.icaljs import read, skip_without
from tests.unit.programme.calendars import BASE, NASTY, TOLD, feed, make_sitting
from webinars.kernel.languages import Language


@pytest.fixture(autouse=True)
def reader() -> None:
    skip_without()


def test_icaljs_reads_hours_and_standing_of_each_sitting() -> None:
    gone = make_sitting(public_id="b" * 26, cancelled_at=TOLD, cancel_reason=NASTY, venue=NASTY)

    told = read(feed(make_sitting(), gone))

    first, second = told["entries"]
    assert told["method"] == "PUBLISH"
    assert (first["start"], first["end"]) == (
        "2027-01-20T23:30:00.000Z",
        "2027-01-21T01:00:00.000Z",
    )
    assert first["uid"] == "abcdefghijklmnopqrstuvwxyz@webinars.example"
    assert (first["sequence"], first["status"], second["status"]) == (3, "CONFIRMED", "CANCELLED")
    assert first["conference"] == f"{BASE}/webinars/needs"
    assert first["attendees"] == []


def test_icaljs_reads_every_script() -> None:
    told = read(feed(make_sitting(), language=Language.ARABIC))

    assert told["entries"][0]["summary"] == "الاحتياجات"
