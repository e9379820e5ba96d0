"""What other programs follow: calendars that parse, and news."""

from datetime import timedelta
from xml.etree import ElementTree as ET  # the feed is our own

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.conftest import NOON
from tests.factories.desk import make_past_webinar
from tests.factories.programme import LONG_AGO, make_series, make_text, make_webinar
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import SlugHistory, WebinarState

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_calendar_holds_every_sitting_that_was_announced(db: Db, client: FlaskClient) -> None:
    series = make_series(db)
    past, coming = make_past_webinar(db, series=series), make_webinar(db, series=series, sittings=2)
    make_webinar(db, series=series, state=WebinarState.DRAFT)
    gone = make_webinar(db, series=series, state=WebinarState.CANCELLED, announced_at=LONG_AGO)

    answer = client.get("/programme.ics")
    events = Calendar.from_ical(answer.data).walk("VEVENT")

    shown = [one.public_id for webinar in (past, coming, gone) for one in webinar.sittings]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert sorted(str(event["UID"]).split("@")[0] for event in events) == sorted(shown)
    assert [str(event["STATUS"]) for event in events].count("CANCELLED") == 1


def test_a_webinars_calendar_speaks_the_language_asked_for(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, title="Assessing needs together", sittings=2)
    webinar.texts += [make_text(title="Évaluer", language=Language.FRENCH)]
    db.flush()

    answer = client.get(f"/webinars/{webinar.slug}.ics?lang=fr")
    events = Calendar.from_ical(answer.data).walk("VEVENT")

    assert [str(event["SUMMARY"]) for event in events] == ["Évaluer", "Évaluer"]
    assert events[0].decoded("DTSTART") == webinar.sittings[0].starts_at


@pytest.mark.parametrize("feed", ["/programme.ics", "/programme.atom", "/webinars/one.ics"])
def test_a_feed_is_not_sent_twice_to_who_has_it(db: Db, client: FlaskClient, feed: str) -> None:
    make_webinar(db, slug="one")
    first = client.get(feed)

    again = client.get(feed, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, no-cache"
    assert (again.status_code, again.data) == (304, b"")


def test_a_feed_has_the_same_bytes_until_something_changes(db: Db, client: FlaskClient) -> None:
    make_webinar(db)
    first = client.get("/programme.ics")
    client.application.clock = lambda: NOON + timedelta(days=1)  # type: ignore[attr-defined]

    assert client.get("/programme.ics").data == first.data


def test_drafts_have_no_calendar_and_old_addresses_lead_on(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, slug="new-name")
    db.add(SlugHistory(slug="old-name", subject=webinar.public_id, since=LONG_AGO))
    draft = make_webinar(db, state=WebinarState.DRAFT)

    assert client.get(f"/webinars/{draft.slug}.ics").status_code == 404
    assert client.get("/webinars/nothing.ics").status_code == 404
    assert client.get("/webinars/old-name.ics").headers["Location"] == "/webinars/new-name.ics"


def test_an_empty_programme_has_empty_feeds(client: FlaskClient) -> None:
    assert Calendar.from_ical(client.get("/programme.ics").data).walk("VEVENT") == []
    assert ET.fromstring(client.get("/programme.atom").data).findall(f"{ATOM}entry") == []  # noqa: S314


def test_the_news_tell_the_last_change_first(db: Db, client: FlaskClient) -> None:
    series = make_series(db)
    make_webinar(db, series=series, title="Open & told")
    make_webinar(
        db,
        series=series,
        title="Called off",
        state=WebinarState.CANCELLED,
        announced_at=LONG_AGO,
        cancel_reason="No room is free.",
    )

    answer = client.get("/programme.atom")
    feed = ET.fromstring(answer.data)  # noqa: S314

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [
        "Cancelled: Called off",
        "Registration is open: Open & told",
    ]
    assert feed.findtext(f"{ATOM}updated") == NOON.isoformat()
    assert "No room is free." in (feed.find(f"{ATOM}entry/{ATOM}summary").text or "")  # type: ignore[union-attr]
