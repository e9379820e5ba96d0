"""Calendars for one reader alone: hers, and the Secretariat's."""

from datetime import timedelta
from typing import cast

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from tests.conftest import NOON
from tests.factories.people import JUMA
from tests.factories.programme import make_series, make_sitting, make_text, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import entries
from webinars.accounts.models import Account
from webinars.accounts.operations import disable
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.outbox.rendering import Pen
from webinars.privacy.operations import erase
from webinars.programme.models import WebinarState
from webinars.registrations.calendar import invitation_to
from webinars.registrations.models import PlaceState, Registration
from webinars.registrations.operations import cancel, cancel_sitting_announced
from webinars.web.requests import WebinarsApp


def feed_of(app: WebinarsApp, mine: Registration) -> str:
    return f"/feed/{app.keyring.token(Purpose.FEED, mine.public_id, mine.feed_key)}.ics"


def agenda_of(app: WebinarsApp, account: Account) -> str:
    token = app.keyring.token(Purpose.AGENDA, account.public_id, account.feed_generation)
    return f"/agenda/{token}.ics"


def events(client: FlaskClient, address: str) -> list[Event]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return cast("list[Event]", Calendar.from_ical(answer.data).walk("VEVENT"))


def statuses(client: FlaskClient, address: str) -> list[str]:
    return [str(event["STATUS"]) for event in events(client, address)]


