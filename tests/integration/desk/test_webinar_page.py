"""The page of one webinar: everything about it, in the reader's language and on her clock."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.desk import make_full_webinar, make_past_webinar, make_recording
from tests.factories.programme import LONG_AGO, make_sitting, make_text, make_webinar
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.zones import instant_of
from webinars.programme.models import SlugHistory, TextState, WebinarState
from webinars.programme.operations import raise_revision
from webinars.web.requests import WebinarsApp


def test_it_shows_all_that_is_known(db: Db, client: FlaskClient) -> None:
    webinar = make_full_webinar(db)

    page = client.get(f"/webinars/{webinar.slug}?zone=Africa/Nairobi").text

    assert "<h1>What a small office needs first</h1>" in page
    assert "<dt>Spoken</dt><dd>English and French</dd>" in page
    assert "<dt>Captions in the recording</dt><dd>All six languages</dd>" in page
    assert "Implementation" in page
    assert "What does not?" in page
    assert "Amina Mfano 7" in page
    assert f'href="/webinars/{webinar.slug}.ics?lang=en"' in page


def test_each_time_is_told_in_the_readers_zone_and_as_announced(
    db: Db, client: FlaskClient
) -> None:
    webinar = make_webinar(db)

    page = client.get(f"/webinars/{webinar.slug}?zone=Asia/Kathmandu").text

    assert "17:45 to 19:15" in page
    assert "Wednesday 10 March, your time in Kathmandu" in page
    assert "Ends after your working day" in page
    assert "Announced as 13:00 to 14:30 in Geneva, 12:00 UTC" in page


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("Pacific/Kiritimati", "Thursday 11 March", "02:00 to 03:30"),
        ("Pacific/Apia", "Thursday 11 March", "01:00 to 02:30"),
        ("Pacific/Pago_Pago", "Wednesday 10 March", "01:00 to 02:30"),
        ("Asia/Kathmandu", "Wednesday 10 March", "17:45 to 19:15"),
        ("Asia/Tehran", "Wednesday 10 March", "15:30 to 17:00"),
    ],
)
def test_the_day_is_right_on_both_sides_of_the_date_line(
    db: Db, client: FlaskClient, zone: str, day: str, hour: str
) -> None:
    webinar = make_webinar(db)

    page = client.get(f"/webinars/{webinar.slug}?zone={zone}").text

    assert day in page
    assert hour in page


def test_in_the_week_between_two_clock_changes_each_place_has_its_own_hour(
    db: Db, client: FlaskClient
) -> None:
    """On 17 March 2027 New York has summer time already, Geneva has not."""
    noon = datetime(2027, 3, 17, 12)
    webinar = make_webinar(db, sittings=0)
    make_sitting(db, webinar=webinar, starts_at=instant_of(noon, "Europe/Zurich"))

    page = client.get(f"/webinars/{webinar.slug}?zone=America/New_York").text

    assert "07:00 to 08:30" in page
    assert "Announced as 12:00 to 13:30 in Geneva, 11:00 UTC" in page


def test_a_sitting_past_midnight_says_that_it_ends_the_next_day(
    db: Db, client: FlaskClient
) -> None:
    webinar = make_webinar(db, sittings=0)
    make_sitting(db, webinar=webinar, starts_at=datetime(2027, 3, 10, 14, 45, tzinfo=UTC))

    page = client.get(f"/webinars/{webinar.slug}?zone=Asia/Shanghai").text

    assert "22:45 to 00:15 the next day" in page


def test_other_cities_are_chosen_by_a_plain_form(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, sittings=2)

    page = client.get(f"/webinars/{webinar.slug}?zone=Africa/Nairobi").text

    assert '<option value="Asia/Kathmandu">Kathmandu</option>' in page
    assert '<option value="Africa/Nairobi" selected>Nairobi</option>' in page
    assert '<tr><th scope="row">Beijing</th><td>20:00</td><td>00:00, 11 March</td></tr>' in page


def test_a_draft_is_not_there(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, state=WebinarState.DRAFT)

    assert client.get(f"/webinars/{webinar.slug}").status_code == 404
    assert client.get("/webinars/no-such-webinar").status_code == 404


def test_an_earlier_address_leads_on_for_good(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, slug="new-name")
    db.add(SlugHistory(slug="old-name", subject=webinar.public_id, since=LONG_AGO))
    db.flush()

    answer = client.get("/webinars/old-name")
    asked = client.get("/webinars/old-name?lang=ar&zone=Africa/Cairo&more=1")

    assert answer.status_code == asked.status_code == 301
    assert answer.headers["Location"] == "/webinars/new-name"
    assert asked.headers["Location"] == "/webinars/new-name?lang=ar&zone=Africa/Cairo"
    assert client.get("/series/old-name").status_code == 404


def test_a_cancelled_webinar_says_so_and_why(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(
        db,
        state=WebinarState.CANCELLED,
        announced_at=LONG_AGO,
        cancel_reason="The speakers are on strike.",
    )

    page = client.get(f"/webinars/{webinar.slug}").text

    assert "This webinar is cancelled." in page
    assert "The speakers are on strike." in page
    assert "Register" not in page


def test_a_cancelled_sitting_stays_on_the_page_beside_its_twin(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, sittings=2)
    webinar.sittings[0].cancelled_at = NOON
    webinar.sittings[0].cancel_reason = "No interpreter is free."
    db.flush()

    page = client.get(f"/webinars/{webinar.slug}").text

    assert "No interpreter is free." in page
    assert page.count("/register") == 1


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"state": WebinarState.ANNOUNCED}, "Registration is not open yet."),
        ({"registration_closes_at": NOON - timedelta(hours=1)}, "Registration is closed."),
    ],
)
def test_without_registration_there_is_no_button_but_a_sentence(
    db: Db, client: FlaskClient, over: dict[str, object], words: str
) -> None:
    webinar = make_webinar(db, **over)  # type: ignore[arg-type]

    page = client.get(f"/webinars/{webinar.slug}").text

    assert words in page
    assert "/register" not in page


def test_a_reader_whose_language_is_missing_is_told_and_the_text_is_marked(
    db: Db, client: FlaskClient
) -> None:
    webinar = make_webinar(db, title="Assessing needs together")

    page = client.get(f"/webinars/{webinar.slug}?lang=ar").text

    assert '<html lang="ar" dir="rtl">' in page
    assert '<h1 lang="en" dir="ltr">Assessing needs together</h1>' in page


def test_a_text_in_draft_waits_for_its_readiness(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, title="Assessing needs together")
    webinar.texts += [
        make_text(title="Brouillon", language=Language.FRENCH, state=TextState.DRAFT),
        make_text(title="Vamos", language=Language.SPANISH),
    ]
    db.flush()

    assert "Brouillon" not in client.get(f"/webinars/{webinar.slug}?lang=fr").text
    assert "Vamos" in client.get(f"/webinars/{webinar.slug}?lang=es").text


def test_after_it_was_held_the_page_leads_to_what_was_kept(db: Db, client: FlaskClient) -> None:
    webinar = make_past_webinar(db)
    make_recording(db, sitting=webinar.sittings[0], slug="what-was-kept")

    page = client.get(f"/webinars/{webinar.slug}").text

    assert 'href="/recordings/what-was-kept"' in page
    assert "Film 115\u202fMB" in page
    assert "/register" not in page


def test_what_people_wrote_cannot_become_part_of_the_page(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, title="<script>alert(1)</script>\u202eevil")
    webinar.sittings[0].slot_reason = "<b>bold</b>"
    db.flush()

    page = client.get(f"/webinars/{webinar.slug}").text

    assert "<script>alert" not in page
    assert "<b>bold</b>" not in page


def test_the_page_changes_by_the_clock_alone(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    webinar = make_webinar(db)
    address = f"/webinars/{webinar.slug}"
    before = client.get(address)

    app.clock = lambda: webinar.sittings[0].starts_at
    during = client.get(address)
    app.clock = lambda: webinar.sittings[0].ends_at
    after = client.get(address)

    assert "/register" in before.text
    assert "It is being held now." in during.text
    assert "Held" in after.text
    assert len({answer.headers["ETag"] for answer in (before, during, after)}) == 3


def test_a_kept_page_ends_when_the_revision_rises(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    webinar = make_webinar(db, title="Before")
    address = f"/webinars/{webinar.slug}"
    kept = client.get(address)
    webinar.texts[0].title = "After"
    raise_revision(db)
    db.flush()
    app.clock = lambda: NOON + timedelta(seconds=1)

    answer = client.get(address, headers={"If-None-Match": kept.headers["ETag"]})

    assert answer.status_code == 200
    assert "After" in answer.text


def test_a_visitor_who_has_the_page_is_told_so_in_few_bytes(db: Db, client: FlaskClient) -> None:
    address = f"/webinars/{make_webinar(db).slug}"
    etag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert again.data == b""
    assert client.get(f"{address}?zone=Asia/Tokyo").headers["ETag"] != etag
