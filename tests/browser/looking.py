"""How a browser test looks at a page: headless Chromium, axe, and the page's width.

    def test_home_is_for_everyone(browser: Browser, address: str) -> None:
        with a_page(browser, width=360, language="ar") as page:
            page.goto(address)
            assert axe(page) == []
            assert no_sideways_scroll(page)

Without a Chromium on the machine the tests that ask for `browser` are skipped,
with a line that says so.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict, Unpack

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

NAMES = (
    "chromium-headless-shell",  # has no windows: a page takes a third of the work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MISSING = "No Chromium on this machine: install one (Debian: chromium-headless-shell)."
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = launched(playwright)
        yield opened
        opened.close()


class Look(TypedDict, total=False):
    """What a reader brings along. Not said: a wide window, English, Nairobi, light, scripts."""

    width: int
    language: str
    zone: str
    dark: bool
    script: bool


@contextmanager
def a_page(browser: Browser, **look: Unpack[Look]) -> Iterator[Page]:
    """Give a page of a reader of their own: no cookie of another test is there."""
    context = browser.new_context(
        viewport={"width": look.get("width", 1280), "height": 800},
        locale=look.get("language", "en"),
        timezone_id=look.get("zone", "Africa/Nairobi"),
        color_scheme="dark" if look.get("dark") else "light",
        java_script_enabled=look.get("script", True),
        reduced_motion="reduce",  # each press would wait a second for the page to glide
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def axe(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA and good practice, one line an element.

    Open `details` first: axe does not look into what is closed.
    """
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations"],  # what is right need not be described: half of its time
        "selectors": False,
    }
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"]
    ]


def faults(page: Page, address: str) -> list[str]:
    """Go to `address`, open what is closed there, and return what is wrong with the page."""
    page.goto(address)
    open_details(page)
    return axe(page) + ([] if no_sideways_scroll(page) else ["it scrolls sideways"])


def open_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")


def no_sideways_scroll(page: Page) -> bool:
    """Return whether the page is as wide as its window; a wide table scrolls by itself."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )
