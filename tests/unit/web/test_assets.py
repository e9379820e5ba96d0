"""What every first visit loads."""

import gzip
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.browser.styleguide.app import styleguide
from webinars.web.assets import assets


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    with styleguide().test_client() as client:
        yield client


def test_the_stylesheet_stays_small() -> None:
    sheet = assets()["site.css"]

    assert len(sheet.plain) <= 14_336
    assert len(sheet.small) <= 4_608


def test_the_script_stays_small() -> None:
    assert len(assets()["site.js"].plain) < 3_000


def test_a_current_address_is_kept_for_ever(client: FlaskClient) -> None:
    digest = assets()["site.css"].digest

    answer = client.get(f"/static/site.css?v={digest}", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert gzip.decompress(answer.data) == assets()["site.css"].plain


@pytest.mark.parametrize("query", ["", "?v=0000000000"])
def test_an_old_address_is_kept_for_minutes(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/static/site.css{query}")

    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.data == assets()["site.css"].plain


def test_a_script_is_served_as_one(client: FlaskClient) -> None:
    kinds = [client.get(f"/static/{name}").content_type for name in ("site.js", "icon.svg")]

    assert kinds == ["text/javascript; charset=utf-8", "image/svg+xml"]
