"""A minute of film, made here, in every copy: it plays, jumps, and shows what is said."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import a_page
from tests.factories.recordings import filmed, make_asset, make_captions, make_held_sitting
from tests.integration.recordings.working import work
from tests.servers.databases import Databases
from tests.servers.houses import house, served
from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.kernel.clock import system_clock
from webinars.recordings.operations import publish
from webinars.recordings.operations.chapters import set_chapters
from webinars.recordings.rules.chapters import Mark
from webinars.recordings.rules.written import print_of
from webinars.web.requests import WebinarsApp

pytestmark = pytest.mark.browser

CHAPTERS = {
    0: {"en": "Opening", "ar": "الافتتاح"},
    20: {"en": "Three offices", "ar": "ثلاثة مكاتب"},
    40: {"en": "Questions", "ar": "أسئلة"},
}
WORDS = {"en": ["Good morning.", "We asked.", "Thank you."], "ar": ["صباح الخير", "سألنا", "شكراً"]}
COPIES = ("Sound only", "Sound for older telephones", "Film, small", "Film, medium", "Film, large")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, sqlite: Databases) -> Iterator[str]:
    """The page of a recording of which the worker has made every copy."""
    app = house(tmp_path_factory.mktemp("minute"), sqlite)
    with unit_of_work(app.engine) as db:
        slug = kept(app, db)
    work(app)
    with served(app) as address:
        yield f"{address}/recordings/{slug}"


def kept(app: WebinarsApp, db: Db) -> str:
    sitting, store, now = make_held_sitting(db), app.extensions["store"], system_clock()
    data = filmed(seconds=60, size=(1280, 720), rate=1, bits=1_600_000)
    recording = make_asset(db, store, sitting=sitting, data=data, now=now).recording
    for language, words in WORDS.items():
        cues = [
            f"00:{20 * n:02}.000 --> 00:{20 * n + 19:02}.000\n{said}"
            for n, said in enumerate(words)
        ]
        told = "\n\n".join(["WEBVTT", *cues]) + "\n"
        make_captions(db, store, sitting=sitting, language=language, data=told)
    marks = [Mark(at, titles) for at, titles in CHAPTERS.items()]
    set_chapters(db, recording=recording, marks=marks, seen=print_of([]), by="test", now=now)
    publish(db, recording=recording, reason="", by="test", now=now)
    return recording.slug


def wait_until(page: Page, true: str) -> None:
    """Ask again and again: the page's policy forbids what Playwright would do by itself."""
    for _ in range(150):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never so within fifteen seconds: {true}")


def test_a_minute_of_film_is_for_everyone(browser: Browser, site: str) -> None:
    with a_page(browser) as page:
        page.goto(site)
        for name in COPIES:
            expect(page.locator("main")).to_contain_text(name)
        page.evaluate("document.querySelector('video').muted = true")
        page.get_by_role("link", name="00:00:40 Questions").click()
        wait_until(page, "document.querySelector('video').currentTime > 40.3")
        page.evaluate("document.querySelector('video').pause()")  # or a slow machine misses it
        wait_until(page, "!document.querySelector('video').seeking")
        expect(page.locator(".chapters [aria-current]")).to_contain_text("Questions")
        assert page.evaluate("document.querySelector('video').error") is None

        assert [shown(page, language) for language in WORDS] == ["Thank you.", "شكراً"]
        assert told(page, "en") == ["Opening", "Three offices", "Questions"]
        page.evaluate("document.querySelector('video').currentTime = 25")
        wait_until(page, "document.querySelector('video').currentTime < 30")
        assert shown(page, "ar") == "سألنا"


def shown(page: Page, language: str) -> str:
    """Switch captions on and return what they say at this moment."""
    track = f"document.querySelector('track[kind=captions][srclang={language}]')"
    page.evaluate(f"{track}.track.mode = 'showing'")
    wait_until(page, f"{track}.track.activeCues && {track}.track.activeCues.length > 0")
    return str(page.evaluate(f"{track}.track.activeCues[0].text"))


def told(page: Page, language: str) -> list[str]:
    """Return the titles of the chapters that the player knows."""
    track = f"document.querySelector('track[kind=chapters][srclang={language}]')"
    page.evaluate(f"{track}.track.mode = 'hidden'")
    wait_until(page, f"{track}.readyState == 2")
    return list(page.evaluate(f"Array.from({track}.track.cues).map(cue => cue.text)"))


def test_with_no_script_the_film_plays_from_a_chapter(browser: Browser, site: str) -> None:
    with a_page(browser, script=False, language="ar") as page:
        page.goto(site)
        page.get_by_role("link", name="00:00:20 ثلاثة مكاتب").click()
        page.locator("video").focus()
        page.keyboard.press("Space")
        wait_until(page, "document.querySelector('video').currentTime > 20.3")

        assert page.evaluate("document.querySelector('video').paused") is False
