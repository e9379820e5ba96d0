"""A recording in a real browser: it plays, its captions load, and it works with no script."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.factories.accounts import make_account
from tests.factories.programme import make_text
from tests.factories.recordings import (
    ARABIC,
    SLIDES,
    make_captions,
    make_held_sitting,
    make_public,
)
from tests.servers.databases import Databases
from tests.servers.houses import cookie_of, house, served
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.kernel.languages import Language
from webinars.recordings.models import Review
from webinars.web.requests import WebinarsApp

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "telephone, right to left": {"width": 360, "language": "ar"},
    "narrow and dark": {"width": 320, "language": "zh", "dark": True},
}
TITLE = "Asking before answering"
ARABIC_TITLE = "السؤال قبل الجواب"
ABSTRACT = "Needs assessment: three offices show the questions they asked before a project began."
ARABIC_ABSTRACT = "تقييم الاحتياجات: ثلاثة مكاتب تعرض الأسئلة التي طرحتها قبل بدء المشروع."

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Site:
    address: str
    film: str
    """Public id of the film's file."""

    sitting: str
    """Public id of a sitting of which nothing is kept."""
    cookie: str
    """Of an officer who is signed in."""
    held: str
    """Public id of the sitting that was recorded."""
    captions: str
    """Public id of its Arabic captions."""

    @property
    def desk(self) -> str:
        return f"{self.address}/secretariat/sittings/{self.sitting}/recording"

    @property
    def recording(self) -> str:
        return f"{self.address}/recordings/asking-before-answering"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, sqlite: Databases) -> Iterator[Site]:
    app = house(tmp_path_factory.mktemp("recorded"), sqlite)
    with unit_of_work(app.engine) as db:
        rows = furnished(app, db)
    with served(app) as address:
        yield Site(address, **rows)


def furnished(app: WebinarsApp, db: Db) -> dict[str, str]:
    """Keep one public recording in two languages; return what a `Site` says of it."""
    sitting = make_held_sitting(db)
    webinar = sitting.webinar
    webinar.slug = "asking-before-answering"
    webinar.texts[0].title, webinar.texts[0].abstract = TITLE, ABSTRACT
    arabic = make_text(title=ARABIC_TITLE, abstract=ARABIC_ABSTRACT, language=Language.ARABIC)
    webinar.texts.append(arabic)
    store = app.extensions["store"]
    recording = make_public(db, store, sitting=sitting)
    captions = make_captions(
        db, store, sitting=sitting, language="ar", review=Review.MACHINE, data=ARABIC
    )
    return {
        "film": recording.assets[0].public_id,
        "sitting": make_held_sitting(db).public_id,
        "cookie": cookie_of(app, db, make_account(db, role=Role.SECRETARIAT)),
        "held": sitting.public_id,
        "captions": captions.public_id,
    }


def played(page: Page) -> float:
    """Press play with no sound and return at which second it stands a while later."""
    page.evaluate("document.querySelector('video').muted = true")
    page.evaluate("document.querySelector('video').play()")
    wait_until(page, "document.querySelector('video').currentTime > 0.3")
    return float(page.evaluate("document.querySelector('video').currentTime"))


def wait_until(page: Page, true: str) -> None:
    """Ask again and again: the page's policy forbids what Playwright would do by itself."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never so within ten seconds: {true}")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", ["", "/transcript/en"])
def test_a_recording_is_for_everyone(browser: Browser, site: Site, look: str, path: str) -> None:
    with a_page(browser, **LOOKS[look]) as page:
        page.goto(site.recording + path)
        open_details(page)

        assert axe(page) == []
        assert no_sideways_scroll(page)


def test_nothing_is_loaded_before_play_and_then_it_plays(browser: Browser, site: Site) -> None:
    with a_page(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site.recording, wait_until="networkidle")
        before = [url for url in asked if site.film in url]

        assert played(page) > 0.3
        assert before == []
        assert any(site.film in url for url in asked)


def test_captions_load_when_they_are_switched_on(browser: Browser, site: Site) -> None:
    track = "document.querySelector('track[srclang=ar]')"
    with a_page(browser, language="ar") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site.recording)
        played(page)
        assert [url for url in asked if url.endswith(".vtt")] == []

        page.evaluate(f"{track}.track.mode = 'showing'")
        wait_until(page, f"{track}.readyState == 2")

        assert page.evaluate(f"{track}.track.cues[0].text") == "<v المنسق>صباح الخير"


def test_a_time_in_the_transcript_leads_to_its_moment(browser: Browser, site: Site) -> None:
    with a_page(browser) as page:
        page.goto(site.recording)
        page.get_by_role("link", name="Play from 00:00:01").click()

        assert page.url.endswith("?t=00:00:01#play")
        assert played(page) >= 1.0


def test_with_no_script_there_is_a_player_and_each_link_works(browser: Browser, site: Site) -> None:
    with a_page(browser, script=False) as page:
        page.goto(site.recording)
        assert page.get_attribute("video", "preload") == "none"
        page.get_by_role("link", name="Play from 00:00:01").click()
        source = page.get_attribute("video source", "src") or ""

        assert source.endswith("#t=1")
        part = page.request.get(site.address + source, headers={"Range": "bytes=0-99"})
        assert (part.status, len(part.body())) == (206, 100)


@pytest.mark.parametrize("script", [True, False])
def test_an_officer_sends_a_file_and_is_told_what_is_wrong(
    browser: Browser, site: Site, *, script: bool
) -> None:
    with a_page(browser, script=script) as page:
        page.context.add_cookies([{"name": "webinars", "value": site.cookie, "url": site.address}])
        page.goto(site.desk)
        wrong: FilePayload = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": SLIDES}
        page.set_input_files("input[type=file]", files=[wrong])
        page.get_by_role("button", name="Keep this file").click()
        main = page.locator("main")
        expect(main).to_contain_text("of the kind application/pdf")
        if script:  # what has arrived waits on the page: another sort may be said, or another file
            page.get_by_role("link", name="Choose another file").click()

        name = f"slides {script}.pdf"
        right: FilePayload = {**wrong, "name": name, "buffer": SLIDES + name.encode()}
        page.get_by_role("radio", name="Slides").check()
        page.set_input_files("input[type=file]", files=[right])
        page.get_by_role("button", name="Keep this file").click()

        expect(main).to_contain_text(f"“{name}” is kept.")
        if script:
            assert axe(page) == []
            assert no_sideways_scroll(page)


def test_captions_and_chapters_take_the_time_of_the_player(browser: Browser, site: Site) -> None:
    work = f"{site.address}/secretariat"
    with a_page(browser, width=360, language="ar") as page:
        page.context.add_cookies([{"name": "webinars", "value": site.cookie, "url": site.address}])
        page.goto(f"{work}/recordings/files/{site.captions}/captions?lang=en")
        assert axe(page) == []
        assert no_sideways_scroll(page)
        page.get_by_role("button", name="Hear row 2").click()
        wait_until(page, "document.querySelector('video').currentTime > 1.6")
        page.evaluate("document.querySelector('video').pause()")
        page.get_by_role("button", name="Row 2 begins now").click()
        page.get_by_role("button", name="Keep the captions").click()
        expect(page.locator("main")).to_contain_text("The captions are kept.")
        assert page.input_value("#start-1") > "00:00:01.600"

        page.goto(f"{work}/sittings/{site.held}/recording/chapters?lang=ar")
        assert axe(page) == []
        assert no_sideways_scroll(page)
