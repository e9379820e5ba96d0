"""The programme month by month, a series with its mandate, and the standing pages."""

import re
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.factories.desk import make_past_webinar
from tests.factories.programme import LONG_AGO, make_series, make_webinar
from webinars.database import Db
from webinars.desk.rules.notice import VERSIONS
from webinars.kernel.languages import Language
from webinars.programme.models import SlugHistory
from webinars.registrations.rules import NOTICE_VERSION

LINK = re.compile(r'href="(/[^"]*)"')


def test_months_stand_in_their_order_with_hours_told_twice(db: Db, client: FlaskClient) -> None:
    series = make_series(db)
    make_webinar(db, series=series, title="In March")
    make_past_webinar(db, series=series, title="In February")

    page = client.get("/programme?zone=Africa/Nairobi").text

    assert page.index("In February") < page.index("In March")
    assert "15:00 to 16:30" in page
    assert "in Nairobi, announced as 13:00 in Geneva" in page


def test_the_latest_series_comes_first(db: Db, client: FlaskClient) -> None:
    make_series(db, title="The first series")
    make_series(
        db, title="The second series", starts_on=date(2028, 1, 1), ends_on=date(2028, 6, 30)
    )

    page = client.get("/programme").text

    assert page.index("The second series") < page.index("The first series")


def test_a_programme_without_a_series_says_what_will_come(client: FlaskClient) -> None:
    assert "The first webinar will be announced here." in client.get("/programme").text


def test_a_mandate_stands_in_its_own_words_and_language(db: Db, client: FlaskClient) -> None:
    series = make_series(
        db,
        decision_text="Le Comité a décidé.",
        decision_language=Language.FRENCH,
        decision_symbol="CDIP/23/9",
        decision_url="https://example.org/cdip",
    )

    page = client.get(f"/series/{series.slug}").text

    assert '<blockquote lang="fr" dir="ltr">\n<p>Le Comité a décidé.</p>' in page
    assert '<a href="https://example.org/cdip">CDIP/23/9</a>' in page
    assert "1 January 2027 to 30 June 2027" in page
    assert "Due on 1 September 2027." in page


def test_a_series_that_moved_or_is_not_there(db: Db, client: FlaskClient) -> None:
    series = make_series(db, slug="new-name")
    db.add(SlugHistory(slug="old-name", subject=series.public_id, since=LONG_AGO))
    db.flush()

    assert client.get("/series/old-name").headers["Location"] == "/series/new-name"
    assert client.get("/series/no-such-series").status_code == 404


def test_a_place_on_the_clock_is_chosen_among_the_cities(client: FlaskClient) -> None:
    page = client.get("/zones?back=/webinars/one").text
    chosen = client.get("/webinars/one?zone=Africa/Nairobi")

    assert '<a href="/webinars/one?zone=Africa/Nairobi">Nairobi</a>' in page
    assert "zone=Africa/Nairobi" in chosen.headers["Set-Cookie"]


def test_a_search_among_the_cities_finds_names_and_forgives_marks(client: FlaskClient) -> None:
    assert "Abidjan" in client.get("/zones?q=cote d").text
    assert "Vladivostok" in client.get("/zones?q=vladi").text
    assert "No country or city is called so." in client.get("/zones?q=nowhere").text


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example/x", "/\\evil.example", "http:////evil/x", ""]
)
def test_the_way_back_never_leads_to_another_site(client: FlaskClient, back: str) -> None:
    page = client.get("/zones", query_string={"back": back, "q": "kenya"}).text

    assert "evil.example" not in page.split("<main")[1].split("</main")[0]
    assert "//evil" not in page


@pytest.mark.parametrize("path", ["/privacy", "/accessibility", "/contact"])
def test_standing_pages_say_how_to_write_to_us(client: FlaskClient, path: str) -> None:
    assert 'href="mailto:webinars@example.org"' in client.get(path).text


def test_the_notice_lists_the_version_that_registrations_keep() -> None:
    assert max(VERSIONS) == NOTICE_VERSION


def test_the_notice_makes_the_promise_about_answers_and_its_limit(client: FlaskClient) -> None:
    page = client.get("/privacy").text

    assert "without the server’s secret key" in page
    assert "controls the running server while you answer" in page


@pytest.mark.parametrize("path", ["/", "/programme", "/webinars/one", "/privacy"])
def test_every_link_of_a_public_page_leads_somewhere(
    db: Db, client: FlaskClient, path: str
) -> None:
    make_webinar(db, slug="one", sittings=2)

    links = set(LINK.findall(client.get(path).text))
    broken = {link for link in links if client.get(unescape(link)).status_code >= 400}

    assert {"/privacy", "/programme.atom", "/contact", "/indicators"} <= links
    assert broken == set()
