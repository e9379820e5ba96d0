"""The Secretariat's pages: who may see them, how they are headed, what they cost."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import NOON, make_series, make_webinar
from tests.integration.programme.answers import SERIES_ANSWERS, WEBINAR_ANSWERS, heading, say, title
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import (
    Series,
    Webinar,
    WebinarState,
)
from webinars.programme.queries import find_series


def every_page(webinar: Webinar) -> list[str]:
    sitting, desk = webinar.sittings[0], f"/secretariat/webinars/{webinar.slug}"
    series = f"/secretariat/series/{webinar.series.slug}"
    parts = ("edit", "texts/ar", "texts/en", "languages", "sittings/new", "appearances", "costs")
    asked, of_sitting = ("announce", "drop", "closing"), ("edit", "room", "remove")
    return [
        "/secretariat/series",
        "/secretariat/series/new",
        series,
        f"{series}/edit",
        f"{series}/texts/ru",
        f"/secretariat/webinars/new?series={webinar.series.slug}",
        *(f"{desk}/{part}" for part in parts + asked),
        *(f"/secretariat/sittings/{sitting.public_id}/{part}" for part in of_sitting),
    ]


def test_every_page_opens_for_the_secretariat_under_its_own_heading(
    otto: FlaskClient, draft: Webinar
) -> None:
    for address in every_page(draft):
        page = otto.get(address)
        assert page.status_code == 200, address
        assert title(page) == heading(page), address
        assert otto.get(f"{address}{'&' if '?' in address else '?'}lang=ar").status_code == 200


def test_visitors_are_led_to_sign_in_and_others_are_refused(
    client: FlaskClient, db: Db, draft: Webinar
) -> None:
    for address in every_page(draft):
        assert client.get(address).status_code == 303, address

    sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    for address in every_page(draft):
        assert client.get(address).status_code == 403, address


@pytest.mark.parametrize(
    "address",
    [
        "/secretariat/series/none",
        "/secretariat/webinars/none/edit",
        "/secretariat/webinars/asking/texts/de",
        "/secretariat/webinars/new?series=none",
        "/secretariat/webinars/new",
        "/secretariat/sittings/none/room",
        "/secretariat/webinars/asking/appearances/none",
    ],
)
def test_what_is_not_there_is_not_found(otto: FlaskClient, draft: Webinar, address: str) -> None:
    assert draft.slug == "asking"
    assert otto.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/secretariat/webinars/new?series=half-year",
        "/secretariat/series/half-year/draft",
        "/secretariat/webinars/asking/clone",
    ],
)
def test_nothing_is_planned_for_a_series_that_is_closed(
    otto: FlaskClient, db: Db, address: str
) -> None:
    webinar = make_webinar(db, slug="asking", series=make_series(db, slug="half-year"))
    webinar.series.closed_at = NOON
    db.flush()

    answer = otto.post(address, data=WEBINAR_ANSWERS | {"planned_month": "2027-03-01"})

    assert answer.status_code in (409, 422)
    assert "This series has been closed already" in answer.text
    assert db.scalars(select(Webinar.slug)).all() == ["asking"]


def test_a_title_is_never_markup(otto: FlaskClient, db: Db) -> None:
    series = make_series(db, slug="markup", title="<script>alert(1)</script>")
    make_webinar(db, series=series, title="<img src=x onerror=alert(1)>", state=WebinarState.DRAFT)

    page = otto.get("/secretariat/series/markup")

    assert "<script>alert" not in page.text
    assert "<img" not in page.text


def test_a_changed_series_leads_on_from_its_earlier_address(otto: FlaskClient, db: Db) -> None:
    otto.post("/secretariat/series/new", data=SERIES_ANSWERS)

    answer = otto.post(
        "/secretariat/series/half-year/edit", data=SERIES_ANSWERS | {"slug": "pilot"}
    )
    reversed_ = otto.post(
        "/secretariat/series/pilot/edit",
        data=SERIES_ANSWERS | {"slug": "pilot", "ends_on": "2026-01-01"},
    )

    assert answer.location == "/secretariat/series/pilot"
    assert reversed_.status_code == 422
    assert "The last day of the period lies before the first." in say(reversed_)
    series = find_series(db, slug="pilot")
    assert series is not None
    assert series.decision_language is Language.FRENCH


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_series_takes_as_many_queries_however_long(
    otto: FlaskClient, db: Db, queries: list[str], number: int
) -> None:
    series: Series = make_series(db, slug="long")
    for _ in range(number):
        make_webinar(db, series=series, sittings=2)
    db.commit()
    queries.clear()

    assert otto.get("/secretariat/series/long").status_code == 200

    assert len(queries) == 8
