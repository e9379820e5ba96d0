"""A person at a browser: opens, presses and types as people do, and each page is judged.

No page that a person comes to may scroll sideways. Every press, choice and
answer is counted, so that a test can say how little is asked of somebody.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Unpack

from playwright.sync_api import Browser, FilePayload, Locator, Page

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details


@dataclass
class Hands:
    """Somebody's page, and how often they have acted on it."""

    page: Page
    address: str
    """Of the house, without a slash at the end."""
    interactions: int = 0

    def open(self, path: str) -> None:
        """Follow a link that came from elsewhere: a letter, a bookmark."""
        self.page.goto(self.address + path)
        self.judge()

    def link(self, name: str) -> None:
        """Press the first link of this name."""
        self.press(self.page.get_by_role("link", name=name, exact=True).first)

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def send(self, name: str) -> None:
        """Press a button whose script first sends a file, and only then leaves the page."""
        self.interactions += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.judge()

    def press(self, what: Locator | str) -> None:
        """Press, wait for the page that it leads to, and judge that page."""
        self.interactions += 1
        (self.page.locator(what) if isinstance(what, str) else what).click()
        self.page.wait_for_load_state()
        self.judge()

    def write(self, answers: Mapping[str, object]) -> None:
        """Answer questions by their names: type, pick from a list, or tick."""
        for name, answer in answers.items():
            for one in answer if isinstance(answer, list) else [answer]:
                self._answer(name, str(one))

    def choose_file(self, name: str, kind: str, data: bytes) -> None:
        self.interactions += 1
        file: FilePayload = {"name": name, "mimeType": kind, "buffer": data}
        self.page.set_input_files("main input[type=file]", files=[file])

    def heading(self) -> str:
        return self.page.inner_text("h1")

    def text(self) -> str:
        return self.page.inner_text("main")

    def faults(self, browser: Browser) -> list[str]:
        """Return what axe finds on this page, loaded once more with script: axe is one."""
        width = (self.page.viewport_size or {"width": 1280})["width"]
        context = self.page.context
        with a_page(browser, width=width) as twin:
            twin.context.add_cookies(context.cookies())  # type: ignore[arg-type]  # same shape
            twin.goto(self.page.url)
            open_details(twin)
            assert no_sideways_scroll(twin), f"{twin.url} scrolls sideways"
            return axe(twin)

    def judge(self) -> None:
        assert no_sideways_scroll(self.page), f"{self.page.url} scrolls sideways"

    def _answer(self, name: str, answer: str) -> None:
        self.interactions += 1
        element = self.page.locator(f"main [name='{name}']")
        if element.first.get_attribute("type") in ("radio", "checkbox"):
            self.page.check(f"main [name='{name}'][value='{answer}']")
        elif element.evaluate("element => element.tagName") == "SELECT":
            element.select_option(answer)
        else:
            element.fill(answer)


@contextmanager
def hands(browser: Browser, address: str, **look: Unpack[Look]) -> Iterator[Hands]:
    with a_page(browser, **look) as page:
        yield Hands(page, address)
