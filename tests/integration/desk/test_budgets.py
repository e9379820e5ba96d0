"""What a public page may cost: queries, and bytes of a first visit."""

import gzip
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.conftest import opened, with_states
from tests.factories.desk import make_full_webinar, make_past_webinar, make_recording
from tests.factories.programme import TENTH_OF_MARCH, make_series, make_sitting
from tests.servers.databases import Databases, built_database
from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.web.assets import assets

FIRST_VISIT = 14 * 1024
"""Bytes of HTML and stylesheet on the wire."""


@pytest.fixture(scope="module")
def months(request: pytest.FixtureRequest) -> int:
    """How long the programme is."""
    return int(getattr(request, "param", 6))


@pytest.fixture(scope="module")
def engine(databases: Databases, months: int) -> Iterator[Engine]:
    """An engine on a database with so many webinars, made once for all pages."""
    with built_database(databases, with_states) as url, opened(url) as engine:
        with unit_of_work(engine) as db:
            fill(db, months)
        yield engine


def fill(db: Db, months: int) -> None:
    """Fill the programme with `months` webinars, half of them past."""
    series = make_series(db, demonstration=True)
    for place in range(months // 2):
        past = make_past_webinar(db, series=series, slug=f"past-{place}")
        make_recording(db, sitting=past.sittings[0], slug=f"past-{place}")
    coming = make_full_webinar(db, series=series, slug="coming", lead_state_code=None)
    for sitting in coming.sittings:
        sitting.capacity = 300
    for place in range(months - months // 2 - 1):
        later = make_full_webinar(
            db, series=series, sittings=0, slug=f"later-{place}", planned_month=date(2027, 6, 1)
        )
        start = TENTH_OF_MARCH + timedelta(days=30 + place)
        make_sitting(db, webinar=later, starts_at=start, capacity=300)


@pytest.mark.parametrize("months", [1, 50], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/programme",
        "/webinars/coming",
        "/programme.ics",
        "/webinars/coming.ics",
        "/programme.atom",
    ],
)
def test_a_public_page_takes_four_queries_however_long_the_programme(
    client: FlaskClient, queries: list[str], path: str
) -> None:
    answer = client.get(f"{path}?zone=Africa/Nairobi")

    assert answer.status_code == 200
    assert len(queries) <= 4


def test_a_webinar_that_was_held_takes_four_queries_too(
    client: FlaskClient, queries: list[str]
) -> None:
    assert client.get("/webinars/past-1").status_code == 200
    assert len(queries) <= 4


def test_a_kept_page_takes_none(client: FlaskClient, queries: list[str]) -> None:
    client.get("/webinars/coming")
    queries.clear()

    client.get("/webinars/coming")

    assert queries == []


@pytest.mark.parametrize("language", ["en", "ar", "zh", "ru"])
@pytest.mark.parametrize("path", ["/", "/webinars/coming", "/programme"])
def test_a_first_visit_fits_into_fourteen_kilobytes(
    client: FlaskClient, path: str, language: str
) -> None:
    answer = client.get(
        f"{path}?zone=Africa/Nairobi&lang={language}", headers={"Accept-Encoding": "gzip"}
    )

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data)
    assert len(answer.data) + len(assets()["site.css"].small) <= FIRST_VISIT
