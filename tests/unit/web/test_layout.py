"""The frame and the parts, as they leave the server: without script, without database."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import render_template_string
from flask.testing import FlaskClient

from tests.browser.styleguide.app import styleguide

PAGES = {
    "told": "/told",
    "asked": "/asked",
    "wrong": "/asked?wrong=1",
    "worked": "/worked",
    "refused": "/layout/error?message=Registration+is+closed.",
    "failed": "/layout/plain?reference=4F7K20AA",
}


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    with styleguide().test_client() as client:
        yield client


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "10,061 persons and 3 <of 4>"), ("es", "10.061 persons and 3 <of 4>")],
)
def test_sentences_write_their_number_as_the_reader_does(language: str, said: str) -> None:
    sentence = """{{ ngettext("%(num)s person and %(more)s", "%(num)s persons and %(more)s",
        10061, more="3 <of 4>") }}"""

    with styleguide().test_request_context(f"/?lang={language}"):
        assert unescape(render_template_string(sentence)) == said


def between(text: str, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", text, re.DOTALL)
    assert found is not None
    return found[1].strip()


@pytest.mark.parametrize("name", PAGES)
def test_the_title_says_the_heading(client: FlaskClient, name: str) -> None:
    page = client.get(PAGES[name]).text
    mark = "Error: " if name == "wrong" else ""

    assert between(page, "title") == f"{mark}{between(page, 'h1')} – Technical Assistance Webinars"


@pytest.mark.parametrize("name", PAGES)
def test_no_page_brings_its_own_style_or_script(client: FlaskClient, name: str) -> None:
    page = client.get(PAGES[name]).text

    assert re.findall(r"<style|\sstyle=|<script(?! src)|\son[a-z]+=", page) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_id_is_given_twice(client: FlaskClient, name: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get(PAGES[name]).text)

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_the_page_says_its_language_and_direction(
    client: FlaskClient, language: str, direction: str
) -> None:
    page = client.get(f"/told?lang={language}").text

    assert f'<html lang="{language}" dir="{direction}">' in page


def test_every_page_leads_to_itself_in_the_other_languages(client: FlaskClient) -> None:
    page = client.get("/asked?wrong=1&lang=fr").text

    assert 'href="/asked?wrong=1&amp;lang=ar" lang="ar" hreflang="ar">العربية' in page
    assert 'lang="fr" hreflang="fr" aria-current="true">Français' in page


def test_what_was_written_is_escaped(client: FlaskClient) -> None:
    page = client.get("/layout/error?message=<script>alert(1)</script>").text

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_unknown_zone_is_told_the_announced_time_and_utc(client: FlaskClient) -> None:
    page = client.get("/told").text
    next_webinar = page[page.index("sits") : page.index("</ol>")]

    assert "in Geneva, as announced; 08:00 UTC" in next_webinar
    assert "<svg" not in next_webinar


def test_a_known_zone_is_told_first(client: FlaskClient) -> None:
    page = client.get("/told?zone=Africa/Nairobi").text
    next_webinar = page[page.index("sits") : page.index("</ol>")]

    assert "11:00 to 12:30" in next_webinar
    assert "in Nairobi, announced as 09:00 in Geneva" in next_webinar
    assert "In Nairobi: 11:00 to 12:30, inside the working day of 08:00 to 18:00" in next_webinar


def test_a_figure_brings_its_parts_or_says_why_not(client: FlaskClient) -> None:
    page = client.get("/told").text

    assert "24 of 31</b>; 77.4\u202f%, 95\u202f% interval 60.2 to 88.6\u202f%" in page
    assert "3 of 7</b>." in page  # counts only: the base is below ten
    assert "n/a: nobody to count" in page
    assert '<span class="sup">suppressed</span>' in page
