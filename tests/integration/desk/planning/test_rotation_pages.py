"""The rotation: public for what was announced, and a proposal for the months that are open."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from tests.factories.programme import make_series, make_sitting, make_webinar
from webinars.database import Db
from webinars.programme.models import Series, WebinarState


@pytest.fixture
def series(db: Db) -> Series:
    """January in the morning and announced, March drafted, the other four months bare."""
    series = make_series(db, slug="half-year")
    january = make_webinar(
        db, series=series, slug="january", sittings=0, planned_month=date(2027, 1, 1)
    )
    make_sitting(
        db,
        webinar=january,
        starts_at=datetime(2027, 1, 21, 8, tzinfo=UTC),
        slot_reason="It serves most members.",
    )
    march = make_webinar(
        db, series=series, slug="march", state=WebinarState.DRAFT, title="A secret", sittings=0
    )
    make_sitting(db, webinar=march, starts_at=datetime(2027, 3, 18, 8, tzinfo=UTC))
    return series


def test_everybody_sees_who_carries_what_and_why(
    series: Series, client: FlaskClient, queries: list[str]
) -> None:
    page = client.get("/series/half-year/rotation")

    assert page.status_code == 200
    assert "It serves most members." in page.text
    assert "55 of 194" in page.text
    assert "33 of 33" in page.text  # GRULAC
    assert "A secret" not in page.text
    assert len(queries) <= 4
    assert client.get(f"/series/{series.slug}").text.count("/series/half-year/rotation") == 1


def test_before_the_first_announcement_the_page_says_so(db: Db, client: FlaskClient) -> None:
    make_series(db, slug="bare")

    page = client.get("/series/bare/rotation")

    assert "No webinar has been announced yet." in page.text
    assert client.get("/series/nowhere/rotation").status_code == 404


def test_open_months_are_proposed_hours_that_even_it_out(
    series: Series, secretariat: FlaskClient
) -> None:
    page = secretariat.get(
        f"/secretariat/series/{series.slug}/rotation", query_string={"sittings": "1"}
    )

    assert page.status_code == 200
    assert page.text.count("<br>proposed<br>") == 4  # March to June; January is told, February past
    assert "18 March: 14:00 UTC" in page.text or "18 March:" in page.text
    assert "webinar=march" in page.text
    assert "month=2027-04-01" in page.text


def test_geneva_binds_the_proposal_and_bad_hours_are_refused(
    series: Series, secretariat: FlaskClient
) -> None:
    address = f"/secretariat/series/{series.slug}/rotation"

    bound = secretariat.get(address, query_string={"host_since": "14:00", "host_until": "16:00"})
    narrow = secretariat.get(address, query_string={"host_since": "14:00", "host_until": "15:00"})

    assert "18 March: 13:00 and 13:30 UTC" in bound.text
    assert narrow.status_code == 422
    assert "does not fit between 14:00 and 15:00" in narrow.text


def test_a_series_that_is_over_has_nothing_to_propose(db: Db, secretariat: FlaskClient) -> None:
    make_series(db, slug="past", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))

    page = secretariat.get("/secretariat/series/past/rotation")

    assert "nothing is left to propose" in page.text


def test_the_planner_shows_the_series_with_the_hours_looked_at(
    series: Series, secretariat: FlaskClient
) -> None:
    asked = {"webinar": "march", "day": "2027-03-18", "start": "14:00", "sittings": "1"}

    page = secretariat.get("/secretariat/planner", query_string=asked)

    assert "Who carries the burden over the series" in page.text
    assert page.text.count("<br>proposed<br>") == 1
    assert "of 388" in page.text
    assert series.slug in page.text
