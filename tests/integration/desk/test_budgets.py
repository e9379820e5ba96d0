"""What a public page may cost: queries, and bytes of a first visit."""

import gzip
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.factories.desk import make_full_webinar, make_past_webinar, make_recording
from tests.factories.programme import TENTH_OF_MARCH, make_series, make_sitting
from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.web.assets import assets

FIRST_VISIT = 14 * 1024
"""Bytes of HTML and stylesheet on the wire."""


def fill(db: Db, *, months: int) -> Webinar:
    """Fill the programme with `months` webinars, half of them past; return the next one."""
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
    db.flush()
    db.expunge_all()
    return coming


@pytest.mark.parametrize("months", [1, 50])
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
    db: Db, client: FlaskClient, queries: list[str], months: int, path: str
) -> None:
    fill(db, months=months)
    queries.clear()

    answer = client.get(f"{path}?zone=Africa/Nairobi")

    assert answer.status_code == 200
    assert len(queries) <= 4


def test_a_webinar_that_was_held_takes_four_queries_too(
    db: Db, client: FlaskClient, queries: list[str]
) -> None:
    fill(db, months=4)
    queries.clear()

    assert client.get("/webinars/past-1").status_code == 200
    assert len(queries) <= 4


def test_a_kept_page_takes_none(db: Db, client: FlaskClient, queries: list[str]) -> None:
    fill(db, months=2)
    client.get("/webinars/coming")
    queries.clear()

    client.get("/webinars/coming")

    assert queries == []


@pytest.mark.parametrize("language", ["en", "ar", "zh", "ru"])
@pytest.mark.parametrize("path", ["/", "/webinars/coming", "/programme"])
def test_a_first_visit_fits_into_fourteen_kilobytes(
    db: Db, client: FlaskClient, path: str, language: str
) -> None:
    fill(db, months=6)

    answer = client.get(
        f"{path}?zone=Africa/Nairobi&lang={language}", headers={"Accept-Encoding": "gzip"}
    )

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data)
    assert len(answer.data) + len(assets()["site.css"].small) <= FIRST_VISIT
