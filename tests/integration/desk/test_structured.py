"""A webinar's page for machines: schema.org events that say what people are told."""

import json
import re
from typing import Any

from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.desk import make_full_webinar
from tests.factories.programme import make_webinar
from tests.integration.registrations.stories import THURSDAY
from webinars.database import Db
from webinars.programme.models import WebinarState
from webinars.registrations.operations import (
    cancel_webinar_announced,
    reschedule_announced,
)

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
BASE = "http://127.0.0.1:8000"


def events(client: FlaskClient, slug: str) -> list[dict[str, Any]]:
    [block] = BLOCK.findall(client.get(f"/webinars/{slug}").text)
    told = json.loads(block)
    assert told["@context"] == "https://schema.org"
    return list(told["@graph"])


def test_each_sitting_is_an_event_with_its_hours(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, title="Needs", sittings=2)

    first, second = events(client, webinar.slug)

    page = f"{BASE}/webinars/{webinar.slug}"
    assert first == {
        "@type": "Event",
        "name": "Needs",
        "description": "About: Needs",
        "url": page,
        "location": {"@type": "VirtualLocation", "url": page},
        "isAccessibleForFree": True,
        "organizer": {
            "@type": "Organization",
            "name": "Technical Assistance Webinars",
            "url": BASE,
        },
        "startDate": "2027-03-10T13:00:00+01:00",
        "endDate": "2027-03-10T14:30:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
    }
    assert second["startDate"] == "2027-03-10T17:00:00+01:00"


def test_a_moved_sitting_says_from_when(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db)
    moved = webinar.sittings[0]
    reschedule_announced(db, sitting=moved, slot=THURSDAY, reason="Snow.", by="otto", now=NOON)
    db.flush()

    [event] = events(client, webinar.slug)

    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["startDate"] == "2027-03-11T15:00:00+01:00"
    assert event["previousStartDate"] == "2027-03-10T13:00:00+01:00"


def test_a_cancelled_one_says_so(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db)
    cancel_webinar_announced(db, webinar=webinar, reason="Storm.", by="otto", now=NOON)
    db.flush()

    [event] = events(client, webinar.slug)

    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_hybrid_sitting_is_mixed_and_the_room_is_never_named(db: Db, client: FlaskClient) -> None:
    webinar = make_full_webinar(db)
    webinar.sittings[0].venue = "Room B"
    db.flush()

    told = events(client, webinar.slug)

    assert told[0]["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert told[0]["inLanguage"][:2] == ["en", "fr"]
    assert "rooms.example" not in json.dumps(told)


def test_no_title_breaks_out_of_the_block(db: Db, client: FlaskClient) -> None:
    title = 'Needs</script><script>alert("1")</script> & تقييم'
    webinar = make_webinar(db, title=title)

    [event] = events(client, webinar.slug)

    assert event["name"] == title
    assert "<script>alert" not in client.get(f"/webinars/{webinar.slug}").text


def test_what_has_no_hours_yet_tells_machines_nothing(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, sittings=0, state=WebinarState.ANNOUNCED)

    assert BLOCK.findall(client.get(f"/webinars/{webinar.slug}").text) == []
