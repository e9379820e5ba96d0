"""The parts of the look, as a person meets them: any language, width, light, with no script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.browser.styleguide.app import styleguide
from tests.servers.houses import served

PAGES = {
    "told": "/told",
    "wrong": "/asked?wrong=1",
    "worked": "/worked",
    "refused": "/layout/error?message=Registration+for+this+sitting+closed+at+08:45.",
}

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "telephone, right to left": {"width": 360, "language": "ar"},
    "narrow and dark": {"width": 320, "language": "zh", "dark": True},
}
WATCH = """
window.ignored = []
document.addEventListener("submit", event => {
    ignored.push(event.defaultPrevented)
    event.preventDefault()  // so that the page stays
})
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(styleguide()) as address:
        yield address


def listen(page: Page) -> list[str]:
    """Return a list that fills with what the browser complains of."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_every_part_is_for_everyone(browser: Browser, address: str, name: str, look: str) -> None:
    with a_page(browser, **LOOKS[look]) as page:
        complaints = listen(page)
        page.goto(address + PAGES[name])
        open_details(page)

        assert axe(page) == []
        assert no_sideways_scroll(page)
        assert complaints == []


def test_the_second_page_shows_the_readers_own_hours(browser: Browser, address: str) -> None:
    with a_page(browser, zone="Asia/Kathmandu") as page:
        page.goto(f"{address}/told")
        first = page.locator(".next .big").first.inner_text()
        page.goto(f"{address}/told")
        second = page.locator(".next .big").first.inner_text()

        assert [first, second] == ["09:00 to 10:30", "13:45 to 15:15"]


def test_a_chosen_zone_is_not_overruled_by_the_script(browser: Browser, address: str) -> None:
    with a_page(browser, zone="Asia/Kathmandu") as page:
        page.goto(f"{address}/told?zone=Africa/Cairo")
        page.goto(f"{address}/told")

        assert page.locator(".next .big").first.inner_text() == "10:00 to 11:30"


def test_a_double_click_sends_a_form_once(browser: Browser, address: str) -> None:
    with a_page(browser) as page:
        page.goto(f"{address}/asked")
        page.evaluate(WATCH)
        page.click("form button")
        page.click("form button")

        assert page.evaluate("ignored") == [False, True]


def test_the_faults_are_focused_and_lead_to_their_questions(browser: Browser, address: str) -> None:
    with a_page(browser) as page:
        page.goto(f"{address}/asked?wrong=1")

        assert page.evaluate("document.activeElement.className") == "errs"
        for link in page.locator(".errs a").all():
            link.click()
            target = page.locator(f"[id='{str(link.get_attribute('href'))[1:]}']")
            assert target.get_attribute("aria-invalid") == "true"


def test_state_or_organisation_is_asked_by_the_category(browser: Browser, address: str) -> None:
    with a_page(browser, script=False) as page:
        page.goto(f"{address}/asked")
        asked = [page.locator(".if-state").is_visible(), page.locator(".if-org").is_visible()]
        page.check("[name=category][value=other]")
        then = [page.locator(".if-state").is_visible(), page.locator(".if-org").is_visible()]

        assert [asked, then] == [[True, False], [False, True]]


def test_the_day_strip_is_mirrored_in_arabic(browser: Browser, address: str) -> None:
    with a_page(browser, language="ar") as page:
        page.goto(f"{address}/told?zone=Africa/Nairobi")
        strip = page.locator(".day").first.bounding_box()
        sitting = page.locator(".day .s").first.bounding_box()

        assert strip is not None
        assert sitting is not None
        from_right = strip["x"] + strip["width"] - sitting["x"] - sitting["width"]
        assert from_right / strip["width"] == pytest.approx(11 / 24, abs=0.01)
