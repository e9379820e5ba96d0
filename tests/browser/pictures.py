"""Takes the pictures in `docs/pictures`: `scripts/pictures [LANGUAGE ...]`, English and Arabic."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.looking import MISSING, a_page, chromium, launched
from tests.browser.shots import sign_in

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
LANGUAGES = ("en", "ar")
PASSWORD = "demonstration"
PATIENCE = 60
"""Seconds until the first snapshot of the evidence stands."""


@dataclass(frozen=True)
class Picture:
    """A page as a certain reader sees it. Without a path: the form to which home leads."""

    name: str
    path: str = ""
    width: int = 1280
    as_whom: str = ""
    whole: bool = False
    """All of the page, else its first screen."""


ALL = (
    Picture("home", "/"),
    Picture("register"),
    Picture("register-360", width=360, whole=True),
    Picture(
        "secretariat-webinar",
        "/secretariat/webinars/what-a-small-office-needs-first",
        as_whom="secretariat@example.org",
    ),
    Picture("evaluation", "/evaluation/", as_whom="evaluator@example.org"),
)


def main() -> None:
    """Take every picture in the languages that were asked for."""
    if chromium() is None:
        raise SystemExit(MISSING)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data)) as address,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright)
        for language in sys.argv[1:] or LANGUAGES:
            for picture in ALL:
                take(browser, picture, address=address, language=language)


def take(browser: Browser, picture: Picture, *, address: str, language: str) -> None:
    reader = f"?lang={language}&zone=Africa/Nairobi"
    with a_page(browser, width=picture.width, language=language) as page:
        if picture.as_whom:
            sign_in(page, address, picture.as_whom, PASSWORD)
        page.goto(f"{address}{picture.path}{reader}")
        if not picture.path:
            form = page.locator("main a[href$='/register']").first.get_attribute("href")
            page.goto(f"{address}{form}{reader}")
        file = PICTURES / f"{picture.name}.{language}.png"
        page.screenshot(path=file, full_page=picture.whole)


@contextmanager
def running(data: Path) -> Iterator[str]:
    """Run the product on `data` until its first snapshot stands; give its address."""
    port = free_port()
    command = ["scripts/run", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        while not any(data.glob("snapshots/[0-9]*/manifest.json")):
            if time.monotonic() > end or process.poll() is not None:
                raise SystemExit("The product did not start, or took no snapshot.")
            time.sleep(0.2)
        time.sleep(2)  # public pages are kept for a second, and the snapshot's row follows it
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
