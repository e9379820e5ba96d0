"""One webinar's desk, its registrations, its preview, and what happened to it."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.desk import make_full_webinar, make_past_webinar, make_recording
from tests.factories.people import FORMULA, RIGHT_TO_LEFT
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration, make_registrations
from webinars.accounts.models import Account
from webinars.database import Db
from webinars.journal.operations import forget_details, record
from webinars.kernel.languages import Language
from webinars.programme.models import (
    ActivityType,
    CycleTheme,
    Openness,
    PromisedPart,
    Webinar,
    WebinarState,
)
from webinars.programme.operations import (
    Slot,
    WebinarFacts,
    change_webinar,
    explain_slot,
    move_sitting,
    promise_languages,
)
from webinars.registrations.models import Category
from webinars.registrations.operations.queueing import pause, queue_of


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_full_webinar(db, sittings=2, slug="one")


def test_it_leads_to_every_page_of_the_webinar(secretariat: FlaskClient, webinar: Webinar) -> None:
    page = secretariat.get("/secretariat/webinars/one").text

    first = webinar.sittings[0].public_id
    for address in [
        "/webinars/one",
        "/secretariat/webinars/one/edit",
        "/secretariat/webinars/one/closing",
        "/secretariat/webinars/one/cancel",
        "/secretariat/webinars/one/texts/ar",
        "/secretariat/webinars/one/preview/ar",
        "/secretariat/webinars/one/sittings/new",
        "/secretariat/webinars/one/appearances",
        "/secretariat/webinars/one/certificates",
        f"/secretariat/sittings/{first}/edit",
        f"/secretariat/sittings/{first}/room",
        f"/secretariat/webinars/one/reschedule/{first}",
        f"/secretariat/webinars/one/cancel/{first}",
    ]:
        assert f'href="{address}"' in page


@pytest.mark.parametrize(
    ("state", "there", "absent"),
    [
        (WebinarState.DRAFT, "/secretariat/webinars/one/announce", "/webinars/one/cancel"),
        (WebinarState.ANNOUNCED, "/secretariat/webinars/one/open", "/webinars/one/announce"),
        (WebinarState.OPEN, "/secretariat/webinars/one/closing", "/webinars/one/open"),
    ],
)
def test_it_offers_the_next_step(
    db: Db, secretariat: FlaskClient, state: WebinarState, there: str, absent: str
) -> None:
    make_webinar(db, slug="one", state=state)

    page = secretariat.get("/secretariat/webinars/one").text

    assert f'href="{there}"' in page
    assert f'{absent}"' not in page


def test_registrations_are_counted_by_language_category_and_group(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    sitting = webinar.sittings[0]
    kenya: dict[str, Any] = {"category": Category.STATE, "state_code": "KE"}
    make_registration(db, sitting=sitting, name="A", address="a@x.example", **kenya)
    make_registration(
        db, sitting=sitting, name="B", address="b@x.example", language=Language.FRENCH, **kenya
    )
    make_registration(db, sitting=sitting, name="C", address="c@x.example", needs="Captions")

    page = secretariat.get("/secretariat/webinars/one").text

    assert "3 persons" in page
    assert "English: 2" in page
    assert "French: 1" in page
    assert "A member State: 2" in page
    african = page[page.index("African Group") :]
    assert '<td class="r">1 of 53</td><td class="r">2</td>' in african
    assert "(unverified)" in page


def test_the_list_of_registrations_comes_in_pages(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    make_registrations(db, sitting=webinar.sittings[0], count=52)

    first = secretariat.get("/secretariat/webinars/one/registrations").text
    second = secretariat.get("/secretariat/webinars/one/registrations?page=2").text

    assert "<h1>52 registrations</h1>" in first
    assert "1 to 50 of 52" in first
    assert "51 to 52 of 52" in second
    assert "<bdi>Person 52</bdi>" in second
    assert "<bdi>Person 52</bdi>" not in first


@pytest.mark.usefixtures("webinar")
@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999", "²"])
def test_a_page_that_is_none_is_a_page_all_the_same(secretariat: FlaskClient, page: str) -> None:
    path = "/secretariat/webinars/one/registrations"

    assert secretariat.get(path, query_string={"page": page}).status_code == 200


def test_strange_names_stand_by_themselves(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    sitting = webinar.sittings[0]
    make_registration(db, sitting=sitting, name=RIGHT_TO_LEFT, address="a@x.example")
    make_registration(db, sitting=sitting, name=FORMULA, address="b@x.example")

    page = secretariat.get("/secretariat/webinars/one/registrations").text

    assert f"<bdi>{RIGHT_TO_LEFT}</bdi>" in page
    assert "=HYPERLINK(&#34;#evil" in page


@pytest.mark.parametrize("people", [1, 30])
@pytest.mark.parametrize(("path", "expected"), [("", 25), ("/registrations", 12)])
def test_a_page_takes_as_many_queries_for_one_person_as_for_many(  # noqa: PLR0917
    db: Db,
    secretariat: FlaskClient,
    queries: list[str],
    webinar: Webinar,
    people: int,
    path: str,
    expected: int,
) -> None:
    make_registrations(db, sitting=webinar.sittings[0], count=people)
    db.expunge_all()
    queries.clear()

    assert secretariat.get(f"/secretariat/webinars/one{path}").status_code == 200
    assert len(queries) == expected


def test_a_draft_is_seen_beforehand_in_each_language(db: Db, secretariat: FlaskClient) -> None:
    make_webinar(db, slug="one", title="Not told yet", state=WebinarState.DRAFT)

    page = secretariat.get("/secretariat/webinars/one/preview/ar")
    other = secretariat.get("/secretariat/webinars/one/preview/ar?lang=fr")

    assert '<html lang="ar" dir="rtl">' in page.text
    assert "Not told yet" in page.text
    assert other.headers["Location"] == "/secretariat/webinars/one/preview/fr"
    assert secretariat.get("/secretariat/webinars/one/preview/xx").status_code == 404


def test_what_was_held_leads_to_attendance_and_recording(db: Db, secretariat: FlaskClient) -> None:
    webinar = make_past_webinar(db, slug="one")
    make_recording(db, sitting=webinar.sittings[0], slug="kept")

    page = secretariat.get("/secretariat/webinars/one").text

    sitting = webinar.sittings[0].public_id
    assert f'href="/secretariat/sittings/{sitting}/attendance"' in page
    assert f'href="/secretariat/sittings/{sitting}/recording"' in page
    assert '<a href="/recordings/kept">Recording published</a>' in page


def test_history_tells_who_changed_what_and_survives_erasure(
    db: Db, secretariat: FlaskClient, otto: Account, webinar: Webinar
) -> None:
    sitting = webinar.sittings[0]
    explain_slot(db, sitting=sitting, reason="For the Pacific.", by=otto.public_id, now=NOON)
    db.flush()

    page = secretariat.get("/secretariat/webinars/one").text
    forget_details(db, subject=sitting.public_id)
    later = secretariat.get("/secretariat/webinars/one").text

    assert "Explained the hour" in page
    assert "<bdi>Otto Muster</bdi>" in page
    assert "Why this hour: <bdi>For the Pacific.</bdi>" in page
    assert "Explained the hour" in later
    assert "Why this hour: <bdi>" not in later


def test_history_speaks_in_words_and_not_in_codes(
    db: Db, secretariat: FlaskClient, otto: Account, webinar: Webinar
) -> None:
    facts = WebinarFacts(
        planned_month=date(2027, 4, 1),
        cycle_theme=CycleTheme.NEEDS,
        activities=frozenset({ActivityType.CAPACITY, ActivityType.LEGISLATION}),
        openness=Openness.MEMBERS,
    )
    slot = Slot(datetime.fromisoformat("2027-03-11T15:00"), "Africa/Nairobi", 60)
    by = otto.public_id
    change_webinar(db, webinar=webinar, facts=facts, by=by, now=NOON)
    promises = {PromisedPart.FLOOR: ["en", "pt"]}
    promise_languages(db, webinar=webinar, promises=promises, by=by, now=NOON)
    move_sitting(db, sitting=webinar.sittings[0], slot=slot, by=by, now=NOON)
    db.flush()

    page = re.sub("</?bdi>", "", secretariat.get("/secretariat/webinars/one").text)

    assert "Month: March 2027 became April 2027" in page
    assert "For whom: Open to everybody became Member States only" in page
    assert "Stage of the cycle: Implementation became Needs assessment" in page
    assert "became Capacity building; Legislative assistance" in page
    assert "Languages of the floor: English and French became English and Portuguese" in page
    assert "became 11 March 2027, 15:00" in page
    assert "Time zone: Geneva became Nairobi" in page
    history = page[page.index('id="history"') :]
    assert not re.search(r"2027-0|Europe/|cycle\.|type\.", history)


def test_each_entry_of_the_history_has_words(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    sitting = webinar.sittings[0]
    queue_of(db, sitting=sitting, now=NOON)
    pause(db, sitting=sitting, reason="We look again.", by="queue", now=NOON)
    record(db, kind="live.novelty", actor="queue", subject=sitting.public_id, now=NOON)

    page = secretariat.get("/secretariat/webinars/one").text
    history = page[page.index('id="history"') :]

    assert "Fixed the seed of the queue’s draw" in history
    assert "Paused the queue" in history
    assert "Another entry of the journal" in history
    assert not re.search(r"(registrations|live)\.[a-z]", history)


def test_whom_to_invite_is_asked_before_anybody_registered(
    db: Db, secretariat: FlaskClient
) -> None:
    make_webinar(db, slug="fresh")
    db.flush()

    page = secretariat.get("/secretariat/webinars/fresh").text

    assert "0 persons" in page
    for place in ["registrations", "invitations", "messages", "deliveries"]:
        assert f'href="/secretariat/webinars/fresh/{place}"' in page


def test_no_such_webinar(secretariat: FlaskClient) -> None:
    assert secretariat.get("/secretariat/webinars/none").status_code == 404
