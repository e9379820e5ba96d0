"""The first page: what comes next, when for the reader, and one clear action."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from tests.factories.desk import make_past_webinar, make_recording
from tests.factories.programme import make_series, make_sitting, make_text, make_webinar
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import WebinarState

FIRST_CHOICE = '<a class="btn" href="/sittings/{}/register">'
OTHER_CHOICE = '<a class="btn quiet" href="/sittings/{}/register">'


def test_an_empty_house_says_that_the_first_webinar_will_be_announced(client: FlaskClient) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert "The first webinar will be announced here." in page.text


def test_the_next_webinar_comes_with_its_day_and_one_filled_button(
    db: Db, client: FlaskClient
) -> None:
    webinar = make_webinar(db, title="Assessing needs together", sittings=2)
    first, second = webinar.sittings

    page = client.get("/?zone=Europe/Zurich").text

    assert 'Wednesday <b>10</b> <span class="nb">March 2027</span>' in page
    assert FIRST_CHOICE.format(first.public_id) in page
    assert OTHER_CHOICE.format(second.public_id) in page
    assert page.count('class="btn"') == 1


def test_the_sitting_that_suits_the_reader_stands_first(db: Db, client: FlaskClient) -> None:
    series = make_series(db)
    webinar = make_webinar(db, series=series, sittings=0)
    night = make_sitting(db, webinar=webinar, starts_at=datetime(2027, 3, 10, 8, tzinfo=UTC))
    day = make_sitting(db, webinar=webinar, starts_at=datetime(2027, 3, 10, 15, tzinfo=UTC))

    page = client.get("/?zone=America/Bogota").text

    assert FIRST_CHOICE.format(day.public_id) in page
    assert page.index(day.public_id) < page.index(night.public_id)
    assert "Before your working day" in page


def test_a_webinar_that_is_over_gives_way_to_the_one_after_it(db: Db, client: FlaskClient) -> None:
    series = make_series(db)
    make_past_webinar(db, series=series, title="The one that was")
    make_webinar(db, series=series, title="The one to come")

    page = client.get("/").text

    next_part = page[page.index("Next webinar") : page.index("Month by month")]
    assert "The one to come" in next_part
    assert "The one that was" not in next_part


def test_hours_that_are_not_chosen_yet_are_promised(db: Db, client: FlaskClient) -> None:
    make_webinar(db, title="No hours yet", sittings=0, state=WebinarState.ANNOUNCED)

    page = client.get("/").text

    assert "The hours will be announced here." in page
    assert "Hours to be announced" in page


def test_after_the_last_webinar_the_page_leads_to_the_recordings(
    db: Db, client: FlaskClient
) -> None:
    make_past_webinar(db)

    page = client.get("/").text

    assert "No further webinar has been announced." in page
    assert 'href="/recordings"' in page


def test_a_draft_shows_its_month_and_nothing_else(db: Db, client: FlaskClient) -> None:
    series = make_series(db)
    make_webinar(
        db,
        series=series,
        title="A secret topic",
        state=WebinarState.DRAFT,
        slug="a-secret-topic",
        planned_month=date(2027, 5, 1),
    )

    page = client.get("/").text

    assert "May" in page
    assert "Topic to be announced" in page
    assert "secret" not in page


def test_a_draft_that_was_given_up_leaves_its_month_without_its_topic(
    db: Db, client: FlaskClient
) -> None:
    series = make_series(db)
    make_webinar(
        db,
        series=series,
        state=WebinarState.CANCELLED,
        slug="secret",
        title="A secret topic",
        cancel_reason="A secret reason",
    )

    page = client.get("/").text

    assert "No webinar is held in this month." in page
    assert "secret" not in page


def test_an_unpublished_series_is_not_shown(db: Db, client: FlaskClient) -> None:
    make_series(db, title="Only a plan", published_at=None)

    assert "Only a plan" not in client.get("/").text


def test_the_newest_recording_says_its_weight(db: Db, client: FlaskClient) -> None:
    webinar = make_past_webinar(db, title="The one that was")
    make_recording(db, sitting=webinar.sittings[0], slug="the-one-that-was")

    page = client.get("/").text

    assert 'href="/recordings/the-one-that-was"' in page
    assert "Sound 15.1\u202fMB (8\u202fmin at 256 kb/s)." in page
    assert "Recording, 1\u202fh 24\u202fmin" in page


@pytest.mark.parametrize("kept_back", ["withdrawn", "unpublished"])
def test_a_recording_that_is_not_public_is_not_shown(
    db: Db, client: FlaskClient, kept_back: str
) -> None:
    sitting = make_past_webinar(db).sittings[0]
    withdrawn = {"withdrawn_at": sitting.ends_at, "withdraw_reason": "A wrong film."}
    over = withdrawn if kept_back == "withdrawn" else {"published_at": None}
    make_recording(db, sitting=sitting, slug="kept-back", **over)

    assert "kept-back" not in client.get("/").text


def test_a_title_that_is_missing_in_the_readers_language_is_marked(
    db: Db, client: FlaskClient
) -> None:
    webinar = make_webinar(db, title="Assessing needs together")
    webinar.texts += [make_text(title="L’évaluation", language=Language.FRENCH)]
    db.flush()

    page = client.get("/?lang=ru").text

    assert '<span lang="en" dir="ltr">Assessing needs together</span>' in page
    assert "L’évaluation" in client.get("/?lang=fr").text


def test_without_a_zone_the_announced_hour_and_utc_are_told(db: Db, client: FlaskClient) -> None:
    make_webinar(db)

    page = client.get("/").text

    assert "13:00 to 14:30" in page
    assert "in Geneva, as announced; 12:00 UTC" in page
    assert 'class="day"' not in page
    assert '<a href="/zones?back=/">Choose your city</a>' in page


def test_twin_sittings_on_two_days_each_name_their_day(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, sittings=0)
    make_sitting(db, webinar=webinar, starts_at=datetime(2027, 3, 10, 8, tzinfo=UTC))
    make_sitting(db, webinar=webinar, starts_at=datetime(2027, 3, 10, 15, tzinfo=UTC))

    page = client.get("/?zone=Pacific/Fiji").text

    assert "Wednesday 10 March, your time in Suva" in page
    assert "Thursday 11 March, your time in Suva" in page
