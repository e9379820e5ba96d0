"""Takes pictures of a running site: `scripts/shots URL OUT.png [--width 360] [--lang ar]`."""

import argparse
from urllib.parse import urlencode, urljoin

from playwright.sync_api import Page, sync_playwright

from tests.browser.looking import MISSING, Look, a_page, chromium, launched, open_details


def main() -> None:
    """Take one picture of a whole page."""
    options = _options()
    if chromium() is None:
        raise SystemExit(MISSING)
    with sync_playwright() as playwright, a_page(launched(playwright), **look(options)) as page:
        if options.sign_in:
            sign_in(page, options.url, options.sign_in, options.password)
        page.goto(address(options))
        if options.open:
            open_details(page)
        page.screenshot(path=options.out, full_page=not options.screen)


def look(options: argparse.Namespace) -> Look:
    return {
        "width": options.width,
        "language": options.lang,
        "zone": options.zone,
        "dark": options.dark,
    }


def address(options: argparse.Namespace) -> str:
    where = urljoin(options.url, options.path)
    chosen = urlencode({"lang": options.lang, "zone": options.zone})
    return f"{where}{'&' if '?' in where else '?'}{chosen}"


def sign_in(page: Page, url: str, email: str, password: str) -> None:
    page.goto(urljoin(url, "/sign-in"))
    page.fill("[name=email]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/shots", description="Picture a page.")
    parser.add_argument("url", help="where the site runs, as in http://127.0.0.1:8000")
    parser.add_argument("out", help="the picture, a .png")
    parser.add_argument("--path", default="/", help="the page (default: %(default)s)")
    parser.add_argument("--width", type=int, default=1280, help="of the window, in pixels")
    parser.add_argument("--lang", default="en", help="one of ar zh en fr ru es")
    parser.add_argument("--zone", default="Africa/Nairobi", help="of the reader (%(default)s)")
    parser.add_argument("--sign-in", metavar="EMAIL", help="first sign in as this person")
    parser.add_argument("--password", default="demonstration", help="(default: %(default)s)")
    parser.add_argument("--dark", action="store_true", help="as on a dark screen")
    parser.add_argument("--open", action="store_true", help="open all closed details")
    parser.add_argument("--screen", action="store_true", help="only the first screen")
    return parser.parse_args()


if __name__ == "__main__":
    main()
