"""Which requests no person is behind, as far as they say so themselves."""

import re

ROBOT = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|archiver|externalhit|preview|monitor|headless|scanner"
    r"|python|go-http|libwww|java/",
    re.IGNORECASE,
)
"""Programs that fetch for themselves. curl and wget are not among them: people on slow lines use
them to keep a copy. CUBOT makes telephones."""


def is_robot(browser: str) -> bool:
    """Say whether a program with this description of itself is a robot; one without any is."""
    return not browser.strip() or ROBOT.search(browser) is not None


def is_ahead(purpose: str) -> bool:
    """Say whether a browser fetches it before anybody asks (the header `Sec-Purpose`)."""
    return "prefetch" in purpose.lower()