def test_her_calendar_holds_her_places_of_all_webinars(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    series = make_series(db)
    first, second, _other = (make_webinar(db, series=series, sittings=1) for _ in range(3))
    mine = make_registration(db, sitting=first.sittings[0])
    make_registration(db, sitting=second.sittings[0])
    make_registration(db, sitting=second.sittings[0], name=JUMA[0], address=JUMA[1])

    held = events(client, feed_of(app, mine))

    ids = [str(event["UID"]).partition("@")[0] for event in held]
    assert ids == [first.sittings[0].public_id, second.sittings[0].public_id]
    assert all("/join/" in str(event["URL"]) for event in held)
    assert all("ATTENDEE" not in event for event in held)


def test_an_entry_is_the_one_of_the_invitation(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    mine = make_registration(db, sitting=make_sitting(db, sequence=4))
    mine.sequence = 2
    db.flush()
    pen = Pen(NOON, app.settings.base_url, app.settings.mail_from, app.keyring)

    [event] = events(client, feed_of(app, mine))

    sent = Calendar.from_ical(invitation_to(mine, mine.places[0].sitting, pen=pen).body)
    [invited] = sent.walk("VEVENT")
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "URL"):
        assert event[name] == invited[name], name


def test_who_waits_sees_a_tentative_entry_and_a_cancelled_one_says_so(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    series = make_series(db)
    waits, off, given_up = (make_webinar(db, series=series, sittings=2) for _ in range(3))
    mine = make_registration(db, sitting=waits.sittings[0])
    mine.places[0].state = PlaceState.WAITING
    make_registration(db, sitting=off.sittings[0])
    cancel_sitting_announced(db, sitting=off.sittings[0], reason="Storm.", by="otto", now=NOON)
    gone = make_registration(db, sitting=given_up.sittings[0])
    cancel(db, registration=gone, by="otto", now=NOON)
    db.flush()

    assert statuses(client, feed_of(app, mine)) == ["TENTATIVE", "CANCELLED"]
    assert statuses(client, feed_of(app, gone)) == ["TENTATIVE", "CANCELLED"]


def test_her_calendar_speaks_her_language_unless_another_is_asked_for(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    webinar = make_webinar(db, title="Needs")
    webinar.texts.append(make_text(title="Évaluer", language=Language.FRENCH))
    mine = make_registration(db, sitting=webinar.sittings[0], language=Language.FRENCH)

    [french] = events(client, feed_of(app, mine))
    [english] = events(client, f"{feed_of(app, mine)}?lang=en")

    assert (french["SUMMARY"], english["SUMMARY"]) == ("Évaluer", "Needs")
    assert "Join here" not in str(french["DESCRIPTION"])


def test_it_is_not_sent_twice_and_no_shared_cache_keeps_it(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    address = feed_of(app, make_registration(db, sitting=make_sitting(db)))
    first = client.get(address)
    app.clock = lambda: NOON + timedelta(days=1)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.data) == (304, b"")


def test_another_address_stops_the_old_one_and_leaves_her_page(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    old = feed_of(app, mine)
    page = f"/my/{app.keyring.token(Purpose.MY, mine.public_id, mine.generation)}"
    assert old in client.get(page).text

    assert client.post(f"{page}/feed").status_code == 303
    db.refresh(mine)

    assert client.get(old).status_code == 404
    assert client.get(feed_of(app, mine)).status_code == 200
    assert feed_of(app, mine) in client.get(f"{page}?done=feed").text
    assert "registrations.renew_feed" in entries(db, subject=mine.public_id)


def test_an_erasure_ends_it(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    old = feed_of(app, mine)

    erase(db, person=mine.person, now=NOON)

    assert client.get(old).status_code == 404


def test_a_key_of_another_purpose_does_not_open_it(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    token = app.keyring.token(Purpose.MY, mine.public_id, mine.feed_key)

    assert client.get(f"/feed/{token}.ics").status_code == 404
    assert client.get("/feed/.ics").status_code == 404
    assert client.get(f"/feed/{'a' * 53}.ics").status_code == 404


def test_the_secretariat_sees_drafts_as_tentative(
    db: Db, app: WebinarsApp, client: FlaskClient, otto: Account
) -> None:
    series = make_series(db)
    make_webinar(db, series=series, sittings=1)
    draft = make_webinar(db, series=series, sittings=1, state=WebinarState.DRAFT)
    draft.sittings[0].starts_at += timedelta(days=1)
    draft.sittings[0].ends_at += timedelta(days=1)
    nameless = make_webinar(db, series=series, sittings=1, state=WebinarState.DRAFT)
    nameless.sittings[0].ends_at += timedelta(days=2)
    db.delete(nameless.texts[0])
    db.flush()
    db.expire_all()

    held = events(client, agenda_of(app, otto))

    by_uid = {str(event["UID"]).partition("@")[0]: event for event in held}
    assert sorted(str(event["STATUS"]) for event in held) == ["CONFIRMED", "TENTATIVE", "TENTATIVE"]
    assert by_uid[nameless.sittings[0].public_id]["SUMMARY"] == "Topic to be announced"
    assert f"/secretariat/webinars/{draft.slug}" in str(by_uid[draft.sittings[0].public_id]["URL"])


def test_the_secretariats_address_ends_with_the_role_the_account_or_a_new_one(
    db: Db, app: WebinarsApp, client: FlaskClient, secretariat: FlaskClient, otto: Account
) -> None:
    old = agenda_of(app, otto)
    assert old in secretariat.get("/secretariat/calendar").text

    assert secretariat.post("/secretariat/calendar").status_code == 303
    db.refresh(otto)
    assert client.get(old).status_code == 404

    otto.grants[0].ended_at = NOON
    db.flush()
    assert client.get(agenda_of(app, otto)).status_code == 403
    disable(db, account=otto, by="ana", now=NOON)
    db.flush()
    assert client.get(agenda_of(app, otto)).status_code == 404


@pytest.mark.parametrize("webinars", [1, 3])
def test_her_calendar_takes_as_many_queries_however_long(
    db: Db, app: WebinarsApp, client: FlaskClient, queries: list[str], webinars: int
) -> None:
    series = make_series(db)
    sittings = [make_webinar(db, series=series).sittings[0] for _ in range(webinars)]
    mine = [make_registration(db, sitting=sitting) for sitting in sittings]
    address = feed_of(app, mine[0])
    db.flush()
    db.expire_all()
    queries.clear()

    client.get(address)

    assert len(queries) <= 7
