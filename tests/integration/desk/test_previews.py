"""Unpublished pages: seen by an officer in each language, by nobody else, by no search engine."""

import pytest
from flask.testing import FlaskClient

from tests.factories.desk import make_past_webinar, make_recording
from tests.factories.programme import make_series, make_text, make_webinar
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import TextState, WebinarState

NOTICE = "This is a preview. Nobody else sees this page yet."
PUBLIC = "This is a preview. The page itself is public;"


@pytest.fixture
def pages(db: Db) -> list[str]:
    """Addresses of previews: of a draft, an unpublished series, an unpublished recording."""
    series = make_series(db, slug="pilot", published_at=None)
    make_webinar(db, series=series, slug="one", title="Not told", state=WebinarState.DRAFT)
    held = make_past_webinar(db, slug="held")
    make_recording(db, sitting=held.sittings[0], slug="kept", published_at=None)
    return [
        "/secretariat/webinars/one/preview/en",
        "/secretariat/series/pilot/preview/en",
        f"/secretariat/sittings/{held.sittings[0].public_id}/recording/preview/en",
    ]


def test_an_officer_sees_them_as_their_readers_will(
    secretariat: FlaskClient, pages: list[str]
) -> None:
    for page in pages:
        seen = secretariat.get(page)
        assert seen.status_code == 200
        assert NOTICE in seen.text
        assert seen.headers["X-Robots-Tag"] == "noindex"
        assert seen.headers["Cache-Control"] == "no-store"
        arabic = secretariat.get(f"{page}?lang=ar")
        assert arabic.headers["Location"].endswith("/preview/ar")
        assert 'dir="rtl"' in secretariat.get(arabic.headers["Location"]).text


def test_of_a_public_page_the_preview_does_not_say_that_nobody_sees_it(
    db: Db, secretariat: FlaskClient
) -> None:
    series = make_series(db, slug="pilot")
    make_webinar(db, series=series, slug="one")
    held = make_past_webinar(db, slug="held")
    make_recording(db, sitting=held.sittings[0], slug="kept")

    for page in (
        "/secretariat/webinars/one/preview/en",
        "/secretariat/series/pilot/preview/en",
        f"/secretariat/sittings/{held.sittings[0].public_id}/recording/preview/en",
    ):
        seen = secretariat.get(page).text
        assert PUBLIC in seen
        assert NOTICE not in seen


def test_nobody_else_sees_them(
    client: FlaskClient, evaluator: FlaskClient, pages: list[str]
) -> None:
    assert [client.get(page).status_code for page in pages] == [303, 303, 303]
    assert [evaluator.get(page).status_code for page in pages] == [403, 403, 403]
    for public in ("/webinars/one", "/series/pilot", "/recordings/kept"):
        assert client.get(public).status_code == 404


def test_a_text_that_is_a_draft_is_seen_in_its_preview_alone(
    db: Db, client: FlaskClient, secretariat: FlaskClient
) -> None:
    webinar = make_webinar(db, slug="one", title="Told")
    webinar.texts.append(
        make_text(title="Pas encore", language=Language.FRENCH, state=TextState.DRAFT)
    )
    db.flush()

    preview = secretariat.get("/secretariat/webinars/one/preview/fr").text
    public = client.get("/webinars/one?lang=fr").text

    assert "Pas encore" in preview
    assert "Pas encore" not in public
    assert "Told" in public


def test_what_is_not_there_has_no_preview(secretariat: FlaskClient, pages: list[str]) -> None:
    for page in pages:
        assert secretariat.get(page.replace("/en", "/xx")).status_code == 404
    assert secretariat.get("/secretariat/series/none/preview/en").status_code == 404
    assert secretariat.get("/secretariat/sittings/none/recording/preview/en").status_code == 404
