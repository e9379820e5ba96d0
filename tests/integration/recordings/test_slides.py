"""Slides beside the sound: pages become pictures, get their times, and are seen by everyone."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.recordings import (
    filmed,
    make_asset,
    make_captions,
    make_held_sitting,
    slides_of,
)
from tests.integration.recordings.working import work
from webinars.database import Db
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.operations import publish
from webinars.recordings.queries import pages_of, turns_of_slides
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp

WORDS = ("Asking before answering", "Eleven questions", "Who is asked")


@pytest.fixture
def slides(app: WebinarsApp, db: Db, store: Store) -> Asset:
    """Slides of three pages, drawn, beside a public recording of sound."""
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting, data=filmed("ogg"), name="sound.ogg")
    make_captions(db, store, sitting=sitting)
    slides = add_slides(db, store, language="en", beside=sitting)
    publish(db, recording=slides.recording, reason="", by="test", now=NOON)
    work(app)
    return slides


def add_slides(db: Db, store: Store, *, language: str, beside: object) -> Asset:
    data = slides_of(*WORDS, language)
    kind, name = AssetKind.SLIDES, f"slides-{language}.pdf"
    return make_asset(
        db, store, sitting=beside, data=data, kind=kind, language=language, name=name  # type: ignore[arg-type]
    )  # fmt: skip


def times(asset: Asset) -> str:
    return f"/secretariat/recordings/files/{asset.public_id}/pages"


def test_each_page_is_a_picture_with_its_words(
    app: WebinarsApp, db: Db, slides: Asset, store: Store
) -> None:
    pages = pages_of(db, assets=[slides])[slides.id]

    assert [page.words for page in pages] == [*WORDS, "en"]
    assert {(page.width, page.height) for page in pages} == {(960, 480)}
    sent = app.test_client().get(f"/media/{slides.public_id}/page-2.jpg")
    assert (sent.status_code, sent.content_type) == (200, "image/jpeg")
    assert sent.data.startswith(b"\xff\xd8\xff")
    assert store.exists(pages[1].digest)


@pytest.mark.parametrize("name", ["page-9.jpg", "page-0.jpg", "page-1.png/..", "page-01.jpg"])
def test_no_other_page_is_there(app: WebinarsApp, slides: Asset, name: str) -> None:
    sent = app.test_client().get(f"/media/{slides.public_id}/{name}")
    assert sent.content_type != "image/jpeg"


def test_without_times_nothing_is_offered(app: WebinarsApp, slides: Asset) -> None:
    page = app.test_client().get(f"/recordings/{slides.recording.slug}").text
    assert "Sound with slides" not in page


def test_an_officer_gives_times_and_everyone_sees_the_slides(
    app: WebinarsApp, slides: Asset, officer: FlaskClient
) -> None:
    form = officer.get(times(slides)).text
    assert "Page 3 is shown from" in form

    posted = officer.post(times(slides), data={"page-1": "0:00, 0:02", "page-2": "0:01"})

    assert posted.status_code == 303
    stranger = app.test_client()
    offered = stranger.get(f"/recordings/{slides.recording.slug}").text
    assert "Sound with slides, " in offered
    page = stranger.get(f"/recordings/{slides.recording.slug}?slides").text
    assert page.count("<img ") == 3
    assert 'alt="Eleven questions"' in page
    assert [page.count(f"?slides&amp;t=00:00:0{second}#play") for second in (0, 1, 2)] == [1, 1, 1]
    assert "<audio" in page


def test_a_wrong_time_changes_nothing_and_stays_in_the_form(
    db: Db, slides: Asset, officer: FlaskClient
) -> None:
    officer.post(times(slides), data={"page-1": "0:00"})

    wrong = officer.post(times(slides), data={"page-1": "0:30", "page-2": "soon"})

    assert wrong.status_code == 422
    assert "Page 2: “soon” is no time." in wrong.text
    assert 'value="0:30"' in wrong.text
    assert [(one.at, one.number) for one in turns_of_slides(db, asset=slides)] == [(0, 1)]


def test_slides_in_another_language_take_the_same_times(
    app: WebinarsApp, db: Db, store: Store, slides: Asset, officer: FlaskClient
) -> None:
    other = add_slides(db, store, language="ar", beside=slides.recording.sitting)
    work(app)

    officer.post(times(slides), data={"page-1": "0:00", "page-2": "0:01", "alike": "yes"})

    assert [one.number for one in turns_of_slides(db, asset=other)] == [1, 2]
    arabic = app.test_client().get(f"/recordings/{slides.recording.slug}?slides&lang=ar").text
    assert f"/media/{other.public_id}/page-1.jpg" in arabic


def test_a_file_that_is_no_pdf_inside_leaves_a_reason(
    app: WebinarsApp, db: Db, store: Store, officer: FlaskClient
) -> None:
    data = b"%PDF-1.4\n" + b"nothing of the kind " * 50 + b"\n%%EOF\n"
    sitting = make_held_sitting(db)
    asset = make_asset(db, store, sitting=sitting, data=data, kind=AssetKind.SLIDES, language="en")

    work(app)

    assert pages_of(db, assets=[asset]) == {}
    assert "The file is damaged" in officer.get(times(asset)).text
