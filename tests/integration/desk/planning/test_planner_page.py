"""The planner's page: hours compared, one plan looked at, and taken."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from tests.factories.desk import make_past_webinar
from tests.factories.programme import make_series, make_webinar
from tests.integration.programme.acts import told
from webinars.database import Db
from webinars.programme.models import Webinar, WebinarState

PLANNER = "/secretariat/planner"


@pytest.fixture
def april(db: Db) -> Webinar:
    series = make_series(db, slug="half-year")
    month = date(2027, 4, 1)
    return make_webinar(
        db,
        series=series,
        slug="april",
        state=WebinarState.DRAFT,
        sittings=0,
        planned_month=month,
    )


def test_the_first_look_proposes_a_day_and_compares_one_two_and_three(
    secretariat: FlaskClient,
) -> None:
    page = secretariat.get(PLANNER)

    assert page.status_code == 200
    assert 'value="2027-03-18"' in page.text  # the third Thursday
    assert page.text.count("Look at it") == 2 + 8 + 48
    assert page.text.count("<td", page.text.index('class="heat"')) >= 11 * 48


def test_the_page_says_what_the_command_says(secretariat: FlaskClient) -> None:
    page = secretariat.get(PLANNER, query_string={"day": "2027-01-20"})

    assert "At 05:00 and 14:00 UTC on Wednesday 20 January 2027" in page.text
    assert "184 of 194 members" in page.text
    assert "Fiji, Kiribati, Marshall Islands" in page.text


def test_any_half_hours_can_be_looked_at(secretariat: FlaskClient) -> None:
    asked = {"day": "2027-01-20", "sittings": "1", "start": "08:00"}

    page = secretariat.get(PLANNER, query_string=asked)

    assert "At 08:00 UTC on Wednesday 20 January 2027" in page.text
    assert "139 of 194 members" in page.text
    assert "GRULAC: 33" in page.text


def test_a_webinar_brings_its_month_and_the_form_of_the_sitting_is_filled_in(
    secretariat: FlaskClient, april: Webinar
) -> None:
    page = secretariat.get(PLANNER, query_string={"webinar": april.slug, "sittings": "1"})
    link = page.text.split('href="/secretariat/webinars/april/sittings/new?')[1].split('"')[0]

    form = secretariat.get(f"/secretariat/webinars/april/sittings/new?{link.replace('&amp;', '&')}")

    assert 'name="day"' in form.text
    assert 'value="2027-04-15"' in form.text
    assert 'value="Europe/Zurich" selected' in form.text
    assert "members have the whole webinar between 08:00 and 18:00" in form.text


def test_a_plan_is_taken_with_its_reason_in_one_step(
    db: Db, secretariat: FlaskClient, april: Webinar
) -> None:
    answer = secretariat.post(
        "/secretariat/webinars/april/hours",
        data={
            "start": ["2027-04-15T05:00:00+00:00", "2027-04-15T13:00:00+00:00"],
            "minutes": "90",
            "reason": "They serve most.",
        },
    )

    db.expire_all()
    assert answer.status_code == 303
    assert [(one.starts_at, one.zone, one.slot_reason) for one in april.sittings] == [
        (datetime(2027, 4, 15, hour, tzinfo=UTC), "Europe/Zurich", "They serve most.")
        for hour in (5, 13)
    ]
    assert [told(db, one.public_id) for one in april.sittings] == [["add_sitting"]] * 2


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"start": "soon", "minutes": "90"},
        {"start": "2027-04-15T05:00:00", "minutes": "90"},
        {"start": "2027-04-15T05:00:00+00:00", "minutes": "long"},
        {"start": ["2027-04-15T05:00:00+00:00"] * 4, "minutes": "90"},
        {"start": "2027-02-15T05:00:00+00:00", "minutes": "90"},
        {"start": ["2027-04-15T05:00:00+00:00"] * 2, "minutes": "90"},
    ],
)
def test_what_cannot_be_taken_changes_nothing(
    db: Db, secretariat: FlaskClient, april: Webinar, sent: dict[str, str]
) -> None:
    answer = secretariat.post(
        "/secretariat/webinars/april/hours",
        data=sent,
    )

    db.expire_all()
    assert 400 <= answer.status_code < 500
    assert "Nothing has been changed" in answer.text
    assert april.sittings == []


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"day": "2027-02-30"}, "Write a day that the calendar has"),
    ({"day": "2018-01-01"}, "No member is known on 2018-01-01"),
    ({"day": "2100-06-01"}, "Choose a day before the year 2100."),
    ({"sittings": "4"}, "Choose one of the answers offered."),
    ({"minutes": "0"}, "Write a number from 5 to 720."),
    ({"minutes": "700"}, "does not fit between 08:00 and 18:00"),
    ({"since": "18:00", "until": "08:00"}, "must begin before they end"),
    ({"host_since": "09:00"}, "Write both hours in Geneva, or neither."),
    ({"host_since": "09:00", "host_until": "10:30"}, "too few half-hours"),
]


def test_what_cannot_be_planned_is_said_at_its_question(secretariat: FlaskClient) -> None:
    for asked, sentence in REFUSED:
        page = secretariat.get(PLANNER, query_string=asked)

        assert page.status_code == 422, asked
        assert sentence in page.text, asked


def test_the_number_of_queries_is_constant(
    db: Db, secretariat: FlaskClient, april: Webinar, queries: list[str]
) -> None:
    make_webinar(db, series=april.series, slug="one-more")
    secretariat.get(PLANNER)
    queries.clear()
    secretariat.get(PLANNER, query_string={"webinar": "april"})
    few = len(queries)
    for number in range(5):
        make_webinar(db, series=april.series, slug=f"more-{number}")
    queries.clear()

    secretariat.get(PLANNER, query_string={"webinar": "april"})

    assert len(queries) == few <= 13


def test_only_the_secretariat_plans(evaluator: FlaskClient, client: FlaskClient) -> None:
    assert evaluator.get(PLANNER).status_code == 403
    assert client.get(PLANNER).status_code in {302, 303}


def test_hours_are_compared_without_a_webinar_that_is_over(
    db: Db, secretariat: FlaskClient
) -> None:
    make_past_webinar(db, slug="over", planned_month=date(2027, 1, 1))
    db.flush()

    page = secretariat.get(PLANNER, query_string={"webinar": "over"})
    desk = secretariat.get("/secretariat/webinars/over").text

    assert page.status_code == 200
    assert "Compare the hours" not in desk


def test_a_page_with_a_fault_says_so_once_in_its_title(secretariat: FlaskClient) -> None:
    page = secretariat.get(PLANNER, query_string={"minutes": "0"}).text

    assert "<title>Error: Which hours are fair?" in page
