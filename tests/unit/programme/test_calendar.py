"""The calendar: what its readers may rely on, by RFC 5545, 5546 and 7986."""

import re
from datetime import timedelta
from typing import cast

import pytest
from icalendar import Calendar, Event

from tests.unit.programme.calendars import BASE, NASTY, TOLD, feed, make_sitting
from webinars.kernel.languages import Language
from webinars.programme.calendar import event_of, uid_of
from webinars.programme.models import (
    Sitting,
    WebinarText,
)

ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", "ORGANIZER")
LINE = re.compile(
    r'[A-Z-]+(;[A-Z-]+=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)(,[^";:]*)*)*:.*', re.DOTALL
)


def read(sitting: Sitting, language: Language = Language.ENGLISH) -> Event:
    """Return the only entry as an independent reading of the bytes finds it."""
    return cast("Event", Calendar.from_ical(feed(sitting, language=language)).walk("VEVENT")[0])


def test_an_entry_says_when_where_and_what() -> None:
    event = read(make_sitting())

    assert event["UID"] == "abcdefghijklmnopqrstuvwxyz@webinars.example"
    assert event["DTSTART"].to_ical() == b"20270120T233000Z"
    assert event["DTEND"].to_ical() == b"20270121T010000Z"
    assert event["SEQUENCE"] == 3
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "Needs"
    assert event["URL"] == f"{BASE}/webinars/needs"
    assert event["CONFERENCE"] == f"{BASE}/webinars/needs"
    assert event["CONFERENCE"].params["FEATURE"] == ["AUDIO", "VIDEO"]
    assert event.categories == ["Needs assessment", "Capacity building"]
    assert event["ORGANIZER"] == "mailto:webinars@example.org"
    assert "LOCATION" not in event


def test_the_live_room_is_never_named() -> None:
    assert b"rooms.example" not in feed(make_sitting())


def test_an_entry_speaks_its_readers_language() -> None:
    event = read(make_sitting(), Language.ARABIC)

    assert (event["SUMMARY"], event["SUMMARY"].params["LANGUAGE"]) == ("الاحتياجات", "ar")


def test_a_fallback_says_in_which_language_it_is() -> None:
    event = read(make_sitting(), Language.RUSSIAN)

    assert (event["SUMMARY"], event["SUMMARY"].params["LANGUAGE"]) == ("Needs", "en")


def test_a_cancelled_sitting_stays_and_says_so() -> None:
    event = read(make_sitting(cancelled_at=TOLD, cancel_reason="The speaker is ill."))

    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "Cancelled: Needs"
    assert str(event["DESCRIPTION"]).startswith("This sitting is cancelled. The speaker is ill.")


def test_a_cancelled_webinar_cancels_its_sittings_entries() -> None:
    sitting = make_sitting()
    sitting.webinar.cancelled_at = TOLD

    assert read(sitting)["STATUS"] == "CANCELLED"


def test_a_hybrid_sitting_names_its_venue() -> None:
    assert read(make_sitting(venue="Room B, Geneva"))["LOCATION"] == "Room B, Geneva"


def test_the_feed_says_where_it_is_and_when_to_ask_again() -> None:
    calendar = Calendar.from_ical(feed(make_sitting()))

    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["VERSION"] == "2.0"
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT6H"
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in feed(make_sitting())
    assert calendar["SOURCE"] == f"{BASE}/programme.ics"
    assert b"NAME;LANGUAGE=en:Webinars\\, in short\\; all\r\n" in feed(make_sitting())


def test_the_same_programme_gives_the_same_bytes() -> None:
    assert feed(make_sitting()) == feed(make_sitting())


def test_a_change_of_text_moves_the_stamp_and_not_the_sequence() -> None:
    sitting = make_sitting()
    sitting.webinar.revised_at = TOLD + timedelta(hours=1)
    event = read(sitting)

    assert event["SEQUENCE"] == 3
    assert event["DTSTAMP"].to_ical() == event["LAST-MODIFIED"].to_ical() == b"20261201T100000Z"


@pytest.mark.parametrize("title", [NASTY, "a\nb;c,d", "🎉" * 80, "ا" * 300, '"quoted": \\'])
def test_no_title_breaks_the_format(title: str) -> None:
    sitting = make_sitting(cancelled_at=TOLD, cancel_reason=title, venue=title)
    sitting.webinar.texts = [
        WebinarText(language=Language.ENGLISH, title=title, abstract=f"{title}\n\n{title}")
    ]
    body = feed(sitting, make_sitting(public_id="b" * 26))

    lines = body.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(sign in line for line in lines for sign in (b"\r", b"\n"))
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
    unfolded = body.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert all(LINE.fullmatch(line) for line in unfolded)
    assert unfolded.count("BEGIN:VALARM") == 0
    assert len(Calendar.from_ical(body).walk("VEVENT")) == 2


def test_a_title_comes_back_as_it_was_written() -> None:
    title = 'Needs, assessed; “together” 🎉 "twice" \\ تقييم'
    sitting = make_sitting()
    sitting.webinar.texts = [WebinarText(language=Language.ENGLISH, title=title, abstract="")]

    assert read(sitting)["SUMMARY"] == title


def test_each_property_that_may_stand_once_stands_once() -> None:
    body = feed(make_sitting(cancelled_at=TOLD)).decode().replace("\r\n ", "")

    stand = {name: len(re.findall(rf"^{name}[;:]", body, re.MULTILINE)) for name in ONCE}

    assert stand == dict.fromkeys(ONCE, 1)
    assert "TZID" not in body


def test_another_address_of_the_house_leaves_the_uid_as_it_was() -> None:
    here, there = (
        event_of(make_sitting(), language=Language.ENGLISH, base_url=base)
        for base in (BASE, "https://moved.example/webinars")
    )

    assert here["UID"] == there["UID"]
    assert here["URL"] != there["URL"]


def test_an_invitation_may_carry_its_own_stamp_and_lead_to_its_own_page() -> None:
    later = TOLD + timedelta(days=3)
    event = event_of(
        make_sitting(), language=Language.ENGLISH, base_url=BASE, page=f"{BASE}/my/x", stamp=later
    )

    assert event["UID"] == uid_of(make_sitting())
    assert later == event.DTSTAMP
    assert event["URL"] == event["CONFERENCE"] == f"{BASE}/my/x"


def test_words_of_ours_are_said_in_the_readers_language() -> None:
    event = event_of(
        make_sitting(), language=Language.ENGLISH, base_url=BASE, say=lambda message: f"«{message}»"
    )

    assert event.categories == ["«Needs assessment»", "«Capacity building»"]


@pytest.mark.parametrize(
    ("change", "written"),
    [
        ({}, False),
        ({"sequence": 4}, True),
        ({"cancelled_at": TOLD}, True),
        ({"venue": "Room 4"}, True),
    ],
)
def test_an_entry_is_written_again_when_it_says_something_else(
    change: dict[str, object], *, written: bool
) -> None:
    before = feed(make_sitting(public_id="b" * 26), make_sitting(public_id="c" * 26))

    after = feed(make_sitting(public_id="b" * 26), make_sitting(public_id="c" * 26, **change))

    assert (after != before) is written
    assert len(Calendar.from_ical(after).walk("VEVENT")) == 2
