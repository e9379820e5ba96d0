"""The first page: what comes next, when for the reader, and one clear action."""

from flask.testing import FlaskClient

from tests.factories.programme import make_series, make_webinar
from webinars.database import Db


def test_an_empty_house_says_that_the_first_webinar_will_be_announced(client: FlaskClient) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert "The first webinar will be announced here." in page.text


def test_the_next_webinar_has_one_filled_button(db: Db, client: FlaskClient) -> None:
    make_webinar(db, title="Assessing needs together", sittings=2)

    page = client.get("/?zone=Africa/Nairobi")

    assert "Assessing needs together" in page.text
    assert page.text.count('class="btn"') == 1
