"""A long recording sent from the page: through a lost line and a reload, to its end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.looking import a_page, axe, no_sideways_scroll
from tests.servers.programs import Program
from tests.servers.sending import MB, Ready, big_film, ready
from webinars.database.unit import reading
from webinars.recordings.models import Asset
from webinars.storage.models import Upload

pytestmark = pytest.mark.browser

SIZE = 12 * MB
RATE = 4 * MB
"""Bytes a second that the browser's line carries."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return ready(tmp_path_factory.mktemp("sent"))


@pytest.fixture(scope="module")
def program(place: Ready) -> Iterator[Program]:
    with place.served() as program:
        yield program


def open_desk(page: Page, place: Ready, program: Program) -> None:
    address = f"http://127.0.0.1:{program.port}"
    cookie = {"name": "webinars", "value": place.cookie, "url": address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict of theirs
    page.goto(f"{address}/secretariat/sittings/{place.sitting}/recording")


def slow_down(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": RATE}
    line.send("Network.emulateNetworkConditions", slow)


def send(page: Page, film: Path) -> None:
    page.locator("input[type=file]").set_input_files(film)
    page.get_by_role("button", name="Keep this file").click()


def here(place: Ready) -> int:
    with reading(place.engine) as db:
        newest = db.scalars(select(Upload.public_id).order_by(Upload.id.desc())).first()
    return place.store.gathering.size(newest or "none") or 0


def outcome(place: Ready) -> str | None:
    with reading(place.engine) as db:
        return db.scalar(select(Upload.outcome).order_by(Upload.id.desc()).limit(1))


def wait_for(page: Page, come: Callable[[], bool]) -> None:
    for _ in range(400):
        if come():
            return
        page.wait_for_timeout(50)
    pytest.fail("it never came")


def wait_for_bytes(page: Page, place: Ready, count: int) -> None:
    wait_for(page, lambda: here(place) >= count)


def test_a_film_comes_whole_through_a_reload(
    browser: Browser, place: Ready, program: Program, tmp_path: Path
) -> None:
    film = tmp_path / "long sitting.mp4"
    digest = big_film(film, SIZE)
    with a_page(browser) as page:
        open_desk(page, place, program)
        slow_down(page)
        send(page, film)
        expect(page.get_by_role("status")).to_contain_text("a second")
        assert axe(page) == []
        assert no_sideways_scroll(page)
        wait_for_bytes(page, place, 2 * MB)
        page.reload()  # the browser forgets the file, and what was sent is safe

        expect(page.get_by_role("status")).to_contain_text("Choose the same file again")
        before = here(place)
        send(page, film)
        expect(page.get_by_text("“long sitting.mp4” is kept.")).to_be_visible(timeout=30_000)

    assert before >= 2 * MB
    with reading(place.engine) as db:
        assert db.scalars(select(Asset.digest)).all() == [digest]
        assert len(db.scalars(select(Upload)).all()) == 1


def test_it_pauses_goes_on_and_is_given_up(
    browser: Browser, place: Ready, program: Program, tmp_path: Path
) -> None:
    film = tmp_path / "other.mp4"
    big_film(film, 5 * SIZE, seed=2)
    with a_page(browser, width=360) as page:
        open_desk(page, place, program)
        slow_down(page)
        send(page, film)
        wait_for_bytes(page, place, MB)
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("status")).to_contain_text("Paused")
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("status")).to_contain_text("a second")
        assert no_sideways_scroll(page)
        page.get_by_role("button", name="Give up", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("Nothing of it is kept")
        wait_for(page, lambda: outcome(place) == "given up")


def test_what_is_refused_is_said_on_the_page(
    browser: Browser, place: Ready, program: Program, tmp_path: Path
) -> None:
    page_file = tmp_path / "film.mp4"
    page_file.write_text("<html><script>alert(1)</script>")
    with a_page(browser) as page:
        open_desk(page, place, program)
        send(page, page_file)

        expect(page.get_by_role("status")).to_contain_text("This file is a web page.")
